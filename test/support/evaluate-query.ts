// The part of Elasticsearch's query language that filters use, evaluated on one document as its reference says.
import { stem } from '../../src/text/analyze.js';

type Json = Readonly<Record<string, unknown>>;
type Value = string | number | boolean;

const BOOL_CLAUSES = ['filter', 'must_not', 'should', 'minimum_should_match'];

/** Whether a document matches a query. @throws on a query that filters never contain */
export function evaluate(query: unknown, document: Json): boolean {
  const [name, body] = onlyMember(query);
  switch (name) {
    case 'match_all':
      return true;
    case 'match_none':
      return false;
    case 'bool':
      return evaluateBool(body as Json, document);
    case 'terms': {
      const [field, wanted] = onlyMember(body);
      return valuesAt(document, field).some((value) => (wanted as Value[]).includes(value));
    }
    case 'range': {
      const [field, bounds] = onlyMember(body);
      return valuesAt(document, field).some((value) => isWithin(value, bounds as { gte: Value; lte: Value }));
    }
    case 'exists':
      return valuesAt(document, (body as { field: string }).field).length > 0;
    case 'match':
    case 'match_phrase': {
      const [field, words] = onlyMember(body);
      return tokensAt(document, field).some((tokens) => hasRun(tokens, tokensOf(words as string, field)));
    }
    default:
      throw new Error(`filters have no ${name}`);
  }
}

function onlyMember(of: unknown): [string, unknown] {
  const [member, ...more] = Object.entries(of as object);
  if (!member || more.length > 0) throw new Error(`one member expected: ${JSON.stringify(of)}`);
  return member;
}

function evaluateBool(bool: Json, document: Json): boolean {
  const unknown = Object.keys(bool).find((key) => !BOOL_CLAUSES.includes(key));
  if (unknown) throw new Error(`filters have no bool with ${unknown}`);
  const { filter = [], must_not: forbidden = [], should = [], minimum_should_match: least } = bool;
  const matching = (clauses: unknown) => (clauses as Json[]).filter((clause) => evaluate(clause, document)).length;
  const { length: choices } = should as Json[];
  const { length: conditions } = filter as Json[];
  // by default one choice must match if there is nothing else
  const enough = least ?? (choices > 0 && conditions === 0 ? 1 : 0);
  return matching(filter) === conditions && matching(forbidden) === 0 && matching(should) >= Number(enough);
}

/** Days are compared as texts: with four digits for the year that is their order. */
function isWithin(value: Value, { gte, lte }: { gte: Value; lte: Value }): boolean {
  if (typeof value !== typeof gte || typeof value !== typeof lte) throw new Error(`${value} is no ${typeof gte}`);
  return value >= gte && value <= lte;
}

/** The tokens of each value of a text field; no phrase crosses from one value to the next. */
function tokensAt(document: Json, field: string): string[][] {
  return valuesAt(document, field.replace(/\.exact$/, '')).map((value) => tokensOf(`${value}`, field));
}

/** As the analyzers `words` and `stems` have them. */
function tokensOf(text: string, field: string): string[] {
  const words = text.split(' ');
  return field.endsWith('.exact') ? words : words.map(stem);
}

function hasRun(tokens: readonly string[], run: readonly string[]): boolean {
  return tokens.some((_, start) => run.every((token, i) => tokens[start + i] === token));
}

/** The indexed values of a field: none for null. */
function valuesAt(document: Json, path: string): Value[] {
  let at: unknown = document;
  for (const name of path.split('.')) at = (at as Json | null | undefined)?.[name];
  return [at].flat().filter((value) => value !== null && value !== undefined) as Value[];
}
