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

/**
 * The `k` of `docs` with the highest scores (indexed by document), best first, equal scores in the order of `ties`.
 * Compares bare numbers until the k-th score is known; only the few at that score meet `ties`.
 */
export function selectByScore(
  docs: ArrayLike<number>,
  scores: Float32Array | Uint32Array,
  k: number,
  ties: Ranking,
): number[] {
  if (k <= 0) return [];
  const ranking: Ranking = (a, b) => (scores[b] as number) - (scores[a] as number) || ties(a, b);
  if (docs.length <= k) return Array.from(docs).sort(ranking);
  const least = kthHighest(docs, scores, k);
  const chosen: number[] = [];
  const level: number[] = [];
  for (let i = 0; i < docs.length; i++) {
    const doc = docs[i] as number;
    const score = scores[doc] as number;
    if (score > least) chosen.push(doc);
    else if (score === least) level.push(doc);
  }
  return chosen.sort(ranking).concat(selectTop(level, k - chosen.length, ties));
}

/** A min-heap of the k highest scores so far: in random order only k · ln(n / k) of n scores enter it. */
function kthHighest(docs: ArrayLike<number>, scores: Float32Array | Uint32Array, k: number): number {
  const heap = new Float64Array(k).fill(Number.NEGATIVE_INFINITY);
  for (let i = 0; i < docs.length; i++) {
    const score = scores[docs[i] as number] as number;
    if (score <= (heap[0] as number)) continue;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= k) break;
      if (child + 1 < k && (heap[child + 1] as number) < (heap[child] as number)) child++;
      if ((heap[child] as number) >= score) break;
      heap[at] = heap[child] as number;
      at = child;
    }
    heap[at] = score;
  }
  return heap[0] as number;
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
