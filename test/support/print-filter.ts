// A filter tree → `filter=` text: the inverse of parseFilter, for round trips.

import { WORKS } from '../../src/domain/fields.js';
import { clausesOf, type Filter } from '../../src/domain/query.js';

const isoDay = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);

/** Prints the filters that parseFilter makes; @throws Error for others. */
export function printFilter(filter: Filter): string {
  return clausesOf(filter).map(printClause).join(',');
}

function printClause(clause: Filter): string {
  if (clause.type === 'exists') return `${clause.field}:!null`;
  if (clause.type === 'not' && clause.filter.type !== 'exists') {
    const [field, ...rest] = printClause(clause.filter).split(':');
    return `${field}:!${rest.join(':')}`;
  }
  const parts = clause.type === 'or' ? clause.filters : [clause];
  return `${fieldOf(parts[0])}:${parts.map(printValue).join('|')}`;
}

function fieldOf(filter: Filter | undefined): string {
  if (filter?.type === 'not') return fieldOf(filter.filter);
  if (filter && 'field' in filter) return filter.field;
  throw new Error('no field');
}

function printValue(filter: Filter): string {
  if (filter.type === 'not') return 'null';
  if (filter.type === 'values') return filter.values.map((value) => printOne(filter.field, value)).join('|');
  if (filter.type !== 'range') throw new Error(`cannot print ${filter.type}`);
  const end = (bound: number | undefined) => (bound === undefined ? '' : printOne(filter.field, bound));
  return `${end(filter.gte)}-${end(filter.lte)}`;
}

function printOne(field: string, value: string | number): string {
  const type = WORKS.find(field)?.type;
  if (typeof value === 'string') return `"${value.replaceAll('"', '""')}"`;
  if (type === 'boolean') return value === 1 ? 'true' : 'false';
  return type === 'date' ? isoDay(value) : String(value);
}
