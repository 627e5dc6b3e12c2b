// The several interests of a person: own works grouped by meaning, newest weighing more.
import { compareText } from '../domain/order.js';
import type { Work } from '../domain/work.js';
import type { LibraryDeps } from './deps.js';
import { cosine } from './near-duplicates.js';

/** A group of own works that are near each other. */
export interface Interest {
  /** Unit length. */
  readonly vector: Float32Array;
  /** Share of all interests, 0 to 1; they sum up to 1. */
  readonly weight: number;
  /** Ids, nearest to the vector first. */
  readonly works: readonly string[];
}

/** A work as it is grouped; `weight` is above 0. */
export interface Point {
  readonly id: string;
  readonly vector: Float32Array;
  readonly weight: number;
}

export const MOST_INTERESTS = 5;

/** Comparing all pairs of more works takes too long for an answer; the newest speak. */
const MOST_WORKS = 100;

/** Years after which a work counts half. */
const HALF_LIFE = 5;

/** Mean cosine from which on two groups are one interest, while no model says from where on texts are of one subject. */
const SAME_SUBJECT = 0.35;

/**
 * The interests that works show, weightiest first; works without a vector show none. The newest hundred count, each half
 * as much per five years that it is older than the newest one.
 */
export async function interestsOf(deps: LibraryDeps, works: readonly Work[]): Promise<readonly Interest[]> {
  const newest = [...works].sort((a, b) => yearOf(b) - yearOf(a) || compareText(a.id, b.id)).slice(0, MOST_WORKS);
  const vectors = await deps.library.works.vectors(newest.map(({ id }) => id));
  const latest = newest[0] ? yearOf(newest[0]) : 0;
  const points = newest.flatMap((work, i): Point[] => {
    const vector = vectors[i];
    return vector ? [{ id: work.id, vector, weight: recency(work, latest) }] : [];
  });
  const state = deps.embedder.state();
  return groupByMeaning(points, state.status === 'ready' ? state.embedder.similarityFloor : SAME_SUBJECT);
}

/** 0 for works of no known year: they count as old. */
function yearOf(work: Work): number {
  return work.publication_year ?? 0;
}

const OLDEST = 20;

function recency(work: Work, latest: number): number {
  return 0.5 ** (Math.min(OLDEST, latest - yearOf(work)) / HALF_LIFE);
}

/**
 * Groups unit vectors: average linkage (Sokal and Michener 1958) merges groups while the mean cosine between two of them
 * is at least `same`; the heaviest five of these are then the start of spherical k-means (Dhillon and Modha, "Concept
 * decompositions for large sparse text data using clustering", 2001), which moves every work to the nearest centre until
 * none moves. So the data say how many groups there are. Independent of the order of the input.
 */
export function groupByMeaning(points: readonly Point[], same: number): Interest[] {
  if (points.length === 0) return [];
  const ordered = [...points].sort((a, b) => compareText(a.id, b.id));
  const groups = linked(ordered, same).sort((a, b) => weightOf(b) - weightOf(a) || compareText(idOf(a), idOf(b)));
  const settled = settle(ordered, groups.slice(0, MOST_INTERESTS).map(centreOf));
  const total = weightOf(ordered);
  const interests = settled.map(({ centre, members }) => ({
    vector: centre,
    weight: weightOf(members) / total,
    works: [...members]
      .sort((a, b) => cosine(b.vector, centre) - cosine(a.vector, centre) || compareText(a.id, b.id))
      .map(({ id }) => id),
  }));
  return interests.sort((a, b) => b.weight - a.weight || compareText(a.works[0] ?? '', b.works[0] ?? ''));
}

const idOf = (group: readonly Point[]) => group[0]?.id ?? '';

function weightOf(points: readonly Point[]): number {
  return points.reduce((sum, { weight }) => sum + weight, 0);
}

/** The direction of the weighted sum; of vectors that cancel out, the first one's. */
function centreOf(points: readonly Point[]): Float32Array {
  const first = points[0]?.vector ?? new Float32Array(0);
  const sum = new Float64Array(first.length);
  for (const { vector, weight } of points) {
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + weight * (vector[i] as number);
  }
  const length = Math.hypot(...sum);
  return length > 0 ? Float32Array.from(sum, (x) => x / length) : first;
}

/** Average linkage by the Lance–Williams rule over the sums of cosines between groups; O(n²) per merge at most. */
function linked(points: readonly Point[], same: number): Point[][] {
  const groups: Point[][] = points.map((point) => [point]);
  const sums = points.map(() => new Float64Array(points.length));
  for (let a = 0; a < points.length; a++) {
    for (let b = 0; b < a; b++) {
      const near = cosine((points[a] as Point).vector, (points[b] as Point).vector);
      (sums[a] as Float64Array)[b] = near;
      (sums[b] as Float64Array)[a] = near;
    }
  }
  for (;;) {
    const pair = nearest(groups, sums, same);
    if (!pair) return groups.filter((group) => group.length > 0);
    const [a, b] = pair;
    (groups[a] as Point[]).push(...(groups[b] as Point[]));
    groups[b] = [];
    for (let i = 0; i < points.length; i++) {
      const sum = (sums[a] as Float64Array)[i] as number;
      (sums[a] as Float64Array)[i] = sum + ((sums[b] as Float64Array)[i] as number);
      (sums[i] as Float64Array)[a] = (sums[a] as Float64Array)[i] as number;
    }
  }
}

/** The two groups with the highest mean cosine, if it is high enough; of equal ones the first. */
function nearest(groups: readonly Point[][], sums: readonly Float64Array[], same: number) {
  let best = same;
  let found: readonly [number, number] | undefined;
  for (let a = 0; a < groups.length; a++) {
    const size = (groups[a] as Point[]).length;
    if (size === 0) continue;
    const row = sums[a] as Float64Array;
    for (let b = a + 1; b < groups.length; b++) {
      const other = (groups[b] as Point[]).length;
      if (other === 0) continue;
      const mean = (row[b] as number) / (size * other);
      if (mean > best || (mean === best && !found)) {
        best = mean;
        found = [a, b];
      }
    }
  }
  return found;
}

interface Group {
  readonly centre: Float32Array;
  readonly members: readonly Point[];
}

/** The sum of weighted cosines grows with each step, so that they end; a rounding error must not keep them going. */
const MOST_STEPS = 50;

/** Lloyd's steps until no work moves. Groups that no work is nearest to go. */
function settle(points: readonly Point[], start: readonly Float32Array[]): Group[] {
  let groups = assign(points, start);
  for (let step = 0; step < MOST_STEPS; step++) {
    const next = assign(
      points,
      groups.map(({ members }) => centreOf(members)),
    );
    const same = next.length === groups.length && next.every(({ members }, i) => alike(members, groups[i]?.members));
    groups = next;
    if (same) break;
  }
  return groups;
}

function assign(points: readonly Point[], centres: readonly Float32Array[]): Group[] {
  const groups = centres.map((centre) => ({ centre, members: [] as Point[] }));
  for (const point of points) groups[nearestOf(point.vector, centres)]?.members.push(point);
  return groups.filter(({ members }) => members.length > 0);
}

function alike(a: readonly Point[], b: readonly Point[] | undefined): boolean {
  return a.length === b?.length && a.every((point, i) => point === b[i]);
}

function nearestOf(vector: Float32Array, centres: readonly Float32Array[]): number {
  let best = 0;
  let most = Number.NEGATIVE_INFINITY;
  centres.forEach((centre, i) => {
    const near = cosine(vector, centre);
    if (near > most) [best, most] = [i, near];
  });
  return best;
}
