// Works, people, topics, institutions, each with how many there are.
import { Link } from 'wouter';
import type { WorksAnswer } from '../../src/client/index.js';
import { shortTotal, type Total } from './figures.js';
import { writeFilters } from './filters.js';
import { type SearchState, searchHref, TABS, type Tab } from './state.js';
import { tabTotals } from './tab-totals.js';
import { useTotals } from './use-lists.js';

const NAMES: Readonly<Record<Tab, string>> = {
  works: 'Works',
  people: 'People',
  topics: 'Topics',
  institutions: 'Institutions',
};

interface ResultTabsProps {
  readonly state: SearchState;
  /** The works of this very state. */
  readonly works: WorksAnswer | undefined;
  /** Whether the totals of the others may be asked for: the works come first. */
  readonly ready: boolean;
}

export function ResultTabs({ state, works, ready }: ResultTabsProps) {
  const { data } = useTotals(state, ready);
  const totals = tabTotals({ works: works?.meta, totals: data, filtered: writeFilters(state.filters) !== '' });
  return (
    <nav aria-label="Kinds of results">
      <ul className="tabs">
        {TABS.map((tab) => (
          <li key={tab}>
            <Link
              href={searchHref({ ...state, tab, page: 1 })}
              aria-current={tab === state.tab ? 'page' : undefined}
              className="tab"
            >
              {NAMES[tab]} <TabTotal tab={tab} total={totals[tab]} />
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Where nobody has the name, the tab still leads to people: to those who work on it. */
function TabTotal({ tab, total }: { readonly tab: Tab; readonly total: Total | undefined }) {
  if (total === undefined) return null;
  if (tab === 'people' && total.count === 0) return <span className="tab-total">by idea</span>;
  return <span className="tab-total">{shortTotal(total)}</span>;
}
