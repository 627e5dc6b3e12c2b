// A random collection behind the API, with what random searches need to ask of it; each failure says how to see it again.
import { expect } from '@jest/globals';
import fc from 'fast-check';
import type { WorksAnswer } from '../../src/api/answers/works.js';
import type { Work } from '../../src/domain/work.js';
import type { EmbedderHandle } from '../../src/embedding/embedder.js';
import type { Engine } from '../../src/engine/engine.js';
import { createOracleLibrary } from '../support/oracle-engine.js';
import { embedderOf, embedderWith, type OpenLibrary, openFilled, type Served, serveLibrary } from './serve.js';

export const FLOORS = { similarityFloor: 0.31, sureFloor: 0.85 };
/** What is evidence among so many vectors, said once more: on the way to the sure floor; where words agree half of that. */
export function evidenceAmong(vectors: number): { readonly alone: number; readonly agreed: number } {
  const share = Math.max(0.25, 1 - 0.3 * (Math.sqrt(2 * Math.log(100_000)) - Math.sqrt(2 * Math.log(vectors))));
  const way = share * (FLOORS.sureFloor - FLOORS.similarityFloor);
  return { alone: FLOORS.similarityFloor + way, agreed: FLOORS.similarityFloor + way / 2 };
}
/** How far the cosines of an engine, whose vectors are rounded, may be from the true ones. */
export const ROUNDING = 0.02;

export type Parameters = Readonly<Record<string, string | number | boolean>>;
export type Ask = (parameters: Parameters) => Promise<WorksAnswer>;
/** Asserts something of random examples, as many as the engine is asked for. */
export type Always = <T>(arbitrary: fc.Arbitrary<T>, body: (one: T) => Promise<void>, share?: number) => Promise<void>;

export interface Session {
  readonly served: Served;
  /** The service; `other`: with a model whose vectors the index does not have. */
  readonly ask: Ask;
  readonly other: Served;
  /** The same works in the oracle with lower floors and with higher ones: what the engine finds lies in between. */
  readonly wider: Ask;
  readonly narrower: Ask;
  /** As one work each, whatever the number of their records. */
  readonly works: readonly Work[];
  /** By id: of most works. */
  readonly vectors: ReadonlyMap<string, Float32Array>;
  close(): Promise<void>;
}

/** Registers one promise. */
export type Check = (promise: string, body: (session: Session, always: Always) => Promise<void>) => void;

export async function openSession(openLibrary: OpenLibrary, records: readonly Work[]): Promise<Session> {
  const opened = await openFilled(openLibrary, 'unembedded', records);
  const { library } = opened;
  await embedMost(library.works);
  const oracle = await openFilled(openOracle, 'unembedded', records);
  await embedMost(oracle.library.works);
  const served = await serveLibrary(library, 'ready', { embedder: embedderWith(FLOORS), reranker: 'ready' });
  const other = await serveLibrary(library, 'other-model');
  const wide = await serveLibrary(oracle.library, 'ready', { embedder: floorsMoved(-ROUNDING) });
  const narrow = await serveLibrary(oracle.library, 'ready', { embedder: floorsMoved(ROUNDING) });
  const works = await everyWork(oracle.library.works);
  const vectors = await oracle.library.works.vectors(works.map(({ id }) => id));
  return {
    served,
    ask: askOf(served),
    other,
    wider: askOf(wide),
    narrower: askOf(narrow),
    works,
    vectors: new Map(works.flatMap(({ id }, i) => (vectors[i] ? [[id, vectors[i]] as const] : []))),
    close: async () => {
      for (const one of [served, other, wide, narrow]) await one.close();
      await opened.close();
      await oracle.close();
    },
  };
}

const openOracle: OpenLibrary = async () => ({ library: createOracleLibrary(), close: async () => undefined });

const floorsMoved = (by: number): EmbedderHandle =>
  embedderWith({ similarityFloor: FLOORS.similarityFloor + by, sureFloor: FLOORS.sureFloor + by });

/** Gives vectors to all works but every seventh, the same ones in every engine. */
async function embedMost(engine: Engine): Promise<void> {
  const state = embedderOf('ready').state();
  if (state.status !== 'ready') throw new Error(state.message);
  const { embedder } = state;
  const lacking = await engine.unembedded(embedder.identity, 1_000);
  const chosen = lacking.filter(({ id }) => [...id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 7 > 0);
  const made = await embedder.embed(
    chosen.map(({ text }) => text),
    'document',
  );
  const stored = chosen.map(({ id, textHash }, i) => ({ id, textHash, vector: made[i] as Float32Array }));
  expect(await engine.writeVectors(embedder.identity, stored)).toBe(stored.length);
  await engine.refresh();
}

async function everyWork(engine: Engine): Promise<Work[]> {
  const all: Work[] = [];
  for await (const batch of engine.scan()) all.push(...batch);
  return all;
}

export function askOf(served: Served): Ask {
  return async (parameters) => {
    const { status, body, path } = await answerOf(served, parameters);
    expect([path, status, status === 200 ? '' : body]).toEqual([path, 200, '']);
    return body as WorksAnswer;
  };
}

export async function answerOf(served: Served, parameters: Parameters) {
  const text = Object.entries(parameters).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
  const path = `/works?${text.join('&')}`;
  return { ...(await served.ask({ path })), path };
}

/** The examples of a seed are always the same; the first that fails is reported as it is where shrinking takes long. */
export function alwaysOf(seed: number, searches: number): Always {
  return (arbitrary, body, share = 1) =>
    fc.assert(fc.asyncProperty(arbitrary, body), {
      seed,
      numRuns: Math.ceil(searches * share),
      interruptAfterTimeLimit: 60_000,
    });
}

/** The texts of a work that are searched by words. */
export function textsOf(work: WorksAnswer['results'][number]): string[] {
  return [
    work.display_name ?? '',
    work.abstract ?? '',
    ...[...(work.topics ?? []), ...(work.keywords ?? [])].map(({ display_name }) => display_name),
    ...(work.authorships ?? []).map(({ author }) => author.display_name),
    work.primary_location?.source?.display_name ?? '',
  ];
}

export const idsOf = (results: WorksAnswer['results']): string[] => results.map(({ id }) => id as string);
export const sorted = (answer: Pick<WorksAnswer, 'results'>) => idsOf(answer.results).sort();
