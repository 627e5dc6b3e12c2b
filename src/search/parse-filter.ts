// `filter=` in OpenAlex's syntax → the neutral filter tree.
import type { Catalogue, Field, Stored } from '../domain/catalogue.js';
import { ALL, and, type Filter } from '../domain/query.js';
import { IdeascopeError } from '../errors.js';
import { wordsOf } from '../text/analyze.js';
import { didYouMean, quoted } from './messages.js';
import { adviceFor } from './openalex-fields.js';
import { numberFilter, readDay } from './parse-number.js';
import { asksForWords, fieldsSearchedBy, readWords, wordConditions } from './parse-words.js';

const MAX_CLAUSES = 20;
const MAX_VALUES = 100;
/** Of all conditions on words together: engines look each up in each of its fields, and Elasticsearch refuses too many. */
const MAX_WORDS = 500;
/** UTF-16 units: room for 20 clauses of 100 ids each. */
const MAX_FILTER = 100_000;

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
  if (text.length > MAX_FILTER) throw invalid(`filter has ${text.length} characters: at most ${MAX_FILTER}`);
  const clauses: Clause[] = [];
  let words = 0;
  let at = 0;
  do {
    const { clause, end } = readClause(text, at);
    clauses.push(clause);
    if (clauses.length > MAX_CLAUSES) throw invalid(`filter has more than ${MAX_CLAUSES} clauses`);
    words += countWords(clause);
    if (words > MAX_WORDS)
      throw invalid(`filter looks for more than ${MAX_WORDS} words: search has room for long texts`);
    at = end + 1;
  } while (at <= text.length);
  return clauses;
}

/** How many words a clause looks for. @throws IdeascopeError invalid_filter for too many values */
function countWords({ name, values, source }: Clause): number {
  if (asksForWords(name)) return values.reduce((sum, { text }) => sum + wordsOf(text).length, 0);
  if (values.reduce((sum, value) => sum + piecesOf(value).length, 0) > MAX_VALUES) throw tooManyValues(source);
  return 0;
}

const WHOLE = String.raw`\s*"(?<whole>(?:[^"]|"")*)"\s*(?=[|,]|$)`;
const PLAIN = '(?<plain>[^|,]*)';
/** Words with phrases among them: a quote opens where a word could begin, and else is a character like any other. */
const MIXED = String.raw`(?<mixed>(?:(?<![^\s:|!-])"[^"]*"|(?<=[^\s:|!-])"|[^|,"])*)(?=[|,]|$)`;
/** A whole value in quotes, or else text up to the next bar or comma. */
const VALUE = new RegExp(`${WHOLE}|${PLAIN}`, 'y');
/** The same of words, whose phrases may hold bars and commas. */
const WORDS = new RegExp(`${WHOLE}|${MIXED}|${PLAIN}`, 'y');

/** Reads one clause; `end` is the place of the comma behind it, or of the end of the text. */
function readClause(text: string, start: number): { clause: Clause; end: number } {
  const head = sticky(/([^:,]*):\s*(!?)/y, text, start);
  const upToComma = () => text.slice(start).split(',', 1)[0]?.trim() ?? '';
  if (!head) throw invalid(`filter clause ${quoted(upToComma())} has no colon: write field:value`);
  const name = head[1]?.trim() ?? '';
  const values: Value[] = [];
  let at = start + head[0].length;
  for (;;) {
    const match = sticky(asksForWords(name) ? WORDS : VALUE, text, at);
    const { whole, mixed, plain = '' } = match?.groups ?? {};
    if (plain.trim().startsWith('"')) throw unended(upToComma());
    values.push({ text: whole?.replaceAll('""', '"') ?? (mixed ?? plain).trim(), quoted: whole !== undefined });
    if (values.length > MAX_VALUES) throw tooManyValues(upToComma());
    at += match?.[0].length ?? 0;
    if (text[at] !== '|') break;
    at++;
  }
  const source = text.slice(start, at).trim();
  return { clause: { name, negated: head[2] === '!', values, source }, end: at };
}

const unended = (source: string) =>
  invalid(`filter clause ${quoted(source)} has a quoted value that does not end, or goes on behind its end`);

const tooManyValues = (source: string) => invalid(`filter clause ${quoted(source)} has more than ${MAX_VALUES} values`);

function sticky(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function toFilter<D extends Stored>(clause: Clause, catalogue: Catalogue<D>): Filter {
  const bound = Object.hasOwn(DATE_BOUNDS, clause.name) ? DATE_BOUNDS[clause.name] : undefined;
  const field = catalogue.find(bound?.field ?? clause.name);
  const textFields = field ? undefined : fieldsSearchedBy(clause.name, catalogue);
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
    if (!value.quoted) refuseOperators(value.text, clause);
    try {
      return readWords(fields, value.text, value.quoted);
    } catch (error) {
      throw wrongValue(clause, `has a text that cannot be looked for: ${(error as Error).message}`);
    }
  });
  return filters.length === 1 && filters[0] ? filters[0] : { type: 'or', filters };
}

/** What clients of OpenAlex write among words, and would be read as words here. */
function refuseOperators(text: string, clause: Clause): void {
  if (/(?:^|\s)!/.test(text)) {
    throw wrongValue(clause, 'has ! before a later word: write - before each word that must not occur');
  }
  if (/(?:^|\s)(?:OR|NOT)\s/.test(text) && /\p{Ll}/u.test(text)) {
    throw wrongValue(clause, 'has OR or NOT among words: write a|b for any of them, and - before what must not occur');
  }
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
      if (value.text === '') throw wrongValue(clause, 'has an empty value');
      if (value.text.startsWith('"')) throw wrongValue(clause, 'has quotes within a value: put all of it in quotes');
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
  // "none of these" and "not this, but that" cannot both be meant
  if (clause.negated && pieces.length > 1 && pieces.some((piece) => piece.startsWith('!'))) throw laterNot(clause);
  if (pieces.length === 1) return readOne(field, { ...value, text: pieces[0] ?? '' }, clause);
  const all = conjunction(field, pieces, clause);
  if (field.type !== 'keyword' || /^[!<>]/.test(value.text)) return all;
  return { type: 'or', filters: [keywordValue(field, value, clause), all] };
}

function readOne(field: AnyField, value: Value, clause: Clause): Filter {
  if (!value.quoted && value.text === 'null') return { type: 'not', filter: { type: 'exists', field: field.name } };
  if (!value.quoted && value.text.startsWith('!')) throw laterNot(clause);
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

const laterNot = (clause: Clause) =>
  wrongValue(clause, 'has ! before a later value: write it once, before the first; it holds for all of them');

function wrongValue(clause: Clause, problem: string): IdeascopeError {
  return invalid(`filter clause ${quoted(clause.source)} ${problem}`);
}

function invalid(message: string): IdeascopeError {
  return new IdeascopeError('invalid_filter', message, 'filter');
}
