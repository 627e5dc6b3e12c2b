// A custom element around a React part: its shadow root, its attributes, its life on the page.
import { QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { FirstLevel } from '../profile/headings.js';
import { ServiceContext } from '../service-context.js';
import { Boundary } from '../ui/boundary.js';
import { absoluteHref, headingLevelOf, type Opened, openedBy, serviceAddress } from './addresses.js';
import { Misuse } from './failure.js';
import { type Links, LinksContext } from './links.js';
import { serviceAt } from './service.js';
import { sharedSheet } from './styles.js';

/** What a part is told: its attributes, trimmed, and the address of the service. */
export interface Told<Name extends string> {
  readonly attributes: Readonly<Record<Name, string>>;
  readonly service: string;
}

const COMMON = ['service', 'heading-level'] as const;

/**
 * Defines an element whose attributes are also its properties. Twice the same name, from a script that is loaded twice, is
 * left as it is.
 * @param script where embed.js came from
 */
export function defineElement<Name extends string>(
  name: string,
  attributes: readonly Name[],
  script: string,
  part: (told: Told<Name>) => ReactNode,
): void {
  if (customElements.get(name)) return;
  class Element extends IdeascopeElement {
    static readonly observedAttributes = [...attributes, ...COMMON];
    protected readonly script = script;

    protected content(service: string): ReactNode {
      const told = Object.fromEntries(attributes.map((one) => [one, this.getAttribute(one)?.trim() ?? '']));
      return part({ attributes: told as Record<Name, string>, service });
    }
  }
  for (const attribute of [...attributes, 'service']) reflect(Element.prototype, attribute);
  customElements.define(name, Element);
}

function reflect(prototype: HTMLElement, attribute: string): void {
  Object.defineProperty(prototype, attribute, {
    configurable: true,
    enumerable: true,
    get(this: HTMLElement) {
      return this.getAttribute(attribute) ?? '';
    },
    set(this: HTMLElement, value: unknown) {
      if (value == null) this.removeAttribute(attribute);
      else this.setAttribute(attribute, String(value));
    },
  });
}

/** A page that does not speak of dark colours is light, whatever its reader prefers: text on it has to be dark. */
function pageTheme({ parentElement }: HTMLElement): 'light' | 'any' {
  const { colorScheme } = getComputedStyle(parentElement ?? document.documentElement);
  return colorScheme.includes('dark') ? 'any' : 'light';
}

abstract class IdeascopeElement extends HTMLElement {
  protected abstract readonly script: string;
  #place: HTMLElement | undefined;
  #root: Root | undefined;

  protected abstract content(service: string): ReactNode;

  connectedCallback(): void {
    this.dataset['page'] = pageTheme(this);
    this.#place ??= this.#open();
    this.#root ??= createRoot(this.#place);
    this.#draw();
  }

  /** What is moved is taken away and put back at once: it keeps what it shows. */
  disconnectedCallback(): void {
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#root?.unmount();
      this.#root = undefined;
    });
  }

  attributeChangedCallback(): void {
    this.#draw();
  }

  #open(): HTMLElement {
    const shadow = this.attachShadow({ mode: 'open' });
    shadow.adoptedStyleSheets = [sharedSheet()];
    const place = document.createElement('div');
    place.lang = 'en';
    shadow.append(place);
    return place;
  }

  #draw(): void {
    this.#root?.render(
      <FirstLevel value={headingLevelOf(this.getAttribute('heading-level'))}>
        <Boundary fallback={<Misuse>The part met an error of its own. Reloading the page may help.</Misuse>}>
          {this.#inner()}
        </Boundary>
      </FirstLevel>,
    );
  }

  #inner(): ReactNode {
    const said = this.getAttribute('service');
    const address = serviceAddress(said, this.script, document.baseURI);
    if (!address) return <Misuse>{`The attribute “service” is no http or https address: ${said}`}</Misuse>;
    const { client, queries } = serviceAt(address);
    // by its key everything begins anew with another service
    return (
      <QueryClientProvider key={address} client={queries}>
        <ServiceContext value={client}>
          <LinksContext value={this.#linksTo(address)}>{this.content(address)}</LinksContext>
        </ServiceContext>
      </QueryClientProvider>
    );
  }

  #linksTo(service: string): Links {
    return {
      hrefOf: (href) => absoluteHref(service, href),
      open: (href) => {
        const detail: Opened = openedBy(service, href);
        return this.dispatchEvent(
          new CustomEvent('ideascope-open', { detail, bubbles: true, composed: true, cancelable: true }),
        );
      },
    };
  }
}
