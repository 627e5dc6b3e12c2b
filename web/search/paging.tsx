// Links to the pages of a list, as far as they reach.
import { Link } from 'wouter';
import { figure, type Total } from './figures.js';
import { lastPage, pagesAround } from './pages.js';
import { type SearchState, searchHref } from './state.js';
import { PER_PAGE } from './use-search.js';

interface PagingProps {
  readonly state: SearchState;
  readonly meta: Total & { readonly reachable: number };
  /** Called when a page is turned: the reader goes on at the top. */
  readonly onTurn: () => void;
}

export function Paging({ state, meta, onTurn }: PagingProps) {
  const { page } = state;
  const last = lastPage(meta.reachable, PER_PAGE);
  const ends = page >= last && (meta.reachable < meta.count || meta.count_relation === 'gte');
  if (last === 1 && page === 1 && !ends) return null;
  const href = (to: number) => searchHref({ ...state, page: to });
  return (
    <nav aria-label="Pages" className="paging">
      <ul className="row">
        <Step href={href(page - 1)} possible={page > 1} onTurn={onTurn} label="Previous" rel="prev" />
        {pagesAround(page, last).map((one, i) => (
          <li key={one ?? `gap ${i}`}>
            {one === null ? (
              <span className="quiet">…</span>
            ) : (
              <Link
                href={href(one)}
                onClick={onTurn}
                className="button page"
                aria-label={`Page ${one}`}
                aria-current={one === page ? 'page' : undefined}
              >
                {figure(one)}
              </Link>
            )}
          </li>
        ))}
        <Step href={href(page + 1)} possible={page < last} onTurn={onTurn} label="Next" rel="next" />
      </ul>
      {ends && (
        <p className="quiet">
          {`Pages end after ${figure(meta.reachable)}. Narrowing the search or another order shows others.`}
        </p>
      )}
    </nav>
  );
}

interface StepProps {
  readonly href: string;
  readonly possible: boolean;
  readonly onTurn: () => void;
  readonly label: string;
  readonly rel: string;
}

/** What is impossible is not there. */
function Step({ href, possible, onTurn, label, rel }: StepProps) {
  if (!possible) return null;
  return (
    <li>
      <Link href={href} onClick={onTurn} className="button" rel={rel}>
        {label}
      </Link>
    </li>
  );
}
