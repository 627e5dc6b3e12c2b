// `filter=` in OpenAlex's syntax → the neutral filter tree.
import { type Catalogue, dayNumber, type Field, type Stored } from '../domain/catalogue.js';
import { ALL, and, type Filter } from '../domain/query.js';
import { IdeascopeError } from '../errors.js';
import { didYouMean, quoted } from './messages.js';

const MAX_CLAUSES = 20;
const MAX_VALUES = 100;

/** OpenAlex's names for one-sided, inclusive date bounds. */
const DATE_BOUNDS: Readonly<Record<string, { readonly field: string; readonly bound: 'gte' | 'lte' }>> = {
  from_publication_date: { field: 'publication_date', bound: 'gte' },
  to_publication_date: { field: 'publication_date', bound: 'lte' },
};

interface Value {
  readonly text: string;
  /** In quotes nothing is an operator: `"null"`, `"!x"` and `">x"` are plain values. */
  readonly quoted: boolean;
}

/** What reading a value asks of a field, whatever has it. */
type AnyField = Pick<Field<Stored>, 'name' | 'type' | 'normalise'>;

export interface Clause {
  readonly name: string;
  readonly negated: boolean;
  readonly values: readonly Value[];
  /** As written, for messages. */
  readonly source: string;
}

/**
 * Reads a filter: clauses joined by `,` (all must hold), each `field:value`, where a value may be `a|b` (any), `!a|b`
 * (none), `null`, `!null`, `>n`, `<n` (both strict), `m-n`, `m-`, `-n` (inclusive), `true`, `false`, or in double quotes
 * (`""` stands for a quote). The field ends at the first colon. An empty text is no condition.
 * @throws IdeascopeError unknown_field, invalid_filter
 */
export function parseFilter<D extends Stored>(text: string, catalogue: Catalogue<D>): Filter {
  if (text.trim() === '') return ALL;
  return and(readClauses(text).map((clause) => toFilter(clause, catalogue)));
}

/** The clauses of a filter, in order. @throws IdeascopeError invalid_filter */
export function readClauses(text: string): Clause[] {
  const clauses: Clause[] = [];
  let at = 0;
  do {
    const { clause, end } = readClause(text, at);
    clauses.push(clause);
    if (clauses.length > MAX_CLAUSES) throw invalid(`filter has more than ${MAX_CLAUSES} clauses`);
    at = end + 1;
  } while (at <= text.length);
  return clauses;
}

/** Reads one clause; `end` is the place of the comma behind it, or of the end of the text. */
function readClause(text: string, start: number): { clause: Clause; end: number } {
  const head = sticky(/([^:,]*):\s*(!?)/y, text, start);
  const upToComma = () => text.slice(start).split(',', 1)[0]?.trim() ?? '';
  if (!head) throw invalid(`filter clause ${quoted(upToComma())} has no colon: write field:value`);
  const values: Value[] = [];
  let at = start + head[0].length;
  for (;;) {
    const match = sticky(/\s*"((?:[^"]|"")*)"\s*(?=[|,]|$)|([^|,]*)/y, text, at);
    const raw = match?.[2]?.trim() ?? '';
    if (raw.startsWith('"')) throw invalid(`filter clause ${quoted(upToComma())} has a quoted value that does not end`);
    values.push({ text: match?.[1]?.replaceAll('""', '"') ?? raw, quoted: match?.[1] !== undefined });
    if (values.length > MAX_VALUES) {
      throw invalid(`filter clause ${quoted(upToComma())} has more than ${MAX_VALUES} values`);
    }
    at += match?.[0].length ?? 0;
    if (text[at] !== '|') break;
    at++;
  }
  const source = text.slice(start, at).trim();
  return { clause: { name: head[1]?.trim() ?? '', negated: head[2] === '!', values, source }, end: at };
}

