// `facets=` → the facets that the engine is asked for.
import type { Catalogue, Stored } from '../domain/catalogue.js';
import type { FacetRequest } from '../domain/query.js';
import { IdeascopeError } from '../errors.js';
import { didYouMean, listed, quoted } from './messages.js';

// Each facet is one more pass over the matched set.
const MAX_FACETS = 10;

/**
 * Facets by name or alias; a field named twice is counted once. `size` is how many values of each to return.
 * @throws IdeascopeError unknown_field, invalid_parameter
 */
export function parseFacets<D extends Stored>(
  names: readonly string[],
  size: number,
  catalogue: Catalogue<D>,
  parameter: CountingParameter = 'facets',
): FacetRequest[] {
  const fields = new Set(names.map((name) => readFacet(name.trim(), catalogue, parameter)));
  if (fields.size > MAX_FACETS) {
    throw wrong('invalid_parameter', `facets names ${fields.size} fields: at most ${MAX_FACETS}`, parameter);
  }
  return [...fields].map((field) => ({ field, size }));
}

function readFacet<D extends Stored>(name: string, catalogue: Catalogue<D>, parameter: CountingParameter): string {
  const field = catalogue.find(name);
  if (field?.facet) return field.name;
  const facetable = catalogue.fields.filter((f) => f.facet);
  const fields = facetable.map((f) => f.name);
  const countable =
    fields.length === 0 ? `${catalogue.kind} have no facets` : `${parameter} takes ${listed(fields, 'and')}`;
  if (field) throw wrong('invalid_parameter', `${field.name} cannot be counted: ${countable}`, parameter);
  const near = didYouMean(
    name,
    facetable.flatMap((f) => [f.name, ...f.aliases]),
  );
  throw wrong('unknown_field', `${parameter} knows no field ${quoted(name)}: ${countable}${near}`, parameter);
}

/** The parameters that name a field to count by. */
type CountingParameter = 'facets' | 'group_by';

function wrong(
  code: 'invalid_parameter' | 'unknown_field',
  message: string,
  parameter: CountingParameter,
): IdeascopeError {
  return new IdeascopeError(code, message, parameter);
}
