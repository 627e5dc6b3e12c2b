// Threads that search large indexes: one search each at a time, all over the same memory, so that the event loop stays free.
import { availableParallelism } from 'node:os';
import { type ResourceLimits, Worker } from 'node:worker_threads';
import { IdeascopeError } from '../../errors.js';
import { currentRequest, goneError, throwIfGone } from '../../request-scope.js';
import { Turns } from '../../turns.js';
import type { Retrieval, RetrievalRequest } from '../engine.js';
import { BITS } from './filter-bits.js';
import type { MemoryIndex } from './memory-index.js';
import { type PackedRetrieval, unpack } from './packed-retrieval.js';
import { SearchShare, type ShareHandle } from './search-share.js';
import type { SearchReply, SearchRequest, SearchTask, SearchThread } from './search-worker.js';
import { LANES } from './vector-index.js';

const WORKER = new URL('./search-worker.js', import.meta.url);
/** A search of which so many threads have died is given up. */
const MOST_DEATHS = 3;
/** Before a thread is replaced where each one dies. */
const PAUSE_MS = 1_000;
/** Below so many documents a search takes less time than asking another thread. */
const LEAST_DOCS = 20_000;
/** From so many documents on a second thread helps, if it has nothing else to do. */
const LEAST_SHARED = 50_000;
/** Searches that wait at most: far more than requests are admitted for. */
const MOST_WAITING = 1_000;

export interface SearchPoolOptions {
  /** One per core, unless it is said otherwise; 0: everything is searched where it is asked for. */
  readonly threads?: number;
  readonly leastDocs?: number;
  readonly leastShared?: number;
  /** Of each thread; one that needs more is replaced. Default: those of the process. */
  readonly limits?: ResourceLimits;
}

/** The name of the kind, and the index as it is now. */
export interface SearchedIndex {
  readonly kind: string;
  readonly index: MemoryIndex<never>;
}

/** A search, and what its threads have said. */
interface Search {
  readonly searched: SearchedIndex;
  readonly request: RetrievalRequest;
  readonly semanticUsed: boolean;
  resolve(retrieval: Retrieval): void;
  reject(error: Error): void;
  /** How many threads have still to say something. */
  awaited: number;
  /** How many threads have died of it, or while they were at it. */
  deaths: number;
  answer?: PackedRetrieval;
  /** Those that the helper has counted. */
  facets?: Retrieval['facets'];
  error?: Error;
}

interface Slot {
  readonly worker: Worker;
  readonly share: SearchShare;
  /** The index and its generation that the thread has of each kind. */
  readonly views: Map<string, { readonly lineage: number; readonly generation: number }>;
  /** The search that it answers, or helps with. */
  at: Search | undefined;
  /** Whether its thread has ended, and is still to be replaced. */
  dead: boolean;
}

/** Shared by the collections of a library; ends with the last of them. */
export class SearchPool {
  private readonly threads: number;
  private readonly leastDocs: number;
  private readonly leastShared: number;
  private readonly limits: ResourceLimits;
  /** Since when threads die without having answered anything in between. */
  private deaths = 0;
  private readonly members = new Set<string>();
  private readonly slots: Slot[] = [];
  private readonly queue = new Turns<Search>();
  private readonly underWay = new Set<Promise<unknown>>();

  constructor(options: SearchPoolOptions = {}) {
    // lane 0 is that of the thread that writes
    this.threads = Math.min(options.threads ?? availableParallelism(), LANES - 1);
    this.leastDocs = options.leastDocs ?? LEAST_DOCS;
    this.leastShared = options.leastShared ?? LEAST_SHARED;
    this.limits = options.limits ?? {};
  }

  join(kind: string): void {
    this.members.add(kind);
  }

  /** Searches that are under way end first; threads stop with the last kind. */
  async leave(kind: string): Promise<void> {
    await this.drained();
    this.members.delete(kind);
    if (this.members.size > 0) return;
    await Promise.all(this.slots.splice(0).map(({ worker }) => worker.terminate()));
  }

  /** Whether an index is large enough for threads of its own. */
  takes({ index }: SearchedIndex): boolean {
    return this.threads > 0 && index.docs >= this.leastDocs;
  }

  /** Searches that no thread has begun yet. */
  get waiting(): number {
    return this.queue.length;
  }

  /** Threads at work, and those that there are. */
  get busyThreads(): { readonly busy: number; readonly all: number } {
    return { busy: this.slots.filter(({ at }) => at).length, all: this.slots.length };
  }

  /** Whether any search is under way in another thread. */
  get isBusy(): boolean {
    return this.underWay.size > 0 || this.slots.some(({ at }) => at);
  }

  /** Resolves when all searches that are under way now have ended. */
  async drained(): Promise<void> {
    await Promise.allSettled([...this.underWay]);
  }

