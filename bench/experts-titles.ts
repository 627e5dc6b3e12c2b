// Without judgements: the title of a work that is left out is a question, and its authors are who should be found.
import { WORKS } from '../src/domain/fields.js';
import type { Work } from '../src/domain/work.js';
import type { EmbedderHandle } from '../src/embedding/embedder.js';
import type { Library } from '../src/engine/engine.js';
import { createLogger } from '../src/logger.js';
import type { LibraryDeps } from '../src/search/deps.js';
import { findExperts } from '../src/search/find-experts.js';
import { searchWorks } from '../src/search/search-works.js';
import type { SearchMode } from '../src/search/semantic-leg.js';
import { randomNumbers } from './random.js';
import type { VectorMaker } from './vectors.js';

const QUESTIONS = 300;
/** An author with fewer works besides the one left out cannot be told from a passer-by. */
const LEAST_WORKS = 3;
const MOST_AUTHORS = 10;
/** How deep the answer is read. */
const DEPTH = 200;

interface Question {
  readonly title: string;
  readonly id: string;
  readonly authors: ReadonlySet<string>;
}

/** Asks for the people behind a title; ids, best first. */
type Way = (deps: LibraryDeps, question: Question) => Promise<string[]>;

const WAYS: Readonly<Record<string, Way>> = {
  hybrid: (deps, question) => experts(deps, question, 'hybrid'),
  keyword: (deps, question) => experts(deps, question, 'keyword'),
  semantic: (deps, question) => experts(deps, question, 'semantic'),
  'plain hybrid vote': plainVote,
};

/**
 * Mean average precision over the first 200 people, and the mean share of the authors among the first 10. A hard task
 * with a modest ceiling, as others write about the same: for comparing ways of counting, not as a quality.
 */
export async function measureTitles(library: Library, maker: VectorMaker) {
  const questions = await drawQuestions(library);
  const deps = { engine: library.works, library, embedder: handleOf(maker), logger: createLogger('warn') };
  const results: Record<string, Record<string, number>> = {};
  for (const [name, way] of Object.entries(WAYS)) {
    let [precision, found] = [0, 0];
    const times: number[] = [];
    for (const question of questions) {
      const started = performance.now();
      const people = await way(deps, question);
      times.push(performance.now() - started);
      precision += averagePrecision(people, question.authors);
      found += people.slice(0, 10).filter((id) => question.authors.has(id)).length / question.authors.size;
    }
    times.sort((a, b) => a - b);
    results[name] = {
      meanAveragePrecision: rounded(precision / questions.length),
      authorsAmongFirst10: rounded(found / questions.length),
      p50Ms: rounded(times[Math.floor(times.length / 2)] ?? Number.NaN),
      p95Ms: rounded(times[Math.floor(times.length * 0.95)] ?? Number.NaN),
    };
    process.stdout.write(`titles, ${name}: ${JSON.stringify(results[name])}\n`);
  }
  return { questions: questions.length, depth: DEPTH, results };
}

async function experts(deps: LibraryDeps, { title, id }: Question, mode: SearchMode): Promise<string[]> {
  const request = { search: title, filter: `works.id:!"${id}"`, mode, page: 1, perPage: DEPTH };
  const answer = await findExperts(deps, { ...request, evidence: 0, highlight: false });
  return answer.experts.map(({ author }) => author.id);
}

/** For comparison: each of the best 200 works votes 1/(60 + rank), and all votes of a person are added up. */
async function plainVote(deps: LibraryDeps, { title, id }: Question): Promise<string[]> {
  const request = { search: title, filter: `id:!"${id}"`, mode: 'hybrid', page: 1, perPage: DEPTH } as const;
  const { hits } = await searchWorks(deps, { ...request, facets: [], facetSize: 1, highlight: false });
  const votes = new Map<string, number>();
  for (const [i, { work }] of hits.entries()) {
    for (const { author } of work.authorships) {
      if (author.id !== undefined) votes.set(author.id, (votes.get(author.id) ?? 0) + 1 / (61 + i));
    }
  }
  return [...votes].sort((a, b) => b[1] - a[1]).map(([author]) => author);
}

/** Works drawn from all, each as likely as the other, of which some author has written enough besides. */
async function drawQuestions(library: Library): Promise<Question[]> {
  const random = randomNumbers(1);
  const drawn: { readonly work: Work; readonly lot: number }[] = [];
  for await (const works of library.works.scan()) {
    drawn.push(...works.map((work) => ({ work, lot: random() })).filter(({ lot }) => lot < 0.02));
  }
  const questions: Question[] = [];
  for (const { work } of drawn.sort((a, b) => a.lot - b.lot)) {
    if (questions.length === QUESTIONS) break;
    const authors = await known(library, work);
    // a search has no quotes and exclusions that nobody meant
    const title = work.display_name.replaceAll(/["“”„‟]/g, ' ').replaceAll(/(?<=^|\s)-/g, ' ');
    if (authors.length > 0) questions.push({ title, id: work.id, authors: new Set(authors) });
  }
  return questions;
}

/** Authors who have written enough besides. */
async function known(library: Library, work: Work): Promise<string[]> {
  const ids = WORKS.known('authorships.author.id')
    .values(work)
    .map(({ key }) => String(key));
  if (ids.length > MOST_AUTHORS) return [];
  const authors = await library.authors.fetch(ids);
  return authors.flatMap((author) => (author && author.works_count > LEAST_WORKS ? [author.id] : []));
}

function averagePrecision(people: readonly string[], relevant: ReadonlySet<string>): number {
  let [hits, sum] = [0, 0];
  for (const [i, id] of people.entries()) {
    if (relevant.has(id)) sum += ++hits / (i + 1);
  }
  return sum / relevant.size;
}

function handleOf(maker: VectorMaker): EmbedderHandle {
  const { model, floors } = maker;
  const embedder = {
    identity: model,
    similarityFloor: floors.floor,
    sureFloor: floors.sureFloor ?? floors.floor,
    maxTokens: maker.maxTokens,
    embed: (texts: readonly string[]) => Promise.all(texts.map((text) => maker.query(text))),
    close: async () => undefined,
  };
  const state = { status: 'ready', embedder } as const;
  return { state: () => state, settled: async () => state, close: async () => undefined };
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
