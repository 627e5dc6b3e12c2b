// `facets=` → the facets that the engine is asked for.
import { findField, WORK_FIELDS } from '../domain/fields.js';
import type { FacetRequest } from '../domain/query.js';
import { IdeascopeError } from '../errors.js';
import { didYouMean, listed, quoted } from './messages.js';

// Each facet is one more pass over the matched set.
const MAX_FACETS = 10;
const FACETABLE = WORK_FIELDS.filter((f) => f.facet);
const NAMES = FACETABLE.flatMap((f) => [f.name, ...f.aliases]);

/**
 * Facets by name or alias; a field named twice is counted once. `size` is how many values of each to return.
 * @throws IdeascopeError unknown_field, invalid_parameter
 */
export function parseFacets(names: readonly string[], size: number): FacetRequest[] {
  const fields = new Set(names.map((name) => readFacet(name.trim())));
  if (fields.size > MAX_FACETS)
    throw wrong('invalid_parameter', `facets names ${fields.size} fields: at most ${MAX_FACETS}`);
  return [...fields].map((field) => ({ field, size }));
}

function readFacet(name: string): string {
  const field = findField(name);
  if (field?.facet) return field.name;
  const countable = `facets are ${listed(
    FACETABLE.map((f) => f.name),
    'and',
  )}`;
  if (field) throw wrong('invalid_parameter', `${field.name} cannot be counted: ${countable}`);
  throw wrong('unknown_field', `facets knows no field ${quoted(name)}: ${countable}${didYouMean(name, NAMES)}`);
}

function wrong(code: 'invalid_parameter' | 'unknown_field', message: string): IdeascopeError {
  return new IdeascopeError(code, message, 'facets');
}
