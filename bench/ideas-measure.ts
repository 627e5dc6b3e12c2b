// How well long questions are answered, by mode: as the service does it, and with the whole text cut by the model.
import { ALL, and, type Filter } from '../src/domain/query.js';
import { byRelevance } from '../src/search/rank-works.js';
import { embedText, retrieveText, type TextRequest } from '../src/search/retrieve-text.js';
import { WINDOW } from '../src/search/search-works.js';
import type { SearchMode, SemanticDeps } from '../src/search/semantic-leg.js';
import { understand } from '../src/search/understand.js';
import type { Idea } from './ideas-questions.js';
import { randomNumbers } from './random.js';

const MODES: readonly SearchMode[] = ['keyword', 'semantic', 'hybrid'];
const DEPTH = 100;
const TOP = 10;
const RESAMPLES = 2_000;

/** How a text becomes what the engine is asked. */
export type Way = (deps: SemanticDeps, text: string, mode: SearchMode) => Promise<TextRequest>;

/** Every word is searched for, and the model reads as far as it can. */
const whole: Way = async ({ embedder }, search, mode) => {
  const text = understand(search);
  const state = embedder.state();
  if (state.status !== 'ready') throw new Error(state.message);
  const { identity: model, similarityFloor: floor, sureFloor } = state.embedder;
  const [vector] = mode === 'keyword' ? [] : await state.embedder.embed([text.text], 'query');
  return { text, mode, semantic: vector && { vector, model, floor, sureFloor }, missing: undefined };
};

export const WAYS: Readonly<Record<'whole' | 'ideas', Way>> = {
  whole,
  ideas: (deps, search, mode) => embedText(deps, understand(search), mode),
};

const MEASURES = ['ndcg10', 'map', 'recall100', 'matched'] as const;
type Measured = Readonly<Record<(typeof MEASURES)[number], number>>;

/** Mean and 95 % of resamples of the questions. */
type Estimate = readonly [mean: number, low: number, high: number];

/** By mode: each measure for both ways, and for what the second is better by, question by question. */
export async function measureIdeas(deps: SemanticDeps, ideas: readonly Idea[]) {
  const results: Record<string, Record<string, Record<string, Estimate>>> = {};
  for (const mode of MODES) {
    const measured: Record<string, Measured[]> = { whole: [], ideas: [] };
    for (const idea of ideas) {
      for (const [name, way] of Object.entries(WAYS)) measured[name]?.push(await answer(deps, way, idea, mode));
    }
    const { whole: before = [], ideas: now = [] } = measured;
    results[mode] = Object.fromEntries(
      MEASURES.map((measure) => {
        const [a, b] = [before, now].map((all) => all.map((one) => one[measure])) as [number[], number[]];
        const gains = b.map((value, i) => value - (a[i] as number));
        return [measure, { whole: estimate(a), ideas: estimate(b), gain: estimate(gains) }];
      }),
    );
    process.stdout.write(`${mode} ${JSON.stringify(results[mode])}\n`);
  }
  return { questions: ideas.length, results };
}

async function answer(deps: SemanticDeps, way: Way, { text, relevant, known }: Idea, mode: SearchMode) {
  const others: Filter = { type: 'not', filter: { type: 'values', field: 'id', values: known } };
  const filter = and([known.length > 0 ? others : ALL]);
  const asked = await way(deps, text, mode);
  const { retrieval } = await retrieveText(deps, asked, { filter, window: WINDOW, facets: [] });
  const found = (await byRelevance(deps.engine, retrieval, mode, asked.semantic)).map(({ id }) => relevant.has(id));
  return { ...judge(found, relevant.size), matched: retrieval.total.value };
}

/** nDCG@10 (Järvelin & Kekäläinen, 2002), average precision, and recall among the first 100, of hits that are right or not. */
function judge(found: readonly boolean[], relevant: number): Omit<Measured, 'matched'> {
  const gain = (rank: number) => 1 / Math.log2(rank + 2);
  let [hits, precision, gained, ideal] = [0, 0, 0, 0];
  for (const [rank, right] of found.entries()) {
    if (!right) continue;
    precision += ++hits / (rank + 1);
    if (rank < TOP) gained += gain(rank);
  }
  for (let rank = 0; rank < Math.min(TOP, relevant); rank++) ideal += gain(rank);
  const early = found.slice(0, DEPTH).filter(Boolean).length;
  return { ndcg10: gained / ideal, map: precision / relevant, recall100: early / relevant };
}

function estimate(values: readonly number[]): Estimate {
  const random = randomNumbers(14);
  const means = Array.from({ length: RESAMPLES }, () => {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += values[Math.floor(random() * values.length)] as number;
    return sum / values.length;
  }).sort((a, b) => a - b);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return [rounded(mean), rounded(means[RESAMPLES * 0.025] as number), rounded(means[RESAMPLES * 0.975] as number)];
}

const rounded = (value: number) => Number(value.toFixed(value >= 10 ? 0 : 4));
