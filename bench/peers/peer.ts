// What every system of the peers bench does: take in the same works, and answer the same questions.

/** A work as all systems are fed with it; absent facts are null, and lists empty. */
export interface PeerDocument {
  readonly id: string;
  readonly title: string;
  readonly abstract: string;
  readonly authors: readonly string[];
  readonly venue: string | null;
  readonly year: number | null;
  readonly type: string;
  readonly topics: readonly string[];
}

/** Counted with every question, ten values each. */
export const FACETS = ['year', 'type', 'venue'] as const;
export type FacetName = (typeof FACETS)[number];
export const FACET_SIZE = 10;
/** Works on the page. */
export const PAGE = 25;
/** Neighbours that a hybrid question adds where a system asks for the k nearest. */
export const NEIGHBOURS = 100;
/** Of reciprocal rank fusion (Cormack, Clarke & Büttcher, 2009), where a system's documentation fuses so. */
export const RRF_K = 60;

/**
 * `any`: by the system's usual rule for a bag of words, best first. `all`: works with all of the words. `phrase`: works
 * with the words side by side. `hybrid`: words and vectors together.
 */
export interface PeerQuestion {
  readonly kind: string;
  readonly match: 'any' | 'all' | 'phrase' | 'hybrid';
  readonly text: string;
  /** First and last year; only works of these. */
  readonly years?: readonly [number, number];
  /** Of the text; only with `hybrid`. */
  readonly vector?: Float32Array;
}

export interface PeerAnswer {
  /** Ids of the first page, best first, read together with title, authors, venue and year as a page shows them. */
  readonly ids: readonly string[];
  /** How many works match, by the system's own rule. */
  readonly total: number;
  /** The most frequent values of each facet with their counts. */
  readonly facets: Readonly<Record<FacetName, readonly FacetCount[]>>;
}

export type FacetCount = readonly [value: string | number, count: number];

/** Works in batches, with their vectors one after the other; no vectors where the collection has none. */
export type Batch = { readonly documents: readonly PeerDocument[]; readonly vectors: Float32Array | undefined };

/** What is to be indexed. */
export interface PeerCorpus {
  /** A name of small letters, digits and underscores, which no other collection of the run has. */
  readonly name: string;
  readonly works: number;
  /** Of the vectors; undefined without. */
  readonly dimension: number | undefined;
  batches(): AsyncIterable<Batch>;
  /** Where the works lie as Ideascope stores them, in the same order. */
  readonly folder: string;
}

/** A running server that the command started. */
export interface PeerServer {
  readonly url: string;
  /** Its processes, for measuring their memory. */
  pids(): Promise<readonly number[]>;
  dispose(): Promise<void>;
}

/** A system in a process of its own. */
export interface Peer {
  /** Takes in all works, and does all that makes questions fast; afterwards `ask` works. */
  index(corpus: PeerCorpus): Promise<void>;
  /** Opens what another process has indexed. Absent: the system lives in the memory of one process. */
  open?(corpus: PeerCorpus): Promise<void>;
  ask(question: PeerQuestion): Promise<PeerAnswer>;
  /** What the system keeps on disk, in bytes; undefined where it cannot be written. */
  bytes(): Promise<number | undefined>;
  close(): Promise<void>;
}

export interface PeerOptions {
  /** For files; empty at first. */
  readonly folder: string;
  /** Of the server, where there is one. */
  readonly url: string;
}

/** How one system is had. */
export interface PeerModule {
  readonly create: (options: PeerOptions) => Promise<Peer>;
  /** Started by the command before, where the system is a server; ended after. */
  readonly serve?: () => Promise<PeerServer>;
}

/** The most frequent first, then by value; at most `FACET_SIZE`. */
export function topCounts(counts: ReadonlyMap<string | number, number>): FacetCount[] {
  const sorted = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return sorted.slice(0, FACET_SIZE);
}

/** Counts of all facets over documents, where a system leaves counting to its user. */
export function countFacets(
  documents: Iterable<Pick<PeerDocument, FacetName>>,
): Readonly<Record<FacetName, FacetCount[]>> {
  const maps = { year: new Map<number, number>(), type: new Map<string, number>(), venue: new Map<string, number>() };
  const add = <T>(counts: Map<T, number>, value: T | null) => {
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  };
  for (const { year, type, venue } of documents) {
    add(maps.year, year);
    add(maps.type, type);
    add(maps.venue, venue);
  }
  return { year: topCounts(maps.year), type: topCounts(maps.type), venue: topCounts(maps.venue) };
}

/** Whether a document is of the years that a question asks for. */
export function inYears({ years }: PeerQuestion, year: number | null): boolean {
  return years === undefined || (year !== null && year >= years[0] && year <= years[1]);
}

/** Reciprocal rank fusion of ranked lists; best first. */
export function fuseRanks<T>(lists: readonly (readonly T[])[]): T[] {
  const scores = new Map<T, number>();
  for (const list of lists) {
    for (const [rank, one] of list.entries()) scores.set(one, (scores.get(one) ?? 0) + 1 / (RRF_K + rank + 1));
  }
  return [...scores].sort(([, a], [, b]) => b - a).map(([one]) => one);
}
