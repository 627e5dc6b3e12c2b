// Gives works without topics those that are likely for them, marked as suggested, or takes suggested ones away again.
import { setImmediate } from 'node:timers/promises';
import type { Filter } from '../src/domain/query.js';
import type { Assignment, Engine } from '../src/engine/engine.js';
import type { LibraryDeps } from '../src/search/deps.js';
import { topicsForWork, topicsProgress } from '../src/search/topics-for-work.js';

/** Works that are asked for at once, between two refreshes. */
const ROUND = 500;

/** Works that are stored at once: this is what the death of the process can cost. */
const BATCH = 50;

const WAITING: Filter = { type: 'not', filter: { type: 'exists', field: 'topics_origin' } };
const LOOKED_AT: Filter = { type: 'values', field: 'topics_origin', values: ['suggested', 'none'] };

export interface SuggestReport {
  /** Works that were looked at. */
  readonly looked: number;
  /** Those of them that got topics. */
  readonly suggested: number;
  /** Whether works may be left over, because of `signal` or `limit`. */
  readonly stopped: boolean;
}

export interface SuggestRequest {
  readonly deps: LibraryDeps;
  /** When aborted, what was found so far is still stored. */
  readonly signal?: AbortSignal;
  /** Stop after about so many works. */
  readonly limit?: number;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Looks at the works without topics that were not looked at before. Each is stored with what was found, be it nothing,
 * so that no work is looked at twice; whatever interrupts a run, the next one goes on. As long as no work has topics of
 * its source, there is nothing to suggest, and nothing is looked at. The index must be ready.
 */
export async function suggestMissing(request: SuggestRequest): Promise<SuggestReport> {
  const { deps, signal, limit = Number.POSITIVE_INFINITY, onProgress } = request;
  const { works } = deps.library;
  const { source, waiting } = await topicsProgress(works);
  let [looked, suggested] = [0, 0];
  const stopped = () => signal?.aborted === true || looked >= limit;
  if (source === 0 || waiting === 0) return { looked, suggested, stopped: false };
  await overWorks(works, WAITING, stopped, async (ids) => {
    const found = await findTopics(deps, ids, signal);
    looked += found.length;
    suggested += found.filter(({ topics }) => (topics?.topics.length ?? 0) > 0).length;
    onProgress?.(looked, waiting);
    return found;
  });
  return { looked, suggested, stopped: stopped() };
}

async function findTopics(deps: LibraryDeps, ids: readonly string[], signal?: AbortSignal): Promise<Assignment[]> {
  const found: Assignment[] = [];
  for (const work of await deps.library.works.fetch(ids)) {
    if (signal?.aborted) break;
    if (work) found.push({ id: work.id, topics: await topicsForWork(deps, work) });
    // others have their turn between two works
    await setImmediate();
  }
  return found;
}

/** Takes away what was suggested, and forgets which works were looked at. Returns how many works that changed. */
export async function removeSuggested(works: Engine, signal?: AbortSignal): Promise<number> {
  let removed = 0;
  const stopped = () => signal?.aborted === true;
  await overWorks(works, LOOKED_AT, stopped, async (ids) => {
    removed += ids.length;
    return ids.map((id) => ({ id, topics: null }));
  });
  return removed;
}

/** Assigns to all works of a filter what lets them leave it, until there are none; a round that changes nothing is the last. */
async function overWorks(
  works: Engine,
  filter: Filter,
  stopped: () => boolean,
  find: (ids: readonly string[]) => Promise<readonly Assignment[]>,
): Promise<void> {
  const order = { by: [], offset: 0, limit: ROUND };
  for (let changed = 1; changed > 0 && !stopped(); ) {
    changed = 0;
    const { sorted } = await works.retrieve({ filter, lexical: false, window: 0, order, facets: [] });
    for (let at = 0; at < sorted.length && !stopped(); at += BATCH) {
      changed += await works.assign(await find(sorted.slice(at, at + BATCH)));
    }
    await works.refresh();
  }
}
