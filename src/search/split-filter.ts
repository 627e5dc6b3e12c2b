// `filter=` of a search for people: which conditions speak of the person, and which of the works that vote.
import type { Catalogue, Stored } from '../domain/catalogue.js';
import { AUTHORS } from '../domain/entity-fields.js';
import { WORKS } from '../domain/fields.js';
import { and, type Filter } from '../domain/query.js';
import { IdeascopeError } from '../errors.js';
import { listed, quoted } from './messages.js';
import { filterNames, parseFilter, readClauses } from './parse-filter.js';

/** Before a name, it forces a condition on the works. */
const OF_WORKS = 'works.';

export interface SplitFilter {
  /** What a person must fulfil, in terms of `AUTHORS`. */
  readonly people: Filter;
  /** What a work must fulfil, in terms of `WORKS`. */
  readonly works: Filter;
}

const AUTHOR_NAMES = new Set(filterNames(AUTHORS));
const WORK_NAMES = new Set(filterNames(WORKS));

/**
 * Reads a filter over people and their works: a name of the catalogue of authors speaks of the person, one of the
 * catalogue of works of the works. Names that both have (`id`, `cited_by_count`, `topics.id`, …) speak of the person;
 * `works.cited_by_count` and so on of the works.
 * @throws IdeascopeError unknown_field, invalid_filter
 */
export function splitFilter(text: string): SplitFilter {
  const clauses = text.trim() === '' ? [] : readClauses(text);
  const people: Filter[] = [];
  const works: Filter[] = [];
  for (const { name, source } of clauses) {
    if (AUTHOR_NAMES.has(name)) people.push(parseFilter(source, AUTHORS));
    else if (WORK_NAMES.has(name)) works.push(parseFilter(source, WORKS));
    else if (WORK_NAMES.has(bare(name))) works.push(parseFilter(bare(source), WORKS));
    else throw unknownField(name);
  }
  return { people: and(people), works: and(works) };
}

function bare(name: string): string {
  return name.startsWith(OF_WORKS) ? name.slice(OF_WORKS.length) : name;
}

function unknownField(name: string): IdeascopeError {
  const message =
    `filter knows no field ${quoted(name)}; of people there are ${namesOf(AUTHORS)}; ` +
    `of their works ${namesOf(WORKS)}; ${OF_WORKS} before a name that both have means the works`;
  return new IdeascopeError('unknown_field', message, 'filter');
}

function namesOf<D extends Stored>({ fields }: Catalogue<D>): string {
  return listed(
    fields.map(({ name }) => name),
    'and',
  );
}
