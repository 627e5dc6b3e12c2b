// The neutral filter tree → Elasticsearch's query language.
import type { Filter } from '../../domain/query.js';
import { anyOf, EVERYTHING, NOTHING, type Query } from './clauses.js';
import { type AnyCatalogue, isPossible, toStored, wholeRange } from './field-values.js';
import { wordsCondition } from './words-condition.js';

/** A filter as one query clause, meant for filter context. @throws Error when it names an unknown field */
export function filterQuery(catalogue: AnyCatalogue, filter: Filter): Query {
  const inner = (one: Filter) => filterQuery(catalogue, one);
  switch (filter.type) {
    case 'all':
      return EVERYTHING;
    case 'none':
      return NOTHING;
    case 'and':
      return filter.filters.length === 0 ? EVERYTHING : { bool: { filter: filter.filters.map(inner) } };
    case 'or':
      return anyOf(filter.filters.map(inner));
    case 'not':
      return { bool: { must_not: [inner(filter.filter)] } };
    case 'values':
      return valuesQuery(catalogue, filter.field, filter.values);
    case 'range':
      return rangeQuery(catalogue, filter);
    case 'exists':
      return { exists: { field: catalogue.known(filter.field).name } };
    case 'words':
      return wordsCondition(catalogue, filter);
  }
}

function valuesQuery(catalogue: AnyCatalogue, name: string, values: readonly (string | number)[]): Query {
  const field = catalogue.known(name);
  const stored = values.filter((value) => isPossible(field, value)).map((value) => toStored(field, value));
  return stored.length === 0 ? NOTHING : { terms: { [field.name]: stored } };
}

function rangeQuery(catalogue: AnyCatalogue, filter: Extract<Filter, { type: 'range' }>): Query {
  const field = catalogue.known(filter.field);
  const range = wholeRange(field, filter);
  if (!range) return NOTHING;
  if (field.type === 'boolean') {
    return valuesQuery(
      catalogue,
      field.name,
      [0, 1].filter((value) => value >= range.gte && value <= range.lte),
    );
  }
  const [gte, lte] = [toStored(field, range.gte), toStored(field, range.lte)] as [string, string];
  return { range: { [field.name]: { gte, lte } } };
}
