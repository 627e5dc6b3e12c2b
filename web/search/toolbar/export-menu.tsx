// All works of the search as a file.
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { WorksAnswer } from '../../../src/client/index.js';
import { keys } from '../../service-key.js';
import { ROOT_PATH } from '../../site-root.js';
import { worksLabel } from '../facets/labels.js';
import type { SearchState } from '../state.js';
import { worksParameters } from '../use-search.js';
import { EXPORTS, exportAddress } from './export-address.js';
import { useSaved } from './use-saved.js';

interface ExportMenuProps {
  readonly state: SearchState;
  /** undefined until it is known how many works there are. */
  readonly meta: Pick<WorksAnswer['meta'], 'count' | 'count_relation'> | undefined;
}

export function ExportMenu({ state, meta }: ExportMenuProps) {
  const list = useId();
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useClickOutside(place, open, () => setOpen(false));
  const count = meta?.count ?? 0;
  const close = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !open) return;
    setOpen(false);
    button.current?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape is pressed on what is in it
    <div ref={place} className="export" onKeyDown={close}>
      <button
        ref={button}
        type="button"
        className="button"
        aria-expanded={open}
        aria-controls={list}
        disabled={count === 0}
        onClick={() => setOpen(!open)}
      >
        Export
        <span aria-hidden="true">▾</span>
      </button>
      <div id={list} className="export-list card" hidden={!open || count === 0}>
        <p className="quiet">{countText(count, meta?.count_relation)}</p>
        <Formats state={state} />
      </div>
    </div>
  );
}

function countText(count: number, relation: 'eq' | 'gte' | undefined): string {
  if (relation === 'gte') return `All works found, ${count.toLocaleString('en')} or more, as`;
  return count === 1 ? 'The one work found as' : `All ${worksLabel(count)} as`;
}

/** Links, which the browser follows by itself; a text that is too long for one is fetched. */
function Formats({ state }: { readonly state: SearchState }) {
  const { save, saving, error } = useSaved();
  const parameters = worksParameters(state);
  // a link cannot carry a key
  const keyed = keys.read() !== undefined;
  return (
    <>
      <ul className="export-formats">
        {EXPORTS.map(({ format, name, use }) => {
          const address = keyed ? undefined : exportAddress(ROOT_PATH, parameters, format);
          const label = (
            <>
              {name} <span className="quiet">{use}</span>
            </>
          );
          return (
            <li key={format}>
              {address === undefined ? (
                <button type="button" disabled={saving} onClick={() => save(parameters, format)}>
                  {label}
                </button>
              ) : (
                <a href={address} download>
                  {label}
                </a>
              )}
            </li>
          );
        })}
      </ul>
      <p role="status" className="export-status">
        {saving && 'The file is being written …'}
        {error !== undefined && `No file: ${error}`}
      </p>
    </>
  );
}

function useClickOutside(place: { readonly current: HTMLElement | null }, active: boolean, left: () => void): void {
  const latest = useRef(left);
  latest.current = left;
  useEffect(() => {
    if (!active) return;
    const check = ({ target }: Event) => {
      if (target instanceof Node && !place.current?.contains(target)) latest.current();
    };
    document.addEventListener('pointerdown', check);
    document.addEventListener('focusin', check);
    return () => {
      document.removeEventListener('pointerdown', check);
      document.removeEventListener('focusin', check);
    };
  }, [active, place]);
}
