// A deterministic embedder without a model: hand-made vectors where given, else shared words mean similarity.
import { createHash } from 'node:crypto';
import { type Embedder, EmbedderError, type Purpose } from '../../src/embedding/embedder.js';

export interface FakeEmbedderOptions {
  /** Vectors by text; they are brought to unit length. */
  readonly vectors?: Readonly<Record<string, readonly number[]>>;
  /** Default: length of the given vectors, else 64. */
  readonly dimension?: number;
  readonly floor?: number;
  /** Default: 256. It reads longer texts too, but says that it does not. */
  readonly maxTokens?: number;
}

/** What the tests may look at beside the port. */
export interface FakeEmbedder extends Embedder {
  /** Every call so far: its texts and priority. */
  readonly calls: readonly { readonly texts: readonly string[]; readonly priority: Purpose }[];
}

const DEFAULT_DIMENSION = 64;
const DEFAULT_FLOOR = 0.3;
const DEFAULT_TOKENS = 256;

function unit(values: readonly number[]): Float32Array {
  const norm = Math.hypot(...values);
  return Float32Array.from(values, (value) => value / norm);
}

/** Adds each word to the place and with the sign that its hash says; a text without words points along the first axis. */
function bagOfWords(text: string, dimension: number): Float32Array {
  const sum = new Array<number>(dimension).fill(0);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    const hash = createHash('sha256').update(word).digest();
    const place = hash.readUInt32LE(0) % dimension;
    sum[place] = (sum[place] ?? 0) + ((hash[4] ?? 0) % 2 === 0 ? 1 : -1);
  }
  if (!sum.some((value) => value !== 0)) sum[0] = 1;
  return unit(sum);
}

export function createFakeEmbedder(options: FakeEmbedderOptions = {}): FakeEmbedder {
  const table = new Map(Object.entries(options.vectors ?? {}));
  const [first] = table.values();
  const dimension = options.dimension ?? first?.length ?? DEFAULT_DIMENSION;
  const calls: { texts: readonly string[]; priority: Purpose }[] = [];
  let closed = false;

  function vectorOf(text: string): Float32Array {
    const given = table.get(text);
    if (given === undefined) return bagOfWords(text, dimension);
    if (given.length !== dimension) throw new EmbedderError(`fake vector of "${text}" is not of length ${dimension}`);
    return unit(given);
  }

  return {
    identity: { name: 'fake', revision: '1', dtype: 'float32', dimension },
    similarityFloor: options.floor ?? DEFAULT_FLOOR,
    sureFloor: options.floor ?? DEFAULT_FLOOR,
    maxTokens: options.maxTokens ?? DEFAULT_TOKENS,
    calls,
    async embed(texts, priority) {
      if (closed) throw new EmbedderError('the embedder is closed');
      calls.push({ texts: [...texts], priority });
      return texts.map(vectorOf);
    },
    async close() {
      closed = true;
    },
  };
}
