// Ways of finding topics for a text, and how well each finds what was taken away.
import type { Work } from '../src/domain/work.js';
import type { EmbedderHandle } from '../src/embedding/embedder.js';
import type { Library } from '../src/engine/engine.js';
import { createLogger } from '../src/logger.js';
import type { LibraryDeps } from '../src/search/deps.js';
import { passagesFor } from '../src/search/query-vector.js';
import { embedText } from '../src/search/retrieve-text.js';
import type { SearchMode } from '../src/search/semantic-leg.js';
import { suggestTopics, votersFor } from '../src/search/suggest-topics.js';
import { countTopicVotes } from '../src/search/topic-votes.js';
import { wordsOf } from '../src/text/analyze.js';
import { embeddingText } from '../src/text/embedding-text.js';
import { termOf } from '../src/text/terms.js';
import type { VectorMaker } from './vectors.js';

/** How deep the answers are read. */
const DEPTH = 50;
const LONGEST_NAME = 6;

export interface Question {
  readonly work: Work;
  /** Ids of its topics that other works have, too. */
  readonly relevant: ReadonlySet<string>;
}

/** Ids of topics, best first. */
type Way = (work: Work) => Promise<readonly string[]>;

/** The library with an embedder that knows the questions already: their embedding is not what is timed. */
export async function quickened(library: Library, maker: VectorMaker, questions: readonly Question[]) {
  const vectors = new Map<string, Float32Array>();
  for (const { work } of questions) {
    for (const passage of passagesFor(embeddingText(work), maker.maxTokens)) {
      vectors.set(passage, await maker.query(passage));
    }
  }
  const { model, floors } = maker;
  const embedder = {
    identity: model,
    similarityFloor: floors.floor,
    sureFloor: floors.sureFloor ?? floors.floor,
    maxTokens: maker.maxTokens,
    embed: async (texts: readonly string[]) => texts.map((text) => vectors.get(text) as Float32Array),
    close: async () => undefined,
  };
  const state = { status: 'ready', embedder } as const;
  const handle: EmbedderHandle = { state: () => state, settled: async () => state, close: async () => undefined };
  return { engine: library.works, library, embedder: handle, logger: createLogger('warn') };
}

export async function waysOf(deps: LibraryDeps): Promise<Readonly<Record<string, Way>>> {
  const named = await nameMatcher(deps.library);
  return {
    'names alone': async (work) => named(work),
    'unweighted vote of the 10 nearest': (work) => plainVote(deps, work, 10),
    'unweighted vote of the 50 nearest': (work) => plainVote(deps, work, 50),
    'weighted vote': async (work) => {
      const { voters } = await voting(deps, work);
      return countTopicVotes({ display_name: '' }, voters).map(({ id }) => id);
    },
    'weighted vote and names': (work) => suggested(deps, work, 'hybrid'),
    'the same by words': (work) => suggested(deps, work, 'keyword'),
    'the same by meaning': (work) => suggested(deps, work, 'semantic'),
  };
}

async function suggested(deps: LibraryDeps, work: Work, mode: SearchMode): Promise<string[]> {
  return (await scored(deps, work, mode)).map(({ id }) => id);
}

async function scored(deps: LibraryDeps, work: Work, mode: SearchMode) {
  const { suggestions } = await suggestTopics(deps, { text: work, mode, limit: DEPTH, evidence: 0 });
  return suggestions.map(({ topic, score }) => ({ id: topic.id, score }));
}

async function voting(deps: LibraryDeps, work: Work) {
  const text = embeddingText(work);
  const embedded = await embedText(deps, { text, loose: text, phrases: [], excluded: [] }, 'hybrid');
  return votersFor(deps, work, embedded);
}

async function plainVote(deps: LibraryDeps, work: Work, most: number): Promise<string[]> {
  const { voters } = await voting(deps, work);
  const votes = new Map<string, number>();
  for (const one of voters.slice(0, most)) {
    for (const id of new Set(one.work.topics.map((topic) => topic.id))) votes.set(id, (votes.get(id) ?? 0) + 1);
  }
  return [...votes].sort((a, b) => b[1] - a[1]).map(([id]) => id);
}

