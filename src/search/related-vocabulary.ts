// How telling words are in a collection, judged by a sample of its works, and the telling words of a text.
import { ALL, type Filter } from '../domain/query.js';
import type { Work } from '../domain/work.js';
import type { Engine, FacetBucket } from '../engine/engine.js';
import { forAll } from '../request-scope.js';
import { wordsOf } from '../text/analyze.js';
import { termOf, termsOf } from '../text/terms.js';

/** Slices of the collection, in order of publication, and works read of each. */
const SLICES = 20;
const WORKS_PER_SLICE = 20;

/** Far more than there are years with works. */
const YEARS = 1000;

/** Engines answer no ranks beyond it. */
const REACH = 10_000;

/** (√5 − 1) / 2: multiples of it modulo 1 are spread evenly, however many are taken. */
const GOLDEN = 0.618_034;

/** Works counted between two looks at what else waits. */
const AT_ONCE = 25;

/** The sample is drawn anew when the collection has grown or shrunk by this share since. */
const CHANGED = 0.25;

/** The title names the idea: its words count twice, as in a search. */
const TITLE_WEIGHT = 2;

export interface Vocabulary {
  /** How rare a term is, at least 0: ln((n + 1) / (works of the sample with it + ½)). */
  rarity(term: string): number;
  /** The year up to which 99 of 100 dated works were published (a few are dated ahead); undefined if none is dated. */
  readonly latestYear: number | undefined;
}

/** A word of a text that tells it from others. */
export interface TellingWord {
  /** As it stands in the text, folded. */
  readonly word: string;
  readonly term: string;
}

interface Sampled {
  readonly vocabulary: Promise<Vocabulary>;
  works: number | undefined;
}

const samples = new WeakMap<Engine, Sampled>();

/**
 * The vocabulary of an engine's works, from about 400 of them spread over years and ids: the same works for the same
 * collection, on every engine. Made at the first call (tens of milliseconds) and kept. What it is for, telling frequent
 * words from rare ones, does not need the exact numbers, which the port does not give.
 */
export function vocabularyOf(engine: Engine): Promise<Vocabulary> {
  const known = samples.get(engine);
  if (known) return known.vocabulary;
  const vocabulary = forAll(() => sample(engine));
  samples.set(engine, { vocabulary, works: undefined });
  vocabulary.catch(() => samples.delete(engine));
  return vocabulary;
}

/** Says how many works searches see now, so that the next call draws another sample if this is no longer the collection. */
export function noteSize(engine: Engine, works: number): void {
  const known = samples.get(engine);
  if (!known) return;
  known.works ??= works;
  if (Math.abs(works - known.works) > CHANGED * known.works) samples.delete(engine);
}

async function sample(engine: Engine): Promise<Vocabulary> {
  const byYear = await engine.retrieve({
    filter: ALL,
    lexical: false,
    window: 0,
    facets: [{ field: 'publication_year', size: YEARS }],
  });
  const years = [...(byYear.facets.get('publication_year') ?? [])].sort((a, b) => Number(a.key) - Number(b.key));
  const pages = pagesOf(years, byYear.total.value);
  const read = await Promise.all(pages.map((page) => readPage(engine, page)));
  const works = (await engine.fetch([...new Set(read.flat())])).filter((work) => work !== undefined);
  const counts = new Map<string, number>();
  for (let i = 0; i < works.length; i++) {
    for (const term of termsOfWork(works[i] as Work)) counts.set(term, (counts.get(term) ?? 0) + 1);
    if (i % AT_ONCE === AT_ONCE - 1) await new Promise((resolve) => setImmediate(resolve));
  }
  return {
    rarity: (term) => Math.log((works.length + 1) / ((counts.get(term) ?? 0) + 0.5)),
    latestYear: yearAt(years, 0.99),
  };
}

/** The year in which this share of the dated works is reached; `years` in ascending order. */
function yearAt(years: readonly FacetBucket[], share: number): number | undefined {
  const rank = share * years.reduce((sum, { count }) => sum + count, 0);
  let reached = 0;
  for (const { key, count } of years) {
    reached += count;
    if (reached > rank) return Number(key);
  }
  return undefined;
}

interface Page {
  readonly filter: Filter;
  readonly offset: number;
}

/** One page per slice, in the year in which the slice's middle lies; without years, pages of everything. */
function pagesOf(years: readonly FacetBucket[], works: number): Page[] {
  return Array.from({ length: SLICES }, (_, i) => {
    const key = yearAt(years, (i + 0.5) / SLICES);
    const filter: Filter = key === undefined ? ALL : { type: 'values', field: 'publication_year', values: [key] };
    const inYear = years.find((year) => year.key === key)?.count ?? works;
    const ranks = Math.min(inYear, REACH) - WORKS_PER_SLICE;
    return { filter, offset: Math.max(0, Math.floor(((i * GOLDEN) % 1) * ranks)) };
  });
}

async function readPage(engine: Engine, { filter, offset }: Page): Promise<readonly string[]> {
  const order = { by: [], offset, limit: WORKS_PER_SLICE };
  return (await engine.retrieve({ filter, lexical: false, window: 0, order, facets: [] })).sorted;
}

/** The distinct terms of a work's title, abstract, topics and keywords. */
export function termsOfWork(work: Work): Set<string> {
  const names = [...work.topics, ...work.keywords].map((topic) => topic.display_name);
  return termsOf([work.display_name, work.abstract ?? '', ...names].join('\n'));
}

/**
 * The `limit` most telling words of a work's title and abstract by frequency × rarity (tf·idf), each term once, the most
 * telling first; of equal ones the first in the text.
 */
export function tellingWords(
  vocabulary: Vocabulary,
  work: Pick<Work, 'display_name' | 'abstract'>,
  limit: number,
): TellingWord[] {
  const weights = new Map<string, { word: string; frequency: number }>();
  const add = (text: string, weight: number) => {
    for (const word of wordsOf(text)) {
      const term = termOf(word);
      const known = weights.get(term);
      if (known) known.frequency += weight;
      else if (term !== '') weights.set(term, { word, frequency: weight });
    }
  };
  add(work.display_name, TITLE_WEIGHT);
  add(work.abstract ?? '', 1);
  const telling = [...weights].map(([term, { word, frequency }]) => {
    return { word, term, weight: frequency * vocabulary.rarity(term) };
  });
  return telling.sort((a, b) => b.weight - a.weight).slice(0, limit);
}
