// Stands in for the router in what is embedded: links lead to the service's pages, unless the host opens them itself.
import { type ComponentProps, createContext, type MouseEvent, useContext } from 'react';

export interface Links {
  /** `/author/…` → an absolute address. */
  readonly hrefOf: (href: string) => string;
  /** Tells the host. @returns whether the browser should go there */
  readonly open: (href: string) => boolean;
}

export const LinksContext = createContext<Links | undefined>(undefined);

interface LinkProps extends ComponentProps<'a'> {
  readonly href: string;
}

/** As wouter's, as far as the shared parts use it: the bundle of embed.js has this one under that name. */
export function Link({ href, onClick, ...rest }: LinkProps) {
  const links = useContext(LinksContext);
  if (!links) throw new Error('nothing says where links lead: put a LinksContext around');
  const click = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (isPlain(event) && !event.defaultPrevented && !links.open(href)) event.preventDefault();
  };
  return <a {...rest} href={links.hrefOf(href)} onClick={click} />;
}

/** A new tab, a new window, a download are between the reader and the browser. */
function isPlain({ button, ctrlKey, metaKey, altKey, shiftKey }: MouseEvent): boolean {
  return button === 0 && !ctrlKey && !metaKey && !altKey && !shiftKey;
}
