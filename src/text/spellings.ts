// The ways to write what a query asks for: `GPT-2`, `gpt2` and `GPT 2`; `batch norm`, `batch-norm` and `BatchNorm`.
import { contentWords, isStopWord, plainTokens, stem, type Token } from './analyze.js';
import { type Compound, compoundsIn, humpsOf, joinedForm } from './compounds.js';
import { withoutTex } from './tex.js';

/** Another way to write terms of a query. */
export interface Spelling {
  /** The places of the terms that it stands for; ascending, at least one. */
  readonly of: readonly number[];
  /** One word: found by its term, like any other. Several: they stand next to each other, folded and unstemmed. */
  readonly words: readonly string[];
}

/** Compounds of a text that are looked for in other spellings, too: more than an abstract has. */
const MOST_COMPOUNDS = 50;
/** What people type has no more words; of longer texts, where a few words are enough, only hyphens are looked at. */
const MOST_TYPED = 10;

// Those that are written with a blank as well as with a hyphen or joined, and begin few other words.
const PREFIXES =
  'anti|auto|cross|hyper|inter|intra|macro|meta|micro|mini|mono|multi|non|post|pre|pseudo|quasi|semi|sub|super|ultra';
const PREFIXED = new RegExp(`^(${PREFIXES})(\\p{L}{4,})$`, 'u');
/** What seldom stands alone: a prefix, a number of few digits, a letter that is no word. */
const BOUND = new RegExp(`^(?:${PREFIXES}|\\p{N}{1,4}|(?![ai])\\p{L})$`, 'u');
const LETTERS_AND_DIGITS = /^(?:(\p{L}+)(\p{N}+)|(\p{N}+)(\p{L}+))$/u;

/**
 * The spellings of a query's words beside their own: joined what is parted by a hyphen, or by a blank; parted what is
 * joined in a way that says where (capitals, digits, a prefix). Distinct.
 * @param terms the distinct terms of the text, as `contentWords` and `stem` give them
 */
export function spellingsOf(written: string, terms: readonly string[]): Spelling[] {
  const text = withoutTex(written);
  const places = new Map(terms.map((term, place) => [term, place]));
  const placesOf = (words: readonly string[]) => {
    const found = words.map((word) => places.get(stem(word))).filter((place) => place !== undefined);
    return [...new Set(found)].sort((a, b) => a - b);
  };
  const tokens = plainTokens(text);
  const spellings = new Map<string, Spelling>();
  const add = (words: readonly string[], standsFor: readonly string[]) => {
    const of = placesOf(standsFor);
    if (of.length > 0) spellings.set(`${words.join(' ')}|${of.join(' ')}`, { of, words });
  };
  for (const { word, first, last } of compoundsIn(text, tokens, true).slice(0, MOST_COMPOUNDS)) {
    add(
      [word],
      tokens.slice(first, last + 1).map((token) => token.word),
    );
  }
  if (terms.length <= MOST_TYPED) {
    for (const pair of neighbours(text, tokens)) add([pair.join('')], pair);
    for (const { word, start, end } of tokens) {
      for (const parts of partings(text.slice(start, end), word)) add(parts, [word]);
    }
  }
  return [...spellings.values()];
}

/**
 * Words with nothing but blanks between them that may be the parts of a compound: the whole text is the two of them, or
 * one seldom stands alone.
 */
function neighbours(text: string, tokens: readonly Token[]): [string, string][] {
  return tokens.flatMap((one, i) => {
    const next = tokens[i + 1];
    if (!next || !isBlank(text.slice(one.end, next.start))) return [];
    const pair: [string, string] = [one.word, next.word];
    const isCompound = pair.some((word) => BOUND.test(word)) || tokens.length === 2;
    if (!isCompound || pair.some((word) => isStopWord(word) && !BOUND.test(word))) return [];
    return joinedForm(pair) === undefined ? [] : [pair];
  });
}

const isBlank = (between: string) => /^\s+$/.test(between);

/** The words that a word is made of, where it says so itself; as it is written, and folded. */
function partings(written: string, word: string): string[][] {
  const matched = [LETTERS_AND_DIGITS, PREFIXED].map((pattern) => word.match(pattern)?.slice(1));
  const parted = matched.map((parts) => parts?.filter((part) => part !== undefined) ?? []);
  return [humpsOf(written) ?? [], ...parted].filter((parts) => parts.length > 1);
}

/**
 * The ways to write a phrase, each as adjacent words, its own first: with its compounds joined, all of it joined if it
 * is two words, or parted if it is one. None for a text without a word.
 */
export function sayingsOf(written: string): string[][] {
  const text = withoutTex(written);
  const tokens = plainTokens(text);
  const words = tokens.map(({ word }) => word);
  const [only] = words;
  if (only === undefined) return [];
  const compounds = compoundsIn(text, tokens, true);
  const sayings = [words];
  if (words.length === 1) sayings.push(...partings(text.slice(tokens[0]?.start, tokens[0]?.end), only));
  if (compounds.length > 0) sayings.push(withJoined(tokens, compounds));
  else if (words.length === 2 && neighbours(text, tokens).length > 0) sayings.push([words.join('')]);
  return sayings;
}

function withJoined(tokens: readonly Token[], compounds: readonly Compound[]): string[] {
  const words: string[] = [];
  const starting = new Map(compounds.map((compound) => [compound.first, compound]));
  for (let i = 0; i < tokens.length; i++) {
    const compound = starting.get(i);
    words.push(compound?.word ?? (tokens[i]?.word as string));
    if (compound) i = compound.last;
  }
  return words;
}

/**
 * Whether a term of a query holds, as it is or in another spelling.
 * @param has whether a term occurs
 * @param says whether words stand next to each other
 */
export function holds(
  { terms, spellings }: { readonly terms: readonly string[]; readonly spellings: readonly Spelling[] },
  place: number,
  has: (term: string) => boolean,
  says: (words: readonly string[]) => boolean,
): boolean {
  if (has(terms[place] as string)) return true;
  return spellings.some(({ of, words }) => {
    return of.includes(place) && (words.length > 1 ? says(words) : has(stem(words[0] as string)));
  });
}

/** The distinct terms of a text, stems of its content words in the order in which they first occur, with their numbers. */
export function countedTerms(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of contentWords(text)) {
    const term = stem(word);
    counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  return counts;
}