/** Topics any of whose names stands in the title, then in the abstract; those with more works first. */
async function nameMatcher(library: Library) {
  const byName = new Map<string, Map<string, number>>();
  for await (const topics of library.topics.scan()) {
    for (const { id, display_name, display_name_alternatives, works_count } of topics) {
      for (const name of [display_name, ...display_name_alternatives].map((one) => termsIn(one).join(' '))) {
        byName.set(name, (byName.get(name) ?? new Map()).set(id, works_count));
      }
    }
  }
  const inText = (text: string) => {
    const terms = termsIn(text);
    const runs = terms.flatMap((_, at) =>
      Array.from({ length: LONGEST_NAME }, (_, n) => terms.slice(at, at + n + 1).join(' ')),
    );
    const found = runs.flatMap((run) => [...(byName.get(run) ?? [])]);
    return found.sort((a, b) => b[1] - a[1]).map(([id]) => id);
  };
  return (work: Work) => [...new Set([...inText(work.display_name), ...inText(work.abstract ?? '')])];
}

function termsIn(text: string): string[] {
  return wordsOf(text).map(termOf).filter(Boolean);
}

/** Means over the questions: precision, recall, average precision; and milliseconds. */
export async function measure(questions: readonly Question[], way: Way) {
  const sums = { p1: 0, p3: 0, p5: 0, r5: 0, r10: 0, map: 0 };
  const times: number[] = [];
  for (const { work, relevant } of questions) {
    const started = performance.now();
    const found = (await way(work)).slice(0, DEPTH);
    times.push(performance.now() - started);
    const hits = (most: number) => found.slice(0, most).filter((id) => relevant.has(id)).length;
    sums.p1 += hits(1);
    sums.p3 += hits(3) / 3;
    sums.p5 += hits(5) / 5;
    sums.r5 += hits(5) / relevant.size;
    sums.r10 += hits(10) / relevant.size;
    sums.map += averagePrecision(found, relevant);
  }
  times.sort((a, b) => a - b);
  const mean = (sum: number) => rounded(sum / questions.length, 3);
  return {
    precisionAt1: mean(sums.p1),
    precisionAt3: mean(sums.p3),
    precisionAt5: mean(sums.p5),
    recallAt5: mean(sums.r5),
    recallAt10: mean(sums.r10),
    meanAveragePrecision: mean(sums.map),
    p50Ms: rounded(times[Math.floor(times.length / 2)] ?? 0, 1),
    p95Ms: rounded(times[Math.floor(times.length * 0.95)] ?? 0, 1),
  };
}

function averagePrecision(found: readonly string[], relevant: ReadonlySet<string>): number {
  let [hits, sum] = [0, 0];
  for (const [i, id] of found.entries()) if (relevant.has(id)) sum += ++hits / (i + 1);
  return sum / relevant.size;
}

/** How many topics with a score in each tenth are right, and what the best five from .5 on would add to works. */
export async function calibration(deps: LibraryDeps, questions: readonly Question[]) {
  const tenths = Array.from({ length: 10 }, () => ({ topics: 0, right: 0 }));
  let [works, kept, right] = [0, 0, 0];
  for (const { work, relevant } of questions) {
    const found = await scored(deps, work, 'hybrid');
    for (const { id, score } of found) {
      const tenth = tenths[Math.min(9, Math.floor(score * 10))] as { topics: number; right: number };
      tenth.topics++;
      if (relevant.has(id)) tenth.right++;
    }
    const likely = found.slice(0, 5).filter(({ score }) => score >= 0.5);
    if (likely.length > 0) works++;
    kept += likely.length;
    right += likely.filter(({ id }) => relevant.has(id)).length;
  }
  return {
    byTenthOfTheScore: tenths.map(({ topics, right }) => ({ topics, shareRight: rounded(right / topics, 2) })),
    fromOneHalf: {
      shareOfWorksWithAny: rounded(works / questions.length, 2),
      topicsPerWork: rounded(kept / questions.length, 2),
      precision: rounded(right / kept, 3),
    },
  };
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
