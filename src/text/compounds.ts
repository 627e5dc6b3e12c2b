// Words of several parts: `GPT-2`, `pre-training` and `O'Neil`, joined by a sign; `BatchNorm`, told apart by capitals.
import { isStopWord, isUnspaced, plainTokens, type Token } from './analyze.js';
import { withoutTex } from './tex.js';

/** Hyphens of every kind, a dash and a minus in their place, and the hyphen that is only seen at the end of a line. */
export const HYPHENS = '-\u00ad\u2010\u2011\u2013\u2212';
export const APOSTROPHES = "'’";
const BEYOND_ASCII = /[^\x21-\x7e]/;
/** Several letters, as most words are: looked at before the pattern, because texts have many compounds. */
const isPlain = (part: string) => part.length > 1 && part >= 'a' && part < '{';
const NUMBERS_OR_LETTERS = /^(?:\p{N}+(?: \p{N}+)*|\p{L}(?: \p{L})*)$/u;
/** A chain of more parts is a phrase. */
export const MOST_PARTS = 3;

/** Letters of a name that capitals part; beyond them it is none. */
const LONGEST = 40;
/** Letters of each of its parts: fewer are no word (`LaTeX`, `iPhone`). */
export const SHORTEST_PART = 3;
/** `Batch|Norm`, `Graph|SAGE`, `BERT|Score`. */
const CAPITAL = /(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/;
const TIE = new RegExp(`[${HYPHENS}${APOSTROPHES}]|[A-Za-z][A-Z]`);

/** A compound: its joined form as `word`, and from where to where in `tokens` its parts stand. */
export interface Compound extends Token {
  readonly first: number;
  readonly last: number;
}

/**
 * The compounds of a text without TeX: two or three words with nothing but a hyphen between them, and names such as `O'Neil`. No
 * compounds are longer chains, numbers (`2019–2021`), letters (`x-y`), three words with a function word
 * (`end-to-end`) and characters of scripts without blanks.
 * @param tokens the words of the text, as `plainTokens` gives them
 * @param typed whether names may lack their capital: people type `o'neil`, and the French write `l'eau`
 */
export function compoundsIn(text: string, tokens: readonly Token[] = plainTokens(text), typed = false): Compound[] {
  const found: Compound[] = [];
  for (let first = 0; first < tokens.length; first++) {
    let last = first;
    while (isLinked(text, tokens[last], tokens[last + 1], HYPHENS)) last++;
    if (last > first) found.push(...compoundOf(tokens, first, last));
    for (let i = first; i <= last; i++) if (isName(text, tokens, i, typed)) found.push(...compoundOf(tokens, i, i + 1));
    first = last;
  }
  return found;
}

function compoundOf(tokens: readonly Token[], first: number, last: number): Compound[] {
  const parts = tokens.slice(first, last + 1);
  const word = joinedForm(parts.map((token) => token.word));
  const [start, end] = [parts[0]?.start ?? 0, parts.at(-1)?.end ?? 0];
  return word === undefined ? [] : [{ word, start, end, first, last }];
}

/** The joined form of folded words, if they can be the parts of a compound. */
export function joinedForm(parts: readonly string[]): string | undefined {
  if (parts.length < 2 || parts.length > MOST_PARTS) return undefined;
  if (parts.length > 2 && parts.some(isStopWord)) return undefined;
  if (!parts.some(isPlain) && NUMBERS_OR_LETTERS.test(parts.join(' '))) return undefined;
  const joined = parts.join('');
  return BEYOND_ASCII.test(joined) && (isUnspaced(joined) || /\s/u.test(joined)) ? undefined : joined;
}

function isLinked(text: string, one: Token | undefined, next: Token | undefined, links: string): boolean {
  return one !== undefined && next?.start === one.end + 1 && links.includes(text[one.end] as string);
}

/** `O'Neil`, `D'Arcy`: one letter, and a capital behind the apostrophe. */
function isName(text: string, tokens: readonly Token[], at: number, typed: boolean): boolean {
  const [one, next] = [tokens[at], tokens[at + 1]];
  if (one?.word.length !== 1 || !next || next.word.length < 2 || !isLinked(text, one, next, APOSTROPHES)) return false;
  const capital = text[next.start] ?? '';
  return typed || capital !== capital.toLowerCase();
}

/** The folded words that capitals part, if these are two or three of at least three letters. */
export function humpsOf(written: string): string[] | undefined {
  if (written.length > LONGEST || !/^[A-Za-z]+$/.test(written)) return undefined;
  const parts = written.split(CAPITAL);
  if (parts.length < 2 || parts.length > MOST_PARTS || parts.some((part) => part.length < SHORTEST_PART))
    return undefined;
  return parts.map((part) => part.toLowerCase());
}

/** Whether a text has any sign or capital by which compounds are recognised. */
export function mayHaveRunsBeside(text: string): boolean {
  return TIE.test(text);
}

/** What stands in a text besides its words, each a run of adjacent words: joined forms, and words that capitals part. */
export function runsBeside(text: string): string[][] {
  if (!mayHaveRunsBeside(text)) return [];
  const plain = withoutTex(text);
  const tokens = plainTokens(plain);
  const parted = tokens.map(({ start, end }) => humpsOf(plain.slice(start, end))).filter((run) => run !== undefined);
  return [...compoundsIn(plain, tokens).map(({ word }) => [word]), ...parted];
}
