// The oracle's reading of "matched": filters, phrases, lexical match and BM25F, each computed from the thing itself.
import type { Catalogue, Stored } from '../../src/domain/catalogue.js';
import { WORKS } from '../../src/domain/fields.js';
import { requiredTerms } from '../../src/domain/matching.js';
import type { Filter, TextQuery, WordsFilter } from '../../src/domain/query.js';
import type { Work } from '../../src/domain/work.js';
import type { Frequencies } from '../../src/engine/engine.js';
import { contentWords, stem, wordsOf } from '../../src/text/analyze.js';
import { type Analyzer, analyzerOf, type QueryTerms } from '../../src/text/analyzers.js';
import { runsBeside } from '../../src/text/compounds.js';
import { type Spelling, sayingsOf, spellingsOf } from '../../src/text/spellings.js';

/** Robertson's usual constants; both engines use them. */
const K1 = 1.2;
const B = 0.5;
/** Engines store a weighted term frequency in one byte. */
const MAX_FREQUENCY = 255;

/** Whether a work passes a filter. */
export const passes = (filter: Filter, work: Work): boolean => matcherOf(WORKS).passes(filter, work);

/** Whether every phrase of a search occurs in a work and no exclusion does. */
export const keepsPhrases = (text: TextQuery, work: Work): boolean => matcherOf(WORKS).keepsPhrases(text, work);

/** How the oracle judges things of one kind. */
export interface Matcher<D> {
  passes(filter: Filter, thing: D): boolean;
  /** The distinct keys of a field. @throws when the catalogue does not know the field */
  keysOf(field: string, thing: D): (string | number)[];
  /** What every hit must keep, whichever leg found it. */
  keepsPhrases(text: TextQuery, thing: D): boolean;
  /** Whether enough of the loose terms occur; a query of phrases or other conditions alone is matched by these. */
  matchesWords(text: TextQuery, thing: D): boolean;
  /** BM25F of a query text for each of the things, in their order. */
  bm25f(things: readonly D[], queryText: string): number[];
}

/**
 * The words of a passage and the terms of a query: for prose spelled out here again, but for what is a compound and how
 * else it is written; for names as the engines have them.
 */
function analysisOf({ analysis }: Pick<Catalogue<Stored>, 'analysis'>): Analyzer {
  if (analysis === 'names') return analyzerOf('names');
  const every = (text: string) => {
    const all = contentWords(text).map(stem);
    const terms = [...new Set(all)];
    const counts = terms.map((term) => all.filter((one) => one === term).length);
    const weights = counts.map((count) => (2.2 * count) / (count + 1.2));
    return { terms, required: terms.length, weights, spellings: spellingsOf(text, terms) };
  };
  return {
    words: wordsOf,
    compounds: runsBeside,
    term: stem,
    query: (text) => ({ ...every(text), required: requiredTerms(every(text).terms.length) }),
    every,
    sayings: sayingsOf,
  };
}

/** In how many things the term of each word occurs, by reading all of them. */
export function frequenciesOf<D extends Stored>(
  catalogue: Catalogue<D>,
  things: readonly D[],
  asked: readonly string[],
): Frequencies {
  const { words, compounds, term } = analysisOf(catalogue);
  const spoken = (passage: string) => [...words(passage), ...compounds(passage).flat()];
  const present = things.map((thing) => {
    const passages = catalogue.textFields.flatMap((field) => field.passages(thing));
    return new Set(passages.flatMap(spoken).map(term));
  });
  const holders = (word: string) => present.filter((terms) => terms.has(term(word))).length;
  return { things: things.length, frequencies: asked.map(holders) };
}

type Says = (run: readonly string[]) => boolean;

/** How many terms of a query hold, in whatever spelling. */
function countTerms({ terms, spellings }: QueryTerms, present: ReadonlySet<string>, says: Says): number {
  const has = (term: string) => present.has(term);
  return terms.filter((term, place) => {
    if (has(term)) return true;
    const others = spellings.filter(({ of }) => of.includes(place)).map(({ words }) => [...words]);
    return others.some((words) => (words.length > 1 ? says(words) : has(stem(words[0] as string))));
  }).length;
}

