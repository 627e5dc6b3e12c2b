// Related works as citation recommendation: references are hidden, and related works should name them.
import { and } from '../src/domain/query.js';
import type { Work } from '../src/domain/work.js';
import type { LibraryDeps } from '../src/search/deps.js';
import { fuse } from '../src/search/fuse.js';
import { getWork } from '../src/search/get-work.js';
import { legOfWork } from '../src/search/related-seed.js';
import { tellingWords, vocabularyOf } from '../src/search/related-vocabulary.js';
import { relatedWorks } from '../src/search/related-works.js';
import { randomNumbers } from './random.js';

const SEEDS = 400;
const TOP = 20;
const WORDS = 40;
/** Known references of a seed may stand before what is looked for. */
const ASKED = 100;
/** Fewer say nothing of recall. */
const LEAST_RELEVANT = 3;
/** Reviews that cite half the collection tie everything to everything. */
const MOST_CITED = 60;

/** A seed, what should be found for it, and what it is known to cite, which counts neither way. */
interface Question {
  readonly seed: string;
  readonly relevant: ReadonlySet<string>;
  readonly known: ReadonlySet<string>;
}

export interface Split {
  /** Works whose references were taken away, all or in part. */
  readonly changed: readonly Work[];
  readonly questions: Readonly<Record<'cited' | 'citedTogether', readonly Question[]>>;
}

/**
 * Of a quarter of the works all references are hidden, and of another quarter half of those within the collection. Asked
 * for are the hidden references of the second quarter (`cited`), and what the first one cites together with a work of
 * the rest (`citedTogether`).
 */
export function heldOut(works: readonly Work[]): Split {
  const random = randomNumbers(5);
  const ids = new Set(works.map(({ id }) => id));
  const changed: Work[] = [];
  const cited: Question[] = [];
  const together = new Map<string, Set<string>>();
  const hidden = new Set<string>();
  for (const work of works) {
    const inside = [...new Set(work.referenced_works)].filter((id) => ids.has(id) && id !== work.id);
    const part = Math.floor(random() * 4);
    if (part === 0) {
      hidden.add(work.id);
      changed.push({ ...work, referenced_works: [] });
      if (inside.length <= MOST_CITED) noteTogether(together, inside);
    } else if (part === 1 && inside.length > 0) {
      const relevant = new Set(inside.filter(() => random() < 0.5));
      const known = new Set(inside.filter((id) => !relevant.has(id)));
      changed.push({ ...work, referenced_works: work.referenced_works.filter((id) => !relevant.has(id)) });
      cited.push({ seed: work.id, relevant, known });
    }
  }
  const citedTogether = [...together]
    .filter(([id]) => !hidden.has(id))
    .map(([seed, relevant]): Question => ({ seed, relevant, known: new Set() }));
  return { changed, questions: { cited: enough(cited, random), citedTogether: enough(citedTogether, random) } };
}

function noteTogether(together: Map<string, Set<string>>, cited: readonly string[]): void {
  for (const a of cited) {
    const others = together.get(a) ?? new Set();
    for (const b of cited) if (a !== b) others.add(b);
    together.set(a, others);
  }
}

function enough(questions: readonly Question[], random: () => number): Question[] {
  return questions
    .filter(({ relevant }) => relevant.size >= LEAST_RELEVANT)
    .map((question) => ({ question, at: random() }))
    .sort((a, b) => a.at - b.at)
    .slice(0, SEEDS)
    .map(({ question }) => question);
}

type Way = (deps: LibraryDeps, seed: string) => Promise<readonly string[]>;

/** Both legs over all works but the seed, as related works ask for them. */
const legs =
  (lexical: boolean, meaning: boolean): Way =>
  async (deps, seed) => {
    const work = await getWork(deps.engine, seed);
    const leg = await legOfWork(deps, work);
    const words = tellingWords(await vocabularyOf(deps.engine), work, WORDS).map(({ word }) => word);
    const loose = words.join(' ');
    const found = await deps.engine.retrieve({
      filter: and([{ type: 'not', filter: { type: 'values', field: 'id', values: [seed] } }]),
      text: { text: loose, loose, phrases: [], excluded: [] },
      lexical,
      ...(meaning && 'query' in leg ? { semantic: leg.query } : {}),
      window: ASKED,
      facets: [],
    });
    return fuse(found.lexical, found.semantic).map(({ id }) => id);
  };

const WAYS: Readonly<Record<string, Way>> = {
  meaning: legs(false, true),
  words: legs(true, false),
  both: legs(true, true),
  related: async (deps, seed) => (await relatedWorks(deps, seed, { limit: ASKED })).hits.map(({ work }) => work.id),
};

/** Recall among the first 20, for the two legs, both of them, and related works with all that is left of citations. */
export async function measureQuality(deps: LibraryDeps, { questions }: Split) {
  const results: Record<string, Record<string, number>> = {};
  for (const [name, asked] of Object.entries(questions)) {
    const recalls: Record<string, number> = { seeds: asked.length };
    for (const [way, find] of Object.entries(WAYS)) {
      let sum = 0;
      for (const { seed, relevant, known } of asked) {
        const found = (await find(deps, seed)).filter((id) => !known.has(id)).slice(0, TOP);
        sum += found.filter((id) => relevant.has(id)).length / Math.min(TOP, relevant.size);
      }
      recalls[way] = Number((sum / asked.length).toFixed(3));
    }
    results[name] = recalls;
  }
  return { recallAt20: results };
}
