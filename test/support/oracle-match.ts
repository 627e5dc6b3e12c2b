// The oracle's reading of "matched": filters, phrases, lexical match and BM25F, each computed from the thing itself.
import type { Catalogue, Stored } from '../../src/domain/catalogue.js';
import { WORKS } from '../../src/domain/fields.js';
import { requiredTerms } from '../../src/domain/matching.js';
import type { Filter, TextQuery, WordsFilter } from '../../src/domain/query.js';
import type { Work } from '../../src/domain/work.js';
import type { Frequencies } from '../../src/engine/engine.js';
import { contentWords, stem, wordsOf } from '../../src/text/analyze.js';
import { analyzerOf } from '../../src/text/analyzers.js';

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
  /** Whether enough of the loose terms occur; a query of phrases alone is matched by its phrases. */
  matchesWords(text: TextQuery, thing: D): boolean;
  /** BM25F of a query text for each of the things, in their order. */
  bm25f(things: readonly D[], queryText: string): number[];
}

/** The words of a passage and the terms of a query: for prose spelled out here again, for names as the engines have them. */
function analysisOf({ analysis }: Pick<Catalogue<Stored>, 'analysis'>) {
  if (analysis === 'names') return analyzerOf('names');
  return {
    words: wordsOf,
    term: stem,
    query: (text: string) => {
      const terms = [...new Set(contentWords(text).map(stem))];
      return { terms, required: requiredTerms(terms.length) };
    },
    every: (text: string) => contentWords(text).map(stem),
  };
}

/** In how many things the term of each word occurs, by reading all of them. */
export function frequenciesOf<D extends Stored>(
  catalogue: Catalogue<D>,
  things: readonly D[],
  asked: readonly string[],
): Frequencies {
  const { words, term } = analysisOf(catalogue);
  const present = things.map(
    (thing) =>
      new Set(
        catalogue.textFields
          .flatMap(({ passages }) => passages(thing))
          .flatMap(words)
          .map(term),
      ),
  );
  const holders = (word: string) => present.filter((terms) => terms.has(term(word))).length;
  return { things: things.length, frequencies: asked.map(holders) };
}

export function matcherOf<D extends Stored>(catalogue: Catalogue<D>): Matcher<D> {
  const { words, term, query, every } = analysisOf(catalogue);
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
    const asked = wordsOf(text);
    if (asked.length === 0) return false;
    if (exact) return read.some((passage) => containsRun(words(passage), asked));
    const present = new Set(read.flatMap(words).map(term));
    return every(text).every((one) => present.has(one));
  };
  const passes = (filter: Filter, thing: D) =>
    passesWith({ keysOf: (field) => keysOf(field, thing), hasWords: (asked) => hasWords(asked, thing) }, filter);
  const passages = (thing: D) => catalogue.textFields.flatMap((field) => field.passages(thing).map(words));
  const occurs = (phrase: readonly string[], thing: D) =>
    phrase.length === 0 || passages(thing).some((one) => containsRun(one, phrase));
  const termsOf = (thing: D) => passages(thing).flat().map(term);
  const weigh = (thing: D): WeightedText => {
    const frequency = new Map<string, number>();
    let length = 0;
    for (const { weight, passages: read } of catalogue.textFields) {
      for (const one of read(thing).flatMap(words).map(term)) {
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
      const required = text.phrases.map(wordsOf);
      // an exclusion without a word excludes nothing, as a phrase without a word demands nothing
      const forbidden = text.excluded.map(wordsOf).filter((one) => one.length > 0);
      return required.every((one) => occurs(one, thing)) && !forbidden.some((one) => occurs(one, thing));
    },
    matchesWords: (text, thing) => {
      const { terms, required } = query(text.loose);
      if (terms.length === 0) return text.phrases.length > 0;
      const present = new Set(termsOf(thing));
      return terms.filter((one) => present.has(one)).length >= required;
    },
    bm25f: (things, queryText) => bm25fOf(things.map(weigh), query(queryText).terms),
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
