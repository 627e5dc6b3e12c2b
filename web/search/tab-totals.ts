// How many results each tab has, as far as it is known; pure.
import type { SearchAnswer } from '../../src/client/index.js';
import type { Total } from './figures.js';
import type { Tab } from './state.js';

/** Of all kinds, by the text alone. */
type Totals = Pick<SearchAnswer, 'works' | 'authors' | 'topics' | 'institutions'>;

interface Known {
  /** That of the works with their filters, once it is there. */
  readonly works: Total | undefined;
  readonly totals: Totals | undefined;
  /** Whether filters are active, with which the total of the works is another one. */
  readonly filtered: boolean;
}

export function tabTotals({ works, totals, filtered }: Known): Readonly<Record<Tab, Total | undefined>> {
  return {
    works: works ?? (filtered ? undefined : totals?.works.meta),
    people: counted(totals?.authors.meta),
    topics: counted(totals?.topics.meta),
    institutions: counted(totals?.institutions.meta),
  };
}

/** At least none is what is said of kinds that were not searched. */
function counted(total: Total | undefined): Total | undefined {
  return total?.count === 0 && total.count_relation === 'gte' ? undefined : total;
}