function sticky(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function toFilter<D extends Stored>(clause: Clause, catalogue: Catalogue<D>): Filter {
  const bound = Object.hasOwn(DATE_BOUNDS, clause.name) ? DATE_BOUNDS[clause.name] : undefined;
  const field = catalogue.find(bound?.field ?? clause.name);
  if (!field) throw unknownField(clause.name, catalogue);
  const positive = bound ? dateBound(field, bound.bound, clause) : anyOf(field, clause);
  return clause.negated ? negate(positive) : positive;
}

/** The names that a filter of this catalogue accepts. */
export function filterNames<D extends Stored>(catalogue: Catalogue<D>): string[] {
  const bounds = Object.entries(DATE_BOUNDS).filter(([, { field }]) => catalogue.find(field));
  return [...catalogue.fields.flatMap((f) => [f.name, ...f.aliases]), ...bounds.map(([bound]) => bound)];
}

function unknownField<D extends Stored>(name: string, catalogue: Catalogue<D>): IdeascopeError {
  const near = didYouMean(name, filterNames(catalogue));
  const message = `filter knows no field ${quoted(name)}${near || `; see /fields?of=${catalogue.kind}`}`;
  return new IdeascopeError('unknown_field', message, 'filter');
}

function negate(filter: Filter): Filter {
  return filter.type === 'not' ? filter.filter : { type: 'not', filter };
}

function dateBound(field: AnyField, bound: 'gte' | 'lte', clause: Clause): Filter {
  const day = clause.values.length === 1 ? readDay(clause.values[0]?.text ?? '') : undefined;
  if (day === undefined) throw wrongValue(clause, 'takes one day, YYYY-MM-DD');
  return bound === 'gte'
    ? { type: 'range', field: field.name, gte: day }
    : { type: 'range', field: field.name, lte: day };
}

function anyOf(field: AnyField, clause: Clause): Filter {
  const values: (string | number)[] = [];
  const others: Filter[] = [];
  for (const value of clause.values) {
    if (value.text === '' && !value.quoted) throw wrongValue(clause, 'has an empty value');
    const filter = readValue(field, value, clause);
    if (filter.type === 'values') values.push(...filter.values);
    else others.push(filter);
  }
  const all: Filter[] = values.length > 0 ? [{ type: 'values', field: field.name, values }, ...others] : others;
  return all.length === 1 && all[0] ? all[0] : { type: 'or', filters: all };
}

function readValue(field: AnyField, value: Value, clause: Clause): Filter {
  if (!value.quoted && value.text === 'null') return { type: 'not', filter: { type: 'exists', field: field.name } };
  if (!value.quoted && value.text.startsWith('!')) {
    throw wrongValue(clause, 'has ! before a later value: write it once, before the first; it holds for all of them');
  }
  if (field.type === 'keyword') return keywordValue(field, value, clause);
  if (field.type === 'boolean') return booleanValue(field, value, clause);
  return numberValue(field, value, clause);
}

function keywordValue(field: AnyField, value: Value, clause: Clause): Filter {
  if (!value.quoted && /^[<>]/.test(value.text)) {
    throw wrongValue(clause, 'compares, which works for numbers and days only; quote a value that really begins so');
  }
  return { type: 'values', field: field.name, values: [field.normalise(value.text)] };
}

function booleanValue(field: AnyField, value: Value, clause: Clause): Filter {
  const flag = { true: 1, false: 0 }[value.text.toLowerCase()];
  if (flag === undefined) throw wrongValue(clause, 'takes true or false');
  return { type: 'values', field: field.name, values: [flag] };
}

interface NumberSyntax {
  readonly read: (text: string) => number | undefined;
  readonly range: RegExp;
  readonly right: string;
}

const NUMBERS: Readonly<Record<'integer' | 'date', NumberSyntax>> = {
  integer: {
    read: (text) => (/^\d{1,15}$/.test(text) ? Number(text) : undefined),
    range: /^(\d*)-(\d*)$/,
    right: 'takes whole numbers: 2019, >2019, <2019, 2019-2021, 2019- or -2021',
  },
  date: {
    read: readDay,
    range: /^(\d{4}-\d\d-\d\d)?-(\d{4}-\d\d-\d\d)?$/,
    right: 'takes days: 2019-12-31, >2019-12-31, <2019-12-31, 2019-01-01-2019-12-31, 2019-01-01- or -2019-12-31',
  },
};

function numberValue(field: AnyField, value: Value, clause: Clause): Filter {
  const { read, range, right } = NUMBERS[field.type === 'date' ? 'date' : 'integer'];
  const { text } = value;
  const single = read(text);
  if (single !== undefined) return { type: 'values', field: field.name, values: [single] };
  const limit = /^[<>]/.test(text) ? read(text.slice(1).trim()) : undefined;
  if (limit !== undefined) {
    return text.startsWith('>')
      ? { type: 'range', field: field.name, gte: limit + 1 }
      : { type: 'range', field: field.name, lte: limit - 1 };
  }
  const [, from = '', to = ''] = range.exec(text) ?? [];
  const gte = read(from);
  const lte = read(to);
  // each end is either readable or left open, and one of them is there
  const readable = (from === '') === (gte === undefined) && (to === '') === (lte === undefined);
  if (!readable || (gte === undefined && lte === undefined)) throw wrongValue(clause, right);
  if (gte !== undefined && lte !== undefined && gte > lte)
    throw wrongValue(clause, 'has a range that ends before it begins');
  return {
    type: 'range',
    field: field.name,
    ...(gte === undefined ? {} : { gte }),
    ...(lte === undefined ? {} : { lte }),
  };
}

/** Days since 1970-01-01 of a day that exists, or undefined. */
function readDay(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  const day = dayNumber(text);
  const exists = !Number.isNaN(day) && new Date(day * 86_400_000).toISOString().startsWith(text);
  return exists ? day : undefined;
}

function wrongValue(clause: Clause, problem: string): IdeascopeError {
  return invalid(`filter clause ${quoted(clause.source)} ${problem}`);
}

function invalid(message: string): IdeascopeError {
  return new IdeascopeError('invalid_filter', message, 'filter');
}
