// How the query was read, where it is more than words, and what was probably meant.
import { Link } from 'wouter';
import type { PageMeta } from '../../src/client/index.js';
import { type SearchState, searchHref } from './state.js';
import { queryParts } from './understood-parts.js';

interface UnderstoodQueryProps {
  readonly state: SearchState;
  readonly meta: Pick<PageMeta, 'understood' | 'did_you_mean'>;
}

export function UnderstoodQuery({ state, meta: { understood, did_you_mean } }: UnderstoodQueryProps) {
  const parts = understood ? queryParts(understood) : [];
  const notes = understood?.notes ?? [];
  if (parts.length === 0 && notes.length === 0 && !did_you_mean) return null;
  const href = (q: string) => searchHref({ ...state, q, page: 1 });
  return (
    <div className="understood">
      {did_you_mean && (
        <p>
          Did you mean <Link href={href(did_you_mean.search)}>{did_you_mean.search}</Link>?
        </p>
      )}
      {parts.length > 0 && (
        <div className="row">
          <span className="quiet">Read as</span>
          <ul className="row" aria-label="How the query was read">
            {parts.map(({ label, without }) => (
              <li key={label} className="chip">
                <span>{label}</span>
                <Link href={href(without)} className="chip-end" title="Search without it">
                  <span aria-hidden="true">×</span>
                  <span className="unseen">{`Search without ${label}`}</span>
                </Link>
              </li>
            ))}
          </ul>
          {understood?.words && <span className="quiet">{`and ${understood.words}`}</span>}
        </div>
      )}
      {notes.map(({ code, message }) => (
        <p key={code} className="quiet">
          {sentence(message)}
        </p>
      ))}
    </div>
  );
}

/** Messages of the API begin small and end without a full stop. */
function sentence(message: string): string {
  const begun = message.charAt(0).toUpperCase() + message.slice(1);
  return /[.?!…]$/.test(begun) ? begun : `${begun}.`;
}