export function matcherOf<D extends Stored>(catalogue: Catalogue<D>): Matcher<D> {
  const { words, compounds, term, query, every, sayings } = analysisOf(catalogue);
  /** A passage and its compounds: no phrase crosses into any of them. */
  const runsOf = (passage: string) => [words(passage), ...compounds(passage)];
  const keysOf = (field: string, thing: D) => [
    ...new Set(
      catalogue
        .known(field)
        .values(thing)
        .map((value) => value.key),
    ),
  ];
  const hasWords = ({ fields, text, exact }: WordsFilter, thing: D): boolean => {
    const read = catalogue.textFields.filter(({ name }) => fields.includes(name)).flatMap((f) => f.passages(thing));
    const asked = sayings(text);
    if (asked.length === 0) return false;
    const runs = read.flatMap(runsOf);
    const says = (phrase: readonly string[]) => runs.some((run) => containsRun(run, phrase));
    if (exact) return asked.some(says);
    const present = new Set(runs.flat().map(term));
    const wanted = every(text);
    return countTerms(wanted, present, says) === wanted.terms.length;
  };
  const passes = (filter: Filter, thing: D) =>
    passesWith({ keysOf: (field) => keysOf(field, thing), hasWords: (asked) => hasWords(asked, thing) }, filter);
  const passages = (thing: D) => catalogue.textFields.flatMap((field) => field.passages(thing).flatMap(runsOf));
  const says = (phrase: readonly string[], thing: D) => passages(thing).some((one) => containsRun(one, phrase));
  const occurs = (phrase: string, thing: D) => sayings(phrase).some((one) => says(one, thing));
  const termsOf = (thing: D) => passages(thing).flat().map(term);
  const weigh = (thing: D): WeightedText => {
    const frequency = new Map<string, number>();
    let length = 0;
    for (const { weight, passages: read } of catalogue.textFields) {
      for (const one of read(thing).flatMap(runsOf).flat().map(term)) {
        length += weight;
        frequency.set(one, (frequency.get(one) ?? 0) + weight);
      }
    }
    return { length, frequency };
  };
  return {
    passes,
    keysOf,
    keepsPhrases: (text, thing) => {
      // an exclusion without a word excludes nothing, and a phrase without a word demands nothing
      const required = text.phrases.filter((phrase) => wordsOf(phrase).length > 0);
      return required.every((one) => occurs(one, thing)) && !text.excluded.some((one) => occurs(one, thing));
    },
    matchesWords: (text, thing) => {
      const wanted = query(text.loose);
      if (wanted.terms.length === 0) return text.phrases.length > 0 || text.bound === true;
      const present = new Set(termsOf(thing));
      return countTerms(wanted, present, (run) => says(run, thing)) >= wanted.required;
    },
    bm25f: (things, text) => bestScores(things.map(weigh), query(text), term, (run, i) => says(run, things[i] as D)),
  };
}

interface Facts {
  readonly keysOf: (field: string) => (string | number)[];
  readonly hasWords: (asked: WordsFilter) => boolean;
}

/** Whether a filter holds, given the keys of each field and what is said of words. */
function passesWith(facts: Facts, filter: Filter): boolean {
  const { keysOf, hasWords } = facts;
  switch (filter.type) {
    case 'all':
      return true;
    case 'none':
      return false;
    case 'and':
      return filter.filters.every((one) => passesWith(facts, one));
    case 'or':
      return filter.filters.some((one) => passesWith(facts, one));
    case 'not':
      return !passesWith(facts, filter.filter);
    case 'values':
      return keysOf(filter.field).some((key) => filter.values.includes(key));
    case 'range': {
      const { gte = Number.NEGATIVE_INFINITY, lte = Number.POSITIVE_INFINITY } = filter;
      return keysOf(filter.field).some((key) => typeof key === 'number' && key >= gte && key <= lte);
    }
    case 'exists':
      return keysOf(filter.field).length > 0;
    case 'words':
      return hasWords(filter);
  }
}

function containsRun(words: readonly string[], run: readonly string[]): boolean {
  return words.some((_, start) => run.every((word, i) => words[start + i] === word));
}

/** Term frequencies and length of a thing, each word counted with the weight of its field. */
interface WeightedText {
  readonly length: number;
  readonly frequency: ReadonlyMap<string, number>;
}

/** A term by its own score; where it is missing by that of its best other spelling, shared among its terms. */
function bestScores(
  weighed: readonly WeightedText[],
  { terms, weights, spellings }: QueryTerms,
  term: (word: string) => string,
  says: (run: readonly string[], at: number) => boolean,
): number[] {
  const spelled = ({ of, words }: Spelling) =>
    bm25fOf(weighed, [...new Set(words.map(term))]).map((score, i) => {
      return words.length === 1 || says(words, i) ? score / of.length : 0;
    });
  const scores = terms.map((one, place) => {
    const others = spellings.filter(({ of }) => of.includes(place)).map(spelled);
    const weight = weights[place] ?? 1;
    return bm25fOf(weighed, [one]).map(
      (own, i) => weight * (own || Math.max(0, ...others.map((other) => other[i] ?? 0))),
    );
  });
  return weighed.map((_, i) => scores.reduce((sum, of) => sum + (of[i] ?? 0), 0));
}

function bm25fOf(weighed: readonly WeightedText[], terms: readonly string[]): number[] {
  const averageLength = weighed.reduce((sum, one) => sum + one.length, 0) / Math.max(1, weighed.length);
  const scores = weighed.map(() => 0);
  for (const term of terms) {
    const holders = weighed.filter((one) => one.frequency.has(term)).length;
    const idf = Math.log(1 + (weighed.length - holders + 0.5) / (holders + 0.5));
    weighed.forEach(({ frequency, length }, i) => {
      const tf = Math.min(MAX_FREQUENCY, frequency.get(term) ?? 0);
      if (tf > 0) scores[i] = (scores[i] ?? 0) + (idf * tf) / (tf + K1 * (1 - B + (B * length) / averageLength));
    });
  }
  return scores;
}

/** The dot product, which is the cosine of two unit vectors. */
export function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}
