// Everything that the choice of floors is made from: nonsense and judged queries, each searched once without floors.
import { unrelatedCosine } from '../src/engine/engine.js';
import { mean } from './bootstrap.js';
import {
  type Candidate,
  type Cosines,
  type Floors,
  findsByMeaning,
  type Grid,
  gridOf,
  silencing,
} from './floor-choice.js';
import type { Collection } from './floor-collections.js';
import { COUNTED, KINDS, type Kind, type Nonsense, nonsense, vocabularyOf } from './floor-nonsense.js';
import { type Probe, searchOpenly } from './floor-probe.js';
import { cosinesOf, lossOf, type Measured, meanOf, rankJudged, withoutFloors } from './floor-relevance.js';
import { rounded } from './quality-outcomes.js';

export type ByKind<T> = Readonly<Record<Kind, T>>;

/** What the nonsense of one collection comes to. */
export interface NonsenseProbes {
  readonly collection: Collection;
  readonly queries: Nonsense;
  readonly probes: ByKind<readonly Probe[]>;
}

export interface Measurements {
  readonly cosines: Cosines;
  readonly grid: Grid;
  readonly nonsense: readonly NonsenseProbes[];
  /** For each floor the least sure floor that silences nonsense in the largest collection, with what both cost. */
  readonly candidates: readonly Candidate[];
  /** Without floors, if fusion counts from the mean cosine of works drawn at random. */
  readonly withoutFloors: { readonly unrelated: number; readonly means: Measured };
}

export async function measure(collections: readonly Collection[], inUse: Floors): Promise<Measurements> {
  const judged = collections.filter(({ queries }) => queries.length > 0);
  const cosines = await cosinesOf(judged);
  const grid = gridOf(cosines, inUse);
  const nonsense = await probeNonsense(collections);
  const able = silencing(grid, countedOf(largestOf(nonsense).probes));
  const unrelated = rounded(mean(cosines.random));
  const pairs = [...able.flatMap((one) => [one, withoutFloors(unrelatedCosine(one))]), withoutFloors(unrelated)];
  const byCollection: Measured[][] = [];
  for (const one of judged) {
    byCollection.push(await rankJudged(one, pairs));
    process.stderr.write(`${one.name}: judged queries ranked under ${able.length} pairs of floors, and without\n`);
  }
  const under = (pair: number) => byCollection.map((means) => means[pair] as Measured);
  const candidates = able.map((one, i) => {
    return { ...one, means: meanOf(under(2 * i)), cost: lossOf(under(2 * i), under(2 * i + 1)) };
  });
  return { cosines, grid, nonsense, candidates, withoutFloors: { unrelated, means: meanOf(under(2 * able.length)) } };
}

/** Words of others are those of judged collections; of the corpus where there is no other. */
async function probeNonsense(collections: readonly Collection[]): Promise<NonsenseProbes[]> {
  const known: { readonly collection: Collection; readonly words: readonly string[] }[] = [];
  for (const collection of collections) {
    known.push({ collection, words: await vocabularyOf(collection.deps.engine.scan()) });
  }
  const result: NonsenseProbes[] = [];
  for (const { collection, words } of known) {
    const strange = known.filter((one) => one.collection !== collection);
    const judged = strange.filter((one) => one.collection.queries.length > 0);
    const others = (judged.length > 0 ? judged : strange).flatMap((one) => one.words);
    const queries = nonsense(words, [...new Set(others)].sort());
    result.push({ collection, queries, probes: await byKind((kind) => probeAll(collection, queries[kind])) });
    process.stderr.write(`${collection.name}: nonsense asked\n`);
  }
  return result;
}

async function probeAll(collection: Collection, queries: readonly string[]): Promise<Probe[]> {
  const probes: Probe[] = [];
  for (const query of queries) {
    const open = await searchOpenly(collection, query);
    if (!open) throw new Error(`"${query}" is not searched by meaning`);
    probes.push(open.probe);
  }
  return probes;
}

/** One after the other. */
export async function byKind<T>(of: (kind: Kind) => Promise<T>): Promise<ByKind<T>> {
  const entries: [Kind, T][] = [];
  for (const kind of KINDS) entries.push([kind, await of(kind)]);
  return Object.fromEntries(entries) as Record<Kind, T>;
}

/** The nonsense that counts for the choice. */
export function countedOf<T>(of: ByKind<readonly T[]>): T[] {
  return COUNTED.flatMap((kind) => of[kind]);
}

function largestOf(nonsense: readonly NonsenseProbes[]): NonsenseProbes {
  return nonsense.reduce((a, b) => (b.collection.works > a.collection.works ? b : a));
}

/** As the service should answer. */
export function computedFinding({ probes }: NonsenseProbes, floors: Floors): ByKind<readonly boolean[]> {
  const entries = KINDS.map((kind) => [kind, probes[kind].map((probe) => findsByMeaning(probe, floors))]);
  return Object.fromEntries(entries) as Record<Kind, boolean[]>;
}
