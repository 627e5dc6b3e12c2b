// Threads that search large indexes: one search each at a time, all over the same memory, so that the event loop stays free.
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Retrieval, RetrievalRequest } from '../engine.js';
import type { MemoryIndex } from './memory-index.js';
import { unpack } from './packed-retrieval.js';
import { openScanShare, type ScanShare } from './scan-share.js';
import type { SearchReply, SearchRequest, SearchTask } from './search-worker.js';
import { LANES } from './vector-index.js';

/** Below so many documents a search takes less time than asking another thread. */
const LEAST_DOCS = 20_000;
/** From so many vectors on a second thread takes part in comparing them, if it has nothing else to do. */
const LEAST_SHARED = 50_000;

export interface SearchPoolOptions {
  /** One per core, unless it is said otherwise; 0: everything is searched where it is asked for. */
  readonly threads?: number;
  readonly leastDocs?: number;
  readonly leastShared?: number;
}

/** The name of the kind, and the index as it is now. */
export interface SearchedIndex {
  readonly kind: string;
  readonly index: MemoryIndex<never>;
}

interface Waiting {
  readonly searched: SearchedIndex;
  readonly task: Omit<SearchTask, 'share'>;
  resolve(retrieval: Retrieval): void;
  reject(error: Error): void;
}

interface Slot {
  readonly worker: Worker;
  readonly share: ScanShare;
  /** The index and its generation that the thread has of each kind. */
  readonly views: Map<string, { readonly lineage: number; readonly generation: number }>;
  at: Waiting | undefined;
  /** The search whose comparing it takes part in: until that has read what this one has found. */
  helping: Waiting | undefined;
  /** Whether its part is over. */
  helped: boolean;
}

/** Shared by the collections of a library; ends with the last of them. */
export class SearchPool {
  private readonly threads: number;
  private readonly leastDocs: number;
  private readonly leastShared: number;
  private readonly members = new Set<string>();
  private readonly slots: Slot[] = [];
  private readonly queue: Waiting[] = [];
  private readonly underWay = new Set<Promise<unknown>>();

  constructor(options: SearchPoolOptions = {}) {
    // lane 0 is that of the thread that writes
    this.threads = Math.min(options.threads ?? availableParallelism(), LANES - 1);
    this.leastDocs = options.leastDocs ?? LEAST_DOCS;
    this.leastShared = options.leastShared ?? LEAST_SHARED;
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

  /** Whether any search is under way in another thread. */
  get isBusy(): boolean {
    return this.underWay.size > 0;
  }

  /** Resolves when all searches that are under way now have ended. */
  async drained(): Promise<void> {
    await Promise.allSettled([...this.underWay]);
  }

  /** @throws Error what the search throws; or that the thread died, which is replaced */
  retrieve(searched: SearchedIndex, request: RetrievalRequest, semanticUsed: boolean): Promise<Retrieval> {
    while (this.slots.length < this.threads) this.slots.push(this.startSlot(this.slots.length + 1));
    const answer = new Promise<Retrieval>((resolve, reject) => {
      this.queue.push({ searched, task: { type: 'retrieve', request, semanticUsed }, resolve, reject });
      this.dispatch();
    });
    this.underWay.add(answer);
    const forget = () => this.underWay.delete(answer);
    answer.then(forget, forget);
    return answer;
  }

  private dispatch(): void {
    for (const slot of this.slots) {
      if (slot.at || slot.helping) continue;
      const next = this.queue.shift();
      if (!next) return;
      slot.at = next;
      const helper = this.queue.length === 0 ? this.helperFor(slot, next) : undefined;
      if (helper) this.help(helper, next);
      this.send(slot, next.searched, helper ? { ...next.task, share: helper.share.handle } : next.task);
    }
  }

  private helperFor(slot: Slot, { searched, task }: Waiting): Slot | undefined {
    const worthwhile = task.semanticUsed && task.request.semantic && searched.index.embedded >= this.leastShared;
    return worthwhile ? this.slots.find((one) => one !== slot && !one.at && !one.helping) : undefined;
  }

  private help(helper: Slot, search: Waiting): void {
    helper.helping = search;
    helper.helped = false;
    helper.share.open(search.searched.index.docs);
    this.send(helper, search.searched, { ...search.task, type: 'help', share: helper.share.handle });
  }

  private send({ worker, views }: Slot, { kind, index }: SearchedIndex, task: SearchTask): void {
    const { lineage, generation } = index;
    const known = views.get(kind);
    const isCurrent = known?.lineage === lineage && known.generation === generation;
    if (!isCurrent) views.set(kind, { lineage, generation });
    const view = isCurrent ? undefined : index.view();
    // a thread with something to do keeps the process alive
    worker.ref();
    worker.postMessage({ kind, task, view } satisfies SearchRequest);
  }

  private startSlot(lane: number): Slot {
    const worker = new Worker(new URL('./search-worker.js', import.meta.url), { workerData: { lane } });
    const slot: Slot = {
      worker,
      share: openScanShare(),
      views: new Map(),
      at: undefined,
      helping: undefined,
      helped: false,
    };
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
    if (reply.type === 'helped') slot.helped = true;
    else {
      slot.at = undefined;
      if (reply.type === 'error') at?.reject(new Error(reply.message));
      else at?.resolve(unpack(reply.retrieval));
    }
    this.rest();
    this.dispatch();
  }

  /** Frees the helpers whose searches have ended. */
  private rest(): void {
    for (const slot of this.slots) {
      if (slot.helped && !this.slots.some(({ at }) => at === slot.helping)) slot.helping = undefined;
      if (!slot.at && !slot.helping) slot.worker.unref();
    }
  }

  /** A thread that died is replaced, unless the pool has ended. */
  private replace(slot: Slot, lane: number, cause: Error): void {
    const place = this.slots.indexOf(slot);
    slot.at?.reject(cause);
    if (place < 0) return;
    this.slots[place] = this.startSlot(lane);
    this.rest();
    this.dispatch();
  }
}
