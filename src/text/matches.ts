// Where a text has what a query asks for, however it is written there: `gpt2` in `GPT-2`, `batch norm` in `BatchNorm`.
import { placed, plainTokens, stem, type Token } from './analyze.js';
import { analyzerOf } from './analyzers.js';
import { compoundsIn, humpsOf, mayHaveRunsBeside } from './compounds.js';
import type { Spelling } from './spellings.js';
import { mayHaveTex, readTex } from './tex.js';

/** A place in a text (UTF-16 offsets, end exclusive), and the term or the phrase of the query that it matches. */
export interface TextMatch {
  readonly start: number;
  readonly end: number;
  readonly key: string;
}

/** What a query asks for, read once for many texts. */
export interface Asked {
  readonly terms: ReadonlySet<string>;
  /** By the term of a joined form the terms that it stands for. */
  readonly joined: ReadonlyMap<string, readonly string[]>;
  /** Terms that are also written as several words. */
  readonly parted: readonly { readonly key: string; readonly words: readonly string[] }[];
  readonly phrases: readonly { readonly key: string; readonly sayings: readonly (readonly string[])[] }[];
}

const { query, sayings } = analyzerOf('prose');

/** Reads a query: its loose words and its phrases. */
export function askedOf({ loose, phrases }: { readonly loose: string; readonly phrases: readonly string[] }): Asked {
  const { terms, spellings } = query(loose);
  const termsAt = ({ of }: Spelling) => of.map((place) => terms[place] as string);
  const joined = new Map<string, string[]>();
  for (const spelling of spellings.filter(({ words }) => words.length === 1)) {
    const term = stem(spelling.words[0] as string);
    joined.set(term, [...(joined.get(term) ?? []), ...termsAt(spelling)]);
  }
  const parted = spellings
    .filter(({ words }) => words.length > 1)
    .flatMap((spelling) => termsAt(spelling).map((key) => ({ key, words: spelling.words })));
  return {
    terms: new Set(terms),
    joined,
    parted,
    phrases: phrases.map((phrase) => ({ key: phrase, sayings: sayings(phrase) })),
  };
}

/**
 * The runs of adjacent words that a text is searched by, each word with its place: the text as it is written; each
 * compound joined; each word that capitals part, whose parts all stand where it stands.
 */
export function runsIn(text: string): Token[][] {
  if (!mayHaveTex(text)) return plainRuns(text);
  const read = readTex(text);
  return plainRuns(read.text).map((run) => run.map((token) => placed(token, read)));
}

function plainRuns(text: string): Token[][] {
  const tokens = plainTokens(text);
  if (!mayHaveRunsBeside(text)) return [tokens];
  const joined = compoundsIn(text, tokens).map(({ word, start, end }) => [{ word, start, end }]);
  const parted = tokens.map(({ start, end }) => {
    return (humpsOf(text.slice(start, end)) ?? []).map((word) => ({ word, start, end }));
  });
  return [tokens, ...joined, ...parted.filter((run) => run.length > 0)];
}

/**
 * Where the runs have the loose terms of a query; in no particular order, and several at the same place where one word
 * matches several terms.
 */
export function termMatches(runs: readonly (readonly Token[])[], { terms, joined, parted }: Asked): TextMatch[] {
  const matches: TextMatch[] = [];
  for (const { word, start, end } of runs.flat()) {
    const key = stem(word);
    if (terms.has(key)) matches.push({ start, end, key });
    for (const term of joined.get(key) ?? []) matches.push({ start, end, key: term });
  }
  return [...matches, ...parted.flatMap(({ key, words }) => placesOf(runs, words, key))];
}

/** Where the runs have the phrases of a query. */
export function phraseMatches(runs: readonly (readonly Token[])[], { phrases }: Asked): TextMatch[] {
  return phrases.flatMap(({ key, sayings }) => sayings.flatMap((words) => placesOf(runs, words, key)));
}

function placesOf(runs: readonly (readonly Token[])[], words: readonly string[], key: string): TextMatch[] {
  return runs.flatMap((run) =>
    run.flatMap((first, i) => {
      if (first.word !== words[0]) return [];
      const last = run[i + words.length - 1];
      const found = last !== undefined && words.every((word, k) => run[i + k]?.word === word);
      return found ? [{ start: first.start, end: last.end, key }] : [];
    }),
  );
}
