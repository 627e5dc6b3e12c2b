// `group_by=`, as OpenAlex counts what matches by the values of one field.
import type { Catalogue, Stored } from '../domain/catalogue.js';
import type { FacetRequest } from '../domain/query.js';
import { IdeascopeError } from '../errors.js';
import { quoted } from './messages.js';
import { parseFacets } from './parse-facets.js';

const UNKNOWN = 'include_unknown';
/** What OpenAlex calls the group of the things without a value. */
export const UNKNOWN_GROUP = { key: 'unknown', label: 'unknown', selected: false } as const;

export interface Grouping {
  readonly field: string;
  readonly size: number;
  /** Whether things without a value make a group, too. */
  readonly unknown: boolean;
}

/**
 * Reads `field` or `field:include_unknown`.
 * @throws IdeascopeError unknown_field, invalid_parameter
 */
export function parseGroupBy<D extends Stored>(text: string, size: number, catalogue: Catalogue<D>): Grouping {
  const [name = '', option, ...rest] = text.split(':').map((part) => part.trim());
  if (rest.length > 0 || (option !== undefined && option !== UNKNOWN)) {
    const message = `group_by ${quoted(text)} is not field or field:${UNKNOWN}`;
    throw new IdeascopeError('invalid_parameter', message, 'group_by');
  }
  const [facet] = parseFacets([name], size, catalogue, 'group_by');
  if (!facet) throw new IdeascopeError('invalid_parameter', 'group_by names no field', 'group_by');
  return { field: facet.field, size, unknown: option === UNKNOWN };
}

/** The facet that counts the groups: within all conditions, those on the field itself included. */
export function facetOf({ field, size }: Grouping): FacetRequest {
  return { field, size, selection: 'kept' };
}
