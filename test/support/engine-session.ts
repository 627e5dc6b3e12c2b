// What contract tests do with an engine, whichever it is: fill it, embed works, search with short requests, compare.
import { expect } from '@jest/globals';
import type { ModelIdentity } from '../../src/domain/model.js';
import { ALL, type TextQuery } from '../../src/domain/query.js';
import type { Work } from '../../src/domain/work.js';
import type {
  Engine,
  FacetBucket,
  Retrieval,
  RetrievalRequest,
  Scored,
  SemanticQuery,
} from '../../src/engine/engine.js';
import { makeModel } from './works.js';

/** An engine over fresh, empty storage. */
export interface OpenedEngine {
  readonly engine: Engine;
  /** Set where words of removed works count in the statistics for a while: lexical scores are then no exact BM25F. */
  readonly lingeringStatistics?: boolean;
  /** Closes the engine and opens another one over the same storage. */
  reopen(): Promise<Engine>;
  close(): Promise<void>;
}

/** Registers one test of the suite; every test gets an engine of its own, and may open more. */
export type Check = (name: string, body: (opened: OpenedEngine, open: OpenEngine) => Promise<void>) => void;

/** A prepared engine over fresh, empty storage; who opens it closes it. */
export type OpenEngine = () => Promise<OpenedEngine>;

/** A model of which no test writes vectors: asking what lacks them lists every work with its hash. */
const NEVER_USED: ModelIdentity = makeModel(4, 'never-used');
const EVERYTHING = 1_000_000;

/** Writes works and makes them visible. */
export async function index(engine: Engine, works: readonly Work[]): Promise<void> {
  await engine.write(works);
  await engine.refresh();
}

/** The hash of the embedded text of every stored work: engines choose their own hash. */
export async function textHashes(engine: Engine): Promise<Map<string, string>> {
  const all = await engine.unembedded(NEVER_USED, EVERYTHING);
  return new Map(all.map((work) => [work.id, work.textHash]));
}

/** Gives works vectors of a model; returns how many were accepted. */
export async function storeVectors(
  engine: Engine,
  model: ModelIdentity,
  vectors: Readonly<Record<string, Float32Array>>,
): Promise<number> {
  const hashes = await textHashes(engine);
  const stored = Object.entries(vectors).map(([id, vector]) => ({ id, vector, textHash: hashes.get(id) ?? 'none' }));
  return engine.writeVectors(model, stored);
}

/** Gives works vectors of a model and makes them visible; returns how many were accepted. */
export async function embed(
  engine: Engine,
  model: ModelIdentity,
  vectors: Readonly<Record<string, Float32Array>>,
): Promise<number> {
  const accepted = await storeVectors(engine, model, vectors);
  await engine.refresh();
  return accepted;
}

/** A query of loose words, with phrases and exclusions if given. */
export function words(loose: string, phrases: readonly string[] = [], excluded: readonly string[] = []): TextQuery {
  return { loose, phrases, excluded, text: [loose, ...phrases].filter(Boolean).join(' ') };
}

/** A semantic leg. */
export function near(vector: Float32Array, floor: number, model = makeModel(vector.length)): SemanticQuery {
  return { vector, floor, model };
}

/** Asks for what is given; all works, no facets and a wide window otherwise. The lexical leg is on when there is a text. */
export function search(engine: Engine, given: Partial<RetrievalRequest>): Promise<Retrieval> {
  return engine.retrieve({ filter: ALL, lexical: given.text !== undefined, window: 100, facets: [], ...given });
}

export function idsOf(leg: readonly Scored[]): string[] {
  return leg.map((hit) => hit.id);
}

/** The ids of the matched set in id order, by way of a sort without keys. */
export async function matchedIds(engine: Engine, given: Partial<RetrievalRequest>): Promise<string[]> {
  const { sorted, total } = await search(engine, { ...given, order: { by: [], offset: 0, limit: EVERYTHING } });
  expect(total).toEqual({ value: sorted.length, relation: 'eq' });
  return [...sorted];
}

/** A facet as `key: count`, in order; a selected value is marked with an asterisk. */
export function shortly(buckets: readonly FacetBucket[] | undefined): string[] {
  return (buckets ?? []).map(({ key, count, selected }) => `${key}${selected ? '*' : ''}: ${count}`);
}
