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
