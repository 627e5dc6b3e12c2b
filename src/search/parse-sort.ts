// `sort=` → the order that the engine is asked for.
import type { Catalogue, Stored } from '../domain/catalogue.js';
import type { SortKey } from '../domain/query.js';
import { IdeascopeError } from '../errors.js';
import { didYouMean, listed, quoted } from './messages.js';

const RELEVANCE = 'relevance_score';

const MOST_CITED: readonly SortKey[] = [{ field: 'cited_by_count', direction: 'desc' }];
const MOST_WORKS: readonly SortKey[] = [{ field: 'works_count', direction: 'desc' }];

/** By relevance, or by fields. */
export type Order = 'relevance' | readonly SortKey[];

/**
 * Reads `field:desc,other` (ascending unless said otherwise, as in OpenAlex). An absent order is relevance where there
 * is a search, else the most cited works first, or the entities with most works.
 * @throws IdeascopeError unknown_field, invalid_parameter
 */
export function parseSort<D extends Stored>(
  sort: string | undefined,
  searching: boolean,
  catalogue: Catalogue<D>,
): Order {
  if (sort === undefined || sort.trim() === '') {
    return searching ? 'relevance' : catalogue.find('works_count') ? MOST_WORKS : MOST_CITED;
  }
  const keys = sort.split(',').map((key) => readKey(key, catalogue));
  if (keys.some((key) => key.field === RELEVANCE)) return byRelevance(keys, searching);
  const twice = keys.find((key, i) => keys.findIndex((other) => other.field === key.field) < i);
  if (twice) throw wrong('invalid_parameter', `sort names ${twice.field} twice`);
  return keys;
}

function readKey<D extends Stored>(text: string, catalogue: Catalogue<D>): SortKey {
  const [name = '', direction = 'asc', ...rest] = text.split(':').map((part) => part.trim());
  if (rest.length > 0 || (direction !== 'asc' && direction !== 'desc')) {
    throw wrong('invalid_parameter', `sort ${quoted(text.trim())} is not field, field:asc or field:desc`);
  }
  if (name === RELEVANCE) return { field: RELEVANCE, direction };
  const field = catalogue.find(name);
  if (field?.sort) return { field: field.name, direction };
  const fields = catalogue.fields.filter((f) => f.sort);
  const sortable = listed([...fields.map((f) => f.name), RELEVANCE]);
  if (field) throw wrong('invalid_parameter', `${field.name} cannot be sorted by: sort by ${sortable}`);
  const near = didYouMean(name, [...fields.flatMap((f) => [f.name, ...f.aliases]), RELEVANCE]);
  throw wrong('unknown_field', `sort knows no field ${quoted(name)}: sort by ${sortable}${near}`);
}

function byRelevance(keys: readonly SortKey[], searching: boolean): 'relevance' {
  if (!searching) throw wrong('invalid_parameter', `sort by ${RELEVANCE} needs a search`);
  if (keys.length > 1) throw wrong('invalid_parameter', `sort by ${RELEVANCE} stands alone: its ties are broken by id`);
  if (keys[0]?.direction !== 'desc') throw wrong('invalid_parameter', `write sort=${RELEVANCE}:desc, best first`);
  return 'relevance';
}

function wrong(code: 'invalid_parameter' | 'unknown_field', message: string): IdeascopeError {
  return new IdeascopeError(code, message, 'sort');
}
