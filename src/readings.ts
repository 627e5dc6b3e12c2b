// Numbers that parts of this process know of themselves: each says once how to read its own, and `GET /metrics` does.

/** One number, or one for each value of the label. */
export type Reading = number | Readonly<Record<string, number>>;

export interface Readable {
  /** As Prometheus has it: `ideascope_admission_waiting`; what only grows ends in `_total`. */
  readonly name: string;
  /** One sentence, for people. */
  readonly help: string;
  /** What tells the numbers of a record apart: a handful of values that the program knows, never what somebody sends. */
  readonly label: string | undefined;
  /** Called with every scrape; a property that is there is fine, a search is not. undefined: there is none now. */
  read(): Reading | undefined | Promise<Reading | undefined>;
}

const all = new Set<Readable>();

/**
 * Adds a number to the metrics: `reading('ideascope_clients_limited', 'Clients over their limit.', () => limits.size)`.
 * Several of one name, as of two pools, are added up. What fails to be read is left out.
 * @param label where `read` gives a record: what its keys are
 * @returns what takes it out again, for parts that end before the process does
 */
export function reading(name: string, help: string, read: Readable['read'], label?: string): () => void {
  const one: Readable = { name, help, read, label };
  all.add(one);
  return () => all.delete(one);
}

/** Several things that take readings out again, as one. */
export function forgetting(each: readonly (() => void)[]): () => void {
  return () => {
    for (const forget of each) forget();
  };
}

export function readings(): Iterable<Readable> {
  return all;
}

/** How often a cache had what it was asked for. */
export interface HitTally {
  hits: number;
  misses: number;
}

/** Adds a cache to the metrics. @returns where it counts */
export function tallyOf<T extends Readonly<HitTally> = HitTally>(
  cache: string,
  tally = { hits: 0, misses: 0 } as T,
): T {
  reading(
    'ideascope_cache_hits_total',
    'Times a cache had what was asked for.',
    () => ({ [cache]: tally.hits }),
    'cache',
  );
  reading('ideascope_cache_misses_total', 'Times it had not.', () => ({ [cache]: tally.misses }), 'cache');
  return tally;
}
