// The questions of the engine bench, drawn from the works themselves, and their latencies.
import { ALL, type Filter, type TextQuery } from '../src/domain/query.js';
import type { Work } from '../src/domain/work.js';
import type { Engine, RetrievalRequest, SemanticQuery } from '../src/engine/engine.js';
import { abstractWords, authorId, FACETS, sampleWorks, titlePair, titleWords } from './drawing.js';
import type { Figures } from './engine.js';
import { pick, randomNumbers } from './random.js';
import type { VectorMaker } from './vectors.js';

const QUESTIONS = 200;
const WARM_UP = 100;
/** The kinds that ask by words alone. */
const LEXICAL = ['oneWord', 'sixWords', 'eightyWords', 'phrase', 'rareFilter', 'broadFilter'];
const WINDOW = 1000;
const COUNTED = FACETS.map((field) => ({ field, size: 10 }));

type Question = Pick<RetrievalRequest, 'text' | 'filter' | 'lexical' | 'semantic' | 'order'>;
export type Questions = Readonly<Record<string, readonly Question[]>>;

/** All questions by kind, drawn from the works themselves, with vectors unless `maker` is absent. */
export async function drawQuestions(engine: Engine, maker: VectorMaker | undefined): Promise<Questions> {
  const works = await sampleWorks(engine);
  const questions: Record<string, Question[]> = {};
  for (const [kind, ask] of Object.entries(kinds(works, maker))) {
    const random = randomNumbers(kind.length);
    const drawn: Question[] = [];
    for (let i = 0; i < QUESTIONS; i++) drawn.push(await ask(random));
    questions[kind] = drawn;
  }
  return questions;
}

/** p50, p95, p99 and the mean total of every kind of question; each with exact total and five facets. */
export async function measureQuestions(engine: Engine, questions: Questions): Promise<Figures> {
  // a service that has been asked a few hundred times is the normal case
  for (const drawn of Object.values(questions)) await timesOf(engine, drawn.slice(0, WARM_UP));
  const figures: Figures = {};
  const lexical: Timed[] = [];
  for (const [kind, drawn] of Object.entries(questions)) {
    const timed = await timesOf(engine, drawn);
    figures[kind] = summary(timed);
    if (LEXICAL.includes(kind)) lexical.push(...timed);
  }
  return { ...figures, lexicalTogether: summary(lexical) };
}

/** Milliseconds, and how many works matched. */
interface Timed {
  readonly ms: number;
  readonly total: number;
}

async function timesOf(engine: Engine, questions: readonly Question[]): Promise<Timed[]> {
  const timed: Timed[] = [];
  for (const question of questions) {
    const started = performance.now();
    const answer = await engine.retrieve({ ...question, window: WINDOW, facets: COUNTED });
    timed.push({ ms: performance.now() - started, total: answer.total.value });
  }
  return timed;
}

function summary(timed: readonly Timed[]): Record<string, number> {
  const times = timed.map(({ ms }) => ms).sort((a, b) => a - b);
  const at = (share: number) => Number((times[Math.floor(share * times.length)] ?? 0).toFixed(2));
  const meanTotal = Math.round(timed.reduce((sum, { total }) => sum + total, 0) / timed.length);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), meanTotal };
}

function kinds(works: readonly Work[], maker: VectorMaker | undefined) {
  const lexical = (text: TextQuery, filter: Filter = ALL): Question => ({ text, filter, lexical: true });
  const words = (n: number) => (random: () => number) => loose(titleWords(random, works, n));
  const near = async (text: string): Promise<SemanticQuery> => {
    if (!maker) throw new Error('no vectors');
    return { vector: await maker.query(text), model: maker.model, ...maker.floors };
  };
  const browse = { by: [{ field: 'cited_by_count', direction: 'desc' as const }], offset: 0, limit: 25 };
  const kinds: Record<string, (random: () => number) => Question | Promise<Question>> = {
    oneWord: (random) => lexical(words(1)(random)),
    sixWords: (random) => lexical(words(6)(random)),
    eightyWords: (random) => lexical(loose(abstractWords(pick(random, works), 80))),
    phrase: (random) => lexical(quoted(titlePair(random, works))),
    rareFilter: (random) => lexical(words(1)(random), byAuthor(authorId(random, works))),
    broadFilter: (random) => lexical(words(6)(random), { type: 'range', field: 'publication_year', gte: 2010 }),
    browse: () => ({ filter: ALL, lexical: false, order: browse }),
  };
  if (!maker) return kinds;
  const hybrid = async (text: TextQuery): Promise<Question> => ({ ...lexical(text), semantic: await near(text.text) });
  return {
    ...kinds,
    semantic: async (random: () => number) => ({ ...(await hybrid(words(6)(random))), lexical: false }),
    hybrid: (random: () => number) => hybrid(words(6)(random)),
    hybridEightyWords: (random: () => number) => hybrid(loose(abstractWords(pick(random, works), 80))),
  };
}

function loose(text: string): TextQuery {
  return { text, loose: text, phrases: [], excluded: [] };
}

function quoted(text: string): TextQuery {
  return { text, loose: '', phrases: [text], excluded: [] };
}

function byAuthor(id: string): Filter {
  return { type: 'values', field: 'authorships.author.id', values: [id] };
}
