// Vectors for benches: the model's, kept in bench/.cache because making them takes an hour, or made-up ones.
import { existsSync, mkdirSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { readConfig } from '../src/config.js';
import { type ModelIdentity, modelKey } from '../src/domain/model.js';
import type { Embedder } from '../src/embedding/embedder.js';
import { startEmbedder } from '../src/embedding/handle.js';
import type { Engine, SemanticQuery, StoredVector, UnembeddedWork } from '../src/engine/engine.js';
import { createLogger } from '../src/logger.js';
import type { Figures, VectorSource } from './engine.js';
import { randomNumbers } from './random.js';

export const CACHE = 'bench/.cache';
const BATCH = 256;
const DIMENSION = 384;
const SYNTHETIC: ModelIdentity = { name: 'synthetic', revision: '1', dtype: 'float32', dimension: DIMENSION };
/** Chosen so that two random vectors have a cosine of about 0.1 ± 0.09, as MiniLM gives unrelated works of one field. */
const SHARED = 0.33;
const SPREAD = 1.75;

/** Makes vectors of texts, for works and for queries. */
export interface VectorMaker {
  readonly model: ModelIdentity;
  readonly floors: Pick<SemanticQuery, 'floor' | 'sureFloor'>;
  /** The longest text that is not cut. */
  readonly maxTokens: number;
  make(works: readonly UnembeddedWork[]): Promise<Float32Array[]>;
  query(text: string): Promise<Float32Array>;
  close(): Promise<void>;
}

/** The vectors of a model, and the model itself. */
export interface ModelVectors extends VectorMaker {
  readonly embedder: Embedder;
}

export async function vectorMaker(source: Exclude<VectorSource, 'none'>): Promise<VectorMaker> {
  return source === 'synthetic' ? synthetic() : modelVectors();
}

/** @throws Error if there is no model */
export async function modelVectors(): Promise<ModelVectors> {
  return cached(await loadModel());
}

/** Gives every work of the engine a vector. */
export async function writeVectors(engine: Engine, maker: VectorMaker): Promise<Figures> {
  const started = performance.now();
  let written = 0;
  for (;;) {
    const works = await engine.unembedded(maker.model, BATCH);
    if (works.length === 0) break;
    const vectors = await maker.make(works);
    const stored = works.map(({ id, textHash }, i): StoredVector => {
      return { id, textHash, vector: vectors[i] as Float32Array };
    });
    written += await engine.writeVectors(maker.model, stored);
  }
  return { vectors: written, seconds: Math.round((performance.now() - started) / 1000), model: maker.model.name };
}

/** Normally distributed components around one common direction, in 24 clusters as topics make them. */
function synthetic(): VectorMaker {
  const normal = (random: () => number) =>
    (Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())) / Math.sqrt(DIMENSION);
  const axes = Array.from({ length: 25 }, (_, seed) => {
    const random = randomNumbers(seed + 1);
    return unit(Float32Array.from({ length: DIMENSION }, () => normal(random)));
  });
  const vectorOf = (text: string) => {
    const random = randomNumbers(hashOf(text));
    const cluster = axes[1 + Math.floor(random() * 24)] as Float32Array;
    const common = axes[0] as Float32Array;
    return unit(cluster.map((c, i) => SHARED * (common[i] as number) + SHARED * c + SPREAD * SHARED * normal(random)));
  };
  return {
    model: SYNTHETIC,
    floors: { floor: 0.45 },
    maxTokens: 256,
    make: async (works) => works.map(({ text }) => vectorOf(text)),
    query: async (text) => vectorOf(text),
    close: async () => {},
  };
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0));
  return vector.map((x) => x / length);
}

function hashOf(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  return hash;
}

async function loadModel(): Promise<Embedder> {
  const { embeddingModel: model, embeddingDtype: dtype, modelDir } = readConfig();
  const state = await startEmbedder({ model, modelDir, dtype, logger: createLogger('warn') }).settled();
  if (state.status !== 'ready') throw new Error(state.message);
  return state.embedder;
}

/** The model's vectors; those of works are appended to a file of records: hash of the text, then the components. */
function cached(embedder: Embedder): ModelVectors {
  mkdirSync(CACHE, { recursive: true });
  const { identity: model } = embedder;
  const path = `${CACHE}/${modelKey(model).replace(/[^\w.-]+/g, '_')}.vectors`;
  const known = readCache(path, model.dimension);
  const file = openSync(path, 'a');
  const make = async (works: readonly UnembeddedWork[]) => {
    const missing = works.filter(({ textHash }) => !known.has(textHash));
    const made = await embedder.embed(
      missing.map(({ text }) => text),
      'document',
    );
    made.forEach((vector, i) => {
      const { textHash } = missing[i] as UnembeddedWork;
      known.set(textHash, vector);
      writeSync(
        file,
        Buffer.concat([Buffer.from(textHash), Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength)]),
      );
    });
    return works.map(({ textHash }) => known.get(textHash) as Float32Array);
  };
  const query = async (text: string) => (await embedder.embed([text], 'query'))[0] as Float32Array;
  const { similarityFloor: floor, sureFloor, maxTokens } = embedder;
  return { embedder, model, floors: { floor, sureFloor }, maxTokens, make, query, close: () => embedder.close() };
}

function readCache(path: string, dimension: number): Map<string, Float32Array> {
  const known = new Map<string, Float32Array>();
  if (!existsSync(path)) return known;
  const hashLength = 22;
  const record = Buffer.alloc(hashLength + 4 * dimension);
  const file = openSync(path, 'r');
  for (let at = 0; at + record.length <= statSync(path).size; at += record.length) {
    readSync(file, record, 0, record.length, at);
    const components = record.buffer.slice(record.byteOffset + hashLength, record.byteOffset + record.length);
    known.set(record.toString('latin1', 0, hashLength), new Float32Array(components));
  }
  return known;
}
