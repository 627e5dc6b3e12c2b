// The oracle's reading of "matched": filters, phrases, lexical match and BM25F, each computed from the work itself.
import { findField, WORK_TEXT_FIELDS } from '../../src/domain/fields.js';
import { requiredTerms } from '../../src/domain/matching.js';
import type { Filter, TextQuery } from '../../src/domain/query.js';
import type { Work } from '../../src/domain/work.js';
import { contentWords, stem, wordsOf } from '../../src/text/analyze.js';

/** Robertson's usual constants; both engines use them. */
const K1 = 1.2;
const B = 0.75;
/** Engines store a weighted term frequency in one byte. */
const MAX_FREQUENCY = 255;
/** How the catalogue joins the elements of a list field. */
const ELEMENT_BREAK = ' \n ';
/** Fields of running text: a line break inside them is only a blank. */
const RUNNING_TEXT = new Set(['display_name', 'abstract']);

/** Whether a work passes a filter. */
export function passes(filter: Filter, work: Work): boolean {
  switch (filter.type) {
    case 'all':
      return true;
    case 'none':
      return false;
    case 'and':
      return filter.filters.every((one) => passes(one, work));
    case 'or':
      return filter.filters.some((one) => passes(one, work));
    case 'not':
      return !passes(filter.filter, work);
    case 'values':
      return keysOf(filter.field, work).some((key) => filter.values.includes(key));
    case 'range': {
      const { gte = Number.NEGATIVE_INFINITY, lte = Number.POSITIVE_INFINITY } = filter;
      return keysOf(filter.field, work).some((key) => typeof key === 'number' && key >= gte && key <= lte);
    }
    case 'exists':
      return keysOf(filter.field, work).length > 0;
  }
}

/** The distinct keys of a field of a work. @throws when the catalogue does not know the field. */
export function keysOf(field: string, work: Work): (string | number)[] {
  return [
    ...new Set(
      knownField(field)
        .values(work)
        .map((value) => value.key),
    ),
  ];
}

/** A field of the catalogue; asking for another one is a programming error. */
export function knownField(name: string) {
  const field = findField(name);
  if (field === undefined) throw new Error(`unknown field ${name}`);
  return field;
}

/** Whether every phrase occurs and no exclusion does: what every hit must keep, whichever leg found it. */
export function keepsPhrases(text: TextQuery, work: Work): boolean {
  const required = text.phrases.map(wordsOf);
  // an exclusion without a word excludes nothing, as a phrase without a word demands nothing
  const forbidden = text.excluded.map(wordsOf).filter((words) => words.length > 0);
  return required.every((words) => occurs(words, work)) && !forbidden.some((words) => occurs(words, work));
}

function occurs(phrase: readonly string[], work: Work): boolean {
  return phrase.length === 0 || passages(work).some((words) => containsRun(words, phrase));
}

/** The stretches of words within which a phrase may stand: one per field, of a list field one per element. */
function passages(work: Work): string[][] {
  return WORK_TEXT_FIELDS.flatMap((field) => {
    const text = field.text(work);
    return (RUNNING_TEXT.has(field.name) ? [text] : text.split(ELEMENT_BREAK)).map(wordsOf);
  });
}

function containsRun(words: readonly string[], run: readonly string[]): boolean {
  return words.some((_, start) => run.every((word, i) => words[start + i] === word));
}

/** Whether enough of the loose terms occur; a query of phrases alone is matched by its phrases. */
export function matchesWords(text: TextQuery, work: Work): boolean {
  const terms = distinctStems(text.loose);
  if (terms.length === 0) return text.phrases.length > 0;
  const present = new Set(WORK_TEXT_FIELDS.flatMap((field) => wordsOf(field.text(work)).map(stem)));
  return terms.filter((term) => present.has(term)).length >= requiredTerms(terms.length);
}

function distinctStems(text: string): string[] {
  return [...new Set(contentWords(text).map(stem))];
}

interface WeightedText {
  readonly length: number;
  readonly frequency: ReadonlyMap<string, number>;
}

/** Term frequencies and length of a work, each word counted with the weight of its field. */
function weigh(work: Work): WeightedText {
  const frequency = new Map<string, number>();
  let length = 0;
  for (const field of WORK_TEXT_FIELDS) {
    for (const term of wordsOf(field.text(work)).map(stem)) {
      length += field.weight;
      frequency.set(term, (frequency.get(term) ?? 0) + field.weight);
    }
  }
  return { length, frequency };
}

/** BM25F of a query text for each of the works, in their order. */
export function bm25f(works: readonly Work[], queryText: string): number[] {
  const weighed = works.map(weigh);
  const averageLength = weighed.reduce((sum, one) => sum + one.length, 0) / Math.max(1, works.length);
  const scores = works.map(() => 0);
  for (const term of distinctStems(queryText)) {
    const holders = weighed.filter((one) => one.frequency.has(term)).length;
    const idf = Math.log(1 + (works.length - holders + 0.5) / (holders + 0.5));
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
