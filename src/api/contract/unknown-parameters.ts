// What to say of a parameter that a route does not know.
import { didYouMean, listed, quoted } from '../../search/messages.js';

/** What other APIs call the same thing. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  q: 'search',
  search: 'q',
  query: 'search',
  limit: 'per_page',
  size: 'per_page',
  offset: 'page',
  order_by: 'sort',
  fields: 'select',
  per_page: 'limit',
  'per-page': 'limit',
};

/** Parameters of OpenAlex that are not known here: what to do instead. */
const OF_OPENALEX: Readonly<Record<string, string>> = {
  api_key: 'keys go into the header Authorization: Bearer <key>, never into an address',
  'search.exact': 'put what must occur as it is in double quotes: search="…"',
  'search.title': 'write filter=title.search:…',
  data_version: 'there is one version of the data here',
  'data-version': 'there is one version of the data here',
  include_xpac: 'everything that is stored is searched',
  'include-xpac': 'everything that is stored is searched',
  apc_sum: 'article charges are not stored here',
  cited_by_count_sum: 'sums are not counted here: add up cited_by_count',
  warm: 'there is nothing to warm up here',
};

/** What to say of a parameter that a route does not know; `isField` tells what the route can filter by. */
export function unknownParameter(name: string, known: readonly string[], isField: (name: string) => boolean): string {
  const none = `there is no parameter ${quoted(name)}`;
  if (Object.hasOwn(OF_OPENALEX, name)) return `${none}: ${OF_OPENALEX[name]}`;
  if (known.length === 0) return `${none}: this route takes none`;
  const here = Object.hasOwn(ELSEWHERE, name) ? ELSEWHERE[name] : undefined;
  if (here !== undefined && known.includes(here)) return `${none}: it is called ${here} here`;
  if (known.includes('filter') && isField(name)) return `${none}: write filter=${name}:value`;
  return `${none}${didYouMean(name, known) || `: this route takes ${listed(known, 'and')}`}`;
}