  /**
   * @throws IdeascopeError overloaded; client_gone if nobody waits for the answer any more before a thread begins;
   *   engine_overloaded where threads die of it
   * @throws Error what the search throws
   */
  async retrieve(searched: SearchedIndex, request: RetrievalRequest, semanticUsed: boolean): Promise<Retrieval> {
    throwIfGone();
    if (this.queue.length >= MOST_WAITING) {
      throw new IdeascopeError('overloaded', 'too many searches wait for their turn: try again in a moment');
    }
    while (this.slots.length < this.threads) this.slots.push(this.startSlot(this.slots.length + 1));
    const scope = currentRequest();
    let leave: (() => void) | undefined;
    const answer = new Promise<Retrieval>((resolve, reject) => {
      const search: Search = { searched, request, semanticUsed, resolve, reject, awaited: 1, deaths: 0 };
      leave = () => {
        // one that has begun goes on reading the index, and is under way until it ends
        if (this.queue.remove(search)) reject(goneError());
      };
      scope?.signal.addEventListener('abort', leave);
      this.queue.push(search, scope?.heavy);
      this.dispatch();
    }).finally(() => leave && scope?.signal.removeEventListener('abort', leave));
    this.underWay.add(answer);
    const forget = () => this.underWay.delete(answer);
    answer.then(forget, forget);
    return answer;
  }

  private dispatch(): void {
    for (const slot of this.slots) {
      if (slot.at || slot.dead) continue;
      const search = this.queue.shift();
      if (!search) return;
      slot.at = search;
      const helper = this.queue.length === 0 ? this.helperFor(search) : undefined;
      const share = helper?.share.open(search.searched.index.docs);
      if (helper) {
        search.awaited++;
        helper.at = search;
        this.send(helper, search, 'help', share);
      }
      this.send(slot, search, 'retrieve', share);
    }
  }

  private helperFor({ searched, request, semanticUsed }: Search): Slot | undefined {
    const sharable = (semanticUsed && request.semantic !== undefined) || request.facets.length > 1;
    if (!sharable || searched.index.docs < this.leastShared) return undefined;
    return this.slots.find(({ at, dead }) => !at && !dead);
  }

  private send({ worker, views }: Slot, search: Search, type: SearchTask['type'], share?: ShareHandle): void {
    const { searched, request, semanticUsed } = search;
    const { kind, index } = searched;
    const { lineage, generation } = index;
    const known = views.get(kind);
    const isCurrent = known?.lineage === lineage && known.generation === generation;
    if (!isCurrent) views.set(kind, { lineage, generation });
    const task = { type, request, semanticUsed, ...(share ? { share } : {}) };
    // a thread with something to do keeps the process alive
    worker.ref();
    worker.postMessage({ kind, task, view: isCurrent ? undefined : index.view() } satisfies SearchRequest);
  }

  private startSlot(lane: number): Slot {
    const workerData: SearchThread = { lane, tally: BITS.cells };
    const worker = new Worker(WORKER, { workerData, resourceLimits: this.limits });
    const slot: Slot = { worker, share: new SearchShare(), views: new Map(), at: undefined, dead: false };
    worker.unref();
    let cause = new Error('a search thread stopped');
    worker.on('message', (reply: SearchReply) => this.receive(slot, reply));
    worker.on('error', (error) => {
      cause = error;
    });
    worker.on('exit', () => this.replace(slot, lane, cause));
    return slot;
  }

  private receive(slot: Slot, reply: SearchReply): void {
    const { at } = slot;
    this.deaths = 0;
    slot.at = undefined;
    slot.worker.unref();
    if (at) {
      at.awaited--;
      if (reply.type === 'error') at.error = new Error(reply.message);
      else if (reply.type === 'helped') at.facets = reply.facets;
      else at.answer = reply.retrieval;
      settle(at);
    }
    this.dispatch();
  }

  /**
   * A thread that died is replaced, unless the pool has ended: at once, but where one dies after the other, after a pause.
   * Searches change nothing, so that the one it was at is begun again.
   */
  private replace(slot: Slot, lane: number, cause: Error): void {
    const { at } = slot;
    slot.at = undefined;
    slot.dead = true;
    const place = this.slots.indexOf(slot);
    if (place < 0) {
      at?.reject(cause);
      return;
    }
    if (at) this.beginAgain(at, cause);
    const start = () => {
      if (this.slots[place] !== slot) return;
      try {
        this.slots[place] = this.startSlot(lane);
        this.dispatch();
      } catch {
        // the system has no room for a thread now
        setTimeout(start, PAUSE_MS).unref();
      }
    };
    if (++this.deaths <= this.threads) start();
    else setTimeout(start, PAUSE_MS);
    this.dispatch();
  }

  /** As another search, so that nothing counts that a thread may still say of the first one. */
  private beginAgain({ searched, request, semanticUsed, resolve, reject, deaths }: Search, cause: Error): void {
    if (deaths + 1 < MOST_DEATHS) {
      this.queue.putBack({ searched, request, semanticUsed, resolve, reject, awaited: 1, deaths: deaths + 1 });
      return;
    }
    const error = new IdeascopeError(
      'engine_overloaded',
      `search threads end while they are at this search (${cause.message}): ask for less at once, or try again later`,
    );
    error.cause = cause;
    reject(error);
  }
}

/** Answers a search when all threads have said what they know: the helper may have counted facets. */
function settle({ request, awaited, answer, facets, error, resolve, reject }: Search): void {
  if (awaited > 0) return;
  if (error || !answer) {
    reject(error ?? new Error('a search thread gave no answer'));
    return;
  }
  const counted = request.facets.map(({ field }) => [field, answer.facets.get(field) ?? facets?.get(field)] as const);
  resolve(unpack({ ...answer, facets: new Map(counted.flatMap(([field, found]) => (found ? [[field, found]] : []))) }));
}
