// `filter=` in OpenAlex's syntax → the neutral filter tree.
import type { Catalogue, Field, Stored } from '../domain/catalogue.js';
import { ALL, and, type Filter } from '../domain/query.js';
import { IdeascopeError } from '../errors.js';
import { didYouMean, quoted } from './messages.js';
import { adviceFor } from './openalex-fields.js';
import { numberFilter, readDay } from './parse-number.js';
import { readWords, textFieldsOf, wordConditions } from './parse-words.js';

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
 * (`""` stands for a quote). The field ends at the first colon. An empty text is no condition. Several values with
 * blanks between them, as a `+` in a URL reads, must all hold (`>2019 <2022`, `fr gb`, `!a !b`); a keyword may contain
 * blanks, too. The name of a text field and `.search` asks for its words.
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
  const textFields = field ? undefined : textFieldsOf(clause.name, catalogue);
  if (textFields) return signed(clause, anyWords(textFields, clause));
  if (!field) throw unknownField(clause.name, catalogue);
  if (bound) return signed(clause, dateBound(field, bound.bound, clause));
  const [only] = clause.values;
  const negations = clause.negated && only && clause.values.length === 1 ? piecesOf(only) : [];
  if (negations.slice(1).some((piece) => piece.startsWith('!'))) {
    return conjunction(field, [`!${negations[0]}`, ...negations.slice(1)], clause);
  }
  return signed(clause, anyOf(field, clause));
}

function signed({ negated }: Clause, positive: Filter): Filter {
  return negated ? negate(positive) : positive;
}

function anyWords(fields: readonly string[], clause: Clause): Filter {
  const filters = clause.values.map((value) => {
    try {
      return readWords(fields, value.text, value.quoted);
    } catch (error) {
      throw wrongValue(clause, `has a text that cannot be looked for: ${(error as Error).message}`);
    }
  });
  return filters.length === 1 && filters[0] ? filters[0] : { type: 'or', filters };
}

/** The words of a value that several values may be written in, joined by blanks; one piece where there is one value. */
function piecesOf({ text, quoted: isQuoted }: Value): string[] {
  return isQuoted ? [text] : text.replace(/([!<>])\s+/g, '$1').split(/\s+/);
}

/** Each piece must hold. */
function conjunction(field: AnyField, pieces: readonly string[], clause: Clause): Filter {
  return and(
    pieces.map((piece) => {
      const value = { text: piece.replace(/^!/, ''), quoted: false };
      const positive = readOne(field, value, clause);
      return piece.startsWith('!') ? negate(positive) : positive;
    }),
  );
}

/** The names that a filter of this catalogue accepts. */
export function filterNames<D extends Stored>(catalogue: Catalogue<D>): string[] {
  const bounds = Object.entries(DATE_BOUNDS).filter(([, { field }]) => catalogue.find(field));
  const fields = catalogue.fields.flatMap((f) => [f.name, ...f.aliases]);
  return [...fields, ...bounds.map(([bound]) => bound), ...wordConditions(catalogue)];
}

function unknownField<D extends Stored>(name: string, catalogue: Catalogue<D>): IdeascopeError {
  const advice = adviceFor(name);
  const near = didYouMean(name, filterNames(catalogue)) || `; see /fields?of=${catalogue.kind}`;
  const message = `filter knows no field ${quoted(name)}${advice ? `: ${advice}` : near}`;
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

/** One value, or several with blanks between them; a keyword with blanks may be either. */
function readValue(field: AnyField, value: Value, clause: Clause): Filter {
  const pieces = piecesOf(value);
  if (pieces.length === 1) return readOne(field, { ...value, text: pieces[0] ?? '' }, clause);
  const all = conjunction(field, pieces, clause);
  if (field.type !== 'keyword' || /^[!<>]/.test(value.text)) return all;
  return { type: 'or', filters: [keywordValue(field, value, clause), all] };
}

function readOne(field: AnyField, value: Value, clause: Clause): Filter {
  if (!value.quoted && value.text === 'null') return { type: 'not', filter: { type: 'exists', field: field.name } };
  if (!value.quoted && value.text.startsWith('!')) {
    throw wrongValue(clause, 'has ! before a later value: write it once, before the first; it holds for all of them');
  }
  if (field.type === 'keyword') return keywordValue(field, value, clause);
  if (field.type === 'boolean') return booleanValue(field, value, clause);
  const read = numberFilter(field.name, field.type, value.text);
  if (typeof read === 'string') throw wrongValue(clause, read);
  return read;
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

function wrongValue(clause: Clause, problem: string): IdeascopeError {
  return invalid(`filter clause ${quoted(clause.source)} ${problem}`);
}

function invalid(message: string): IdeascopeError {
  return new IdeascopeError('invalid_filter', message, 'filter');
}
