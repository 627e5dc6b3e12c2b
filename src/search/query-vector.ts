// The vector of a query: of a text beyond the model's window, a mean of its passages.
import type { Embedder } from '../embedding/embedder.js';
import { estimateTokens, passagesOf } from '../text/passages.js';
import { withoutTex } from '../text/tex.js';

/**
 * The share of the window that passages fill, as tokens are estimated: it leaves room for the special tokens, and for
 * texts that have more tokens than they look. Shorter passages find less (bench/README.md).
 */
const FILLED = 0.9;

/**
 * A text begins with what it is about: the first passage counts as three of its length. A pasted abstract is found as well
 * as by its beginning alone, which is what the model reads of the abstracts in the collection; in a page of notes it is
 * one voice of many. Between 2 and 4 the figures do not differ.
 */
const FIRST = 3;

/** More passages than 20,000 characters of prose have: in other scripts they may be 100, of which some speak for all. */
const MOST_PASSAGES = 32;

/** Passages that wait for the model at a time: as many as it has workers at most, so that short queries get between. */
const AT_ONCE = 4;

/**
 * The unit vector of a text, its TeX read as that of works is: the model's own if it fits the window, else the mean of its passages' vectors by length,
 * the first one counting threefold. Equal texts have equal vectors.
 * @throws EmbedderError
 */
export async function queryVector(embedder: Embedder, text: string): Promise<Float32Array> {
  const passages = passagesFor(withoutTex(text), embedder.maxTokens);
  const vectors = await embedEach(embedder, passages);
  const [first] = vectors;
  if (passages.length === 1) return first as Float32Array;
  return meanOf(
    vectors,
    passages.map((passage, i) => (i === 0 ? FIRST : 1) * estimateTokens(passage)),
  );
}

/** What is embedded of a text, for a model with a window of `maxTokens`. */
export function passagesFor(text: string, maxTokens: number): string[] {
  const passages = passagesOf(text, Math.max(1, Math.floor(FILLED * maxTokens)));
  if (passages.length <= MOST_PASSAGES) return passages;
  const step = passages.length / MOST_PASSAGES;
  return Array.from({ length: MOST_PASSAGES }, (_, i) => passages[Math.floor(i * step)] as string);
}

async function embedEach(embedder: Embedder, passages: readonly string[]): Promise<Float32Array[]> {
  const vectors: Float32Array[] = [];
  const numbered = passages.entries();
  const lane = async () => {
    for (const [i, passage] of numbered) [vectors[i]] = (await embedder.embed([passage], 'query')) as [Float32Array];
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, passages.length) }, lane));
  return vectors;
}

/** The weighted mean of unit vectors, brought to unit length; the first one where they cancel each other out. */
function meanOf(vectors: readonly Float32Array[], weights: readonly number[]): Float32Array {
  const [first] = vectors as [Float32Array];
  // 64 bits: the sum must not depend on how numbers are rounded on the way
  const sum = new Float64Array(first.length);
  for (const [i, vector] of vectors.entries()) {
    for (let k = 0; k < sum.length; k++) sum[k] = (sum[k] as number) + (weights[i] as number) * (vector[k] as number);
  }
  const length = Math.hypot(...sum);
  return length > 0 ? Float32Array.from(sum, (value) => value / length) : first;
}
