// The best k of many documents, in order, without sorting the rest.

/** Negative if `a` ranks before `b`; must be a total order, so that pages never overlap. */
export type Ranking = (a: number, b: number) => number;

/** The first `k` of `docs` under `ranking`, best first. A bounded heap whose root is the worst of those kept. */
export function selectTop(docs: ArrayLike<number>, k: number, ranking: Ranking): number[] {
  if (k <= 0) return [];
  if (docs.length <= k) return Array.from(docs).sort(ranking);
  const heap: number[] = [];
  for (let i = 0; i < docs.length; i++) {
    const doc = docs[i] as number;
    if (heap.length < k) {
      heap.push(doc);
      siftUp(heap, ranking);
    } else if (ranking(doc, heap[0] as number) < 0) {
      heap[0] = doc;
      siftDown(heap, ranking);
    }
  }
  return heap.sort(ranking);
}

/** Positions and scores are packed in the 53 bits of a number: 31 of the score, 20 of the position. */
const POSITIONS = 2 ** 20;

/**
 * The `k` of `docs` with the highest scores (indexed by document), best first, equal scores in the order of `ties`;
 * documents with a score of 0 or less are left out. Scores have at most 31 bits.
 */
export function selectByScore(
  docs: ArrayLike<number>,
  scores: Float32Array | Uint32Array,
  k: number,
  ties: Ranking,
): number[] {
  if (k <= 0) return [];
  const scarce = docs.length <= k;
  const heap = new Float64Array(scarce ? 1 : k);
  // in random order only k · ln(n / k) of n scores are above the k highest so far
  const candidates: number[] = [];
  for (let i = 0; i < docs.length; i++) {
    const doc = docs[i] as number;
    const score = scores[doc] as number;
    if (score <= 0 || score < (heap[0] as number)) continue;
    candidates.push(doc);
    if (!scarce && score > (heap[0] as number)) replaceLeast(heap, score);
  }
  const least = heap[0] as number;
  const above = candidates.filter((doc) => (scores[doc] as number) > least);
  const level = candidates.filter((doc) => scores[doc] === least);
  return sortByScore(above, scores, ties).concat(selectTop(level, k - above.length, ties));
}

/** Sorts bare numbers, which needs no call per comparison, then orders each run of equal scores by `ties`. */
function sortByScore(docs: number[], scores: Float32Array | Uint32Array, ties: Ranking): number[] {
  if (docs.length >= POSITIONS) {
    return docs.sort((a, b) => (scores[b] as number) - (scores[a] as number) || ties(a, b));
  }
  // the bits of floats that are not negative order as integers do
  const bits = scores instanceof Float32Array ? new Uint32Array(1) : undefined;
  const float = bits && new Float32Array(bits.buffer);
  const packed = new Float64Array(docs.length);
  for (let i = 0; i < docs.length; i++) {
    const score = scores[docs[i] as number] as number;
    if (float) float[0] = score;
    packed[i] = (bits ? (bits[0] as number) : score) * POSITIONS + (POSITIONS - 1 - i);
  }
  packed.sort();
  const sorted: number[] = [];
  for (let i = packed.length - 1; i >= 0; i--) {
    sorted.push(docs[POSITIONS - 1 - ((packed[i] as number) % POSITIONS)] as number);
  }
  return orderRuns(sorted, scores, ties);
}

function orderRuns(sorted: number[], scores: Float32Array | Uint32Array, ties: Ranking): number[] {
  let start = 0;
  for (let i = 1; i <= sorted.length; i++) {
    if (i < sorted.length && scores[sorted[i] as number] === scores[sorted[start] as number]) continue;
    if (i - start > 1) {
      const run = sorted.slice(start, i).sort(ties);
      for (let j = 0; j < run.length; j++) sorted[start + j] = run[j] as number;
    }
    start = i;
  }
  return sorted;
}

/**
 * The `k` of `docs` that are first under `ranking`, which orders by `values` (indexed by document, NaN: none) before all
 * else: `direction` says which end comes first, documents without a value come last.
 */
export function selectByValue(
  docs: ArrayLike<number>,
  values: Float32Array | Float64Array,
  direction: 'asc' | 'desc',
  k: number,
  ranking: Ranking,
): number[] {
  if (k <= 0) return [];
  if (docs.length <= k) return Array.from(docs).sort(ranking);
  const heights = heightsOf(docs, values, direction);
  const heap = new Float64Array(k).fill(-Infinity);
  const candidates: number[] = [];
  for (let i = 0; i < heights.length; i++) {
    const height = heights[i] as number;
    if (height < (heap[0] as number)) continue;
    candidates.push(i);
    if (height > (heap[0] as number)) replaceLeast(heap, height);
  }
  const least = heap[0] as number;
  const docsOf = (places: number[]) => places.map((place) => docs[place] as number);
  const above = docsOf(candidates.filter((place) => (heights[place] as number) > least));
  const level = docsOf(candidates.filter((place) => heights[place] === least));
  return above.sort(ranking).concat(selectTop(level, k - above.length, ranking));
}

/** The values turned so that the highest comes first, and none comes last. */
function heightsOf(
  docs: ArrayLike<number>,
  values: Float32Array | Float64Array,
  direction: 'asc' | 'desc',
): Float64Array {
  const heights = new Float64Array(docs.length);
  const sign = direction === 'desc' ? 1 : -1;
  for (let i = 0; i < docs.length; i++) {
    const value = values[docs[i] as number] as number;
    heights[i] = Number.isNaN(value) ? -Infinity : sign * value;
  }
  return heights;
}

/** Puts a number in the place of the least one of a min-heap. */
function replaceLeast(heap: Float64Array, value: number): void {
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && (heap[child + 1] as number) < (heap[child] as number)) child++;
    if ((heap[child] as number) >= value) break;
    heap[at] = heap[child] as number;
    at = child;
  }
  heap[at] = value;
}

function siftUp(heap: number[], ranking: Ranking): void {
  let at = heap.length - 1;
  const doc = heap[at] as number;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const above = heap[parent] as number;
    if (ranking(above, doc) >= 0) break;
    heap[at] = above;
    at = parent;
  }
  heap[at] = doc;
}

function siftDown(heap: number[], ranking: Ranking): void {
  const doc = heap[0] as number;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && ranking(heap[child + 1] as number, heap[child] as number) > 0) child++;
    if (ranking(heap[child] as number, doc) <= 0) break;
    heap[at] = heap[child] as number;
    at = child;
  }
  heap[at] = doc;
}
