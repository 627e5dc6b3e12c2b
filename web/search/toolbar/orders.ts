// The orders that works can be brought into; pure.

export interface Order {
  /** As the API takes it; empty: by relevance. */
  readonly sort: string;
  readonly name: string;
}

const RELEVANCE: Order = { sort: '', name: 'Relevance' };
const MOST_CITED: Order = { sort: 'cited_by_count:desc', name: 'Most cited' };
// sources often know the year only: by the day alone, these works would come last
const FIELDS: readonly Order[] = [
  { sort: 'publication_year:desc,publication_date:desc', name: 'Newest' },
  { sort: 'publication_year,publication_date', name: 'Oldest' },
  MOST_CITED,
];

/**
 * Without a query nothing is relevant, and the service gives the most cited first. An order that came with the address
 * stays one of the choices.
 */
export function ordersFor(q: string, sort: string): { readonly orders: readonly Order[]; readonly current: string } {
  const isQuery = q.trim() !== '';
  const known = isQuery ? [RELEVANCE, ...FIELDS] : FIELDS;
  const current = sort === '' && !isQuery ? MOST_CITED.sort : sort;
  const isKnown = known.some((order) => order.sort === current);
  return { orders: isKnown ? known : [...known, { sort: current, name: `As given: ${current}` }], current };
}
