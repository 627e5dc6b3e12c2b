// The engine port implemented in the most obvious way, over plain maps and full scans: the specification as code.
import { isDeepStrictEqual } from 'node:util';
import { type ModelIdentity, modelKey } from '../../src/domain/model.js';
import { embeddingText, externalIds, type Work } from '../../src/domain/work.js';
import type { Engine, EngineStatus, StoredVector, WriteOutcome } from '../../src/engine/engine.js';
import { type OracleView, retrieveFrom } from './oracle-retrieve.js';

/** What outlives an engine: the part that a real engine keeps on disk. */
export interface OracleStore {
  readonly works: Map<string, Work>;
  /** By model key, then by work. */
  readonly vectors: Map<string, Map<string, Float32Array>>;
  model: ModelIdentity | undefined;
}

export function createOracleStore(): OracleStore {
  return { works: new Map(), vectors: new Map(), model: undefined };
}

/** An engine over a store; two engines over one store are one engine that was closed and opened again. */
export function createOracleEngine(store: OracleStore = createOracleStore()): Engine {
  let view: OracleView = { works: [], model: undefined, vectors: new Map() };
  return {
    name: 'oracle',
    prepare: async () => undefined,
    write: async (works) => works.map((work) => writeOne(store, work)),
    remove: async (ids) => ids.filter((id) => removeOne(store, id)).length,
    writeVectors: async (model, vectors) => vectors.filter((one) => acceptVector(store, model, one)).length,
    unembedded: async (model, limit) => lacking(store, model).slice(0, limit),
    switchModel: async (model) => keepOnly(store, model),
    refresh: async () => {
      view = viewOf(store);
    },
    reindex: async () => {
      view = viewOf(store);
    },
    retrieve: async (request) => retrieveFrom(view, request),
    fetch: async (ids) => ids.map((id) => findWork(store, id)),
    status: async () => statusOf(store, view),
    close: async () => undefined,
  };
}

function writeOne(store: OracleStore, work: Work): WriteOutcome {
  const before = store.works.get(work.id);
  if (before !== undefined && isDeepStrictEqual(before, work)) return 'unchanged';
  store.works.set(work.id, copy(work));
  if (before === undefined) return 'created';
  // a vector belongs to a text, so a change of other facts keeps it
  if (embeddingText(before) !== embeddingText(work)) forgetVectors(store, work.id);
  return 'updated';
}

/** A work is data; what the caller does to its own object later must not reach the store. */
function copy(work: Work): Work {
  return JSON.parse(JSON.stringify(work)) as Work;
}

function removeOne(store: OracleStore, id: string): boolean {
  forgetVectors(store, id);
  return store.works.delete(id);
}

function forgetVectors(store: OracleStore, id: string): void {
  for (const ofModel of store.vectors.values()) ofModel.delete(id);
}

function acceptVector(store: OracleStore, model: ModelIdentity, { id, textHash, vector }: StoredVector): boolean {
  const work = store.works.get(id);
  // here the "hash" of a text is the text itself
  if (work === undefined || embeddingText(work) !== textHash) return false;
  store.model ??= model;
  const ofModel = vectorsOf(store, model);
  store.vectors.set(modelKey(model), ofModel.set(id, Float32Array.from(vector)));
  return true;
}

function vectorsOf(store: OracleStore, model: ModelIdentity): Map<string, Float32Array> {
  return store.vectors.get(modelKey(model)) ?? new Map();
}

function lacking(store: OracleStore, model: ModelIdentity) {
  const embedded = vectorsOf(store, model);
  const waiting = [...store.works.values()].filter((work) => !embedded.has(work.id));
  return waiting.map((work) => ({ id: work.id, textHash: embeddingText(work), text: embeddingText(work) }));
}

function keepOnly(store: OracleStore, model: ModelIdentity): void {
  store.model = model;
  for (const key of [...store.vectors.keys()]) if (key !== modelKey(model)) store.vectors.delete(key);
}

function viewOf(store: OracleStore): OracleView {
  const vectors = store.model === undefined ? new Map() : new Map(vectorsOf(store, store.model));
  return { works: [...store.works.values()], model: store.model, vectors };
}

function findWork(store: OracleStore, id: string): Work | undefined {
  const found = store.works.get(id) ?? [...store.works.values()].find((work) => externalIds(work).includes(id));
  return found && copy(found);
}

function statusOf(store: OracleStore, view: OracleView): EngineStatus {
  const { model } = store;
  return {
    engine: 'oracle',
    works: store.works.size,
    indexed: view.works.length,
    embedded: model === undefined ? 0 : vectorsOf(store, model).size,
    indexedVectors: view.vectors.size,
    ...(model === undefined ? {} : { model }),
    ready: true,
  };
}
