// A search thread: keeps a view of each index, which the event loop renews with the search for which it is needed.
import { parentPort, workerData } from 'node:worker_threads';
import type { Catalogue } from '../../domain/catalogue.js';
import { AUTHORS, CURATION, INSTITUTIONS, SOURCES, TOPICS } from '../../domain/entity-fields.js';
import { WORKS } from '../../domain/fields.js';
import { goBehindEventLoop } from '../../thread-priority.js';
import type { Retrieval, RetrievalRequest } from '../engine.js';
import { BitsTally, FilterBits } from './filter-bits.js';
import { type IndexView, MemoryIndex } from './memory-index.js';
import { type PackedRetrieval, pack } from './packed-retrieval.js';
import { helpRetrieve, retrieve } from './retrieve.js';
import { announce, type ShareHandle } from './search-share.js';

/** What a thread is started with: its own lane, and where it counts what its filters had already. */
export interface SearchThread {
  readonly lane: number;
  readonly tally: BitsTally['cells'];
}

/** A search, or a part in the same search in another thread. */
export interface SearchTask {
  readonly type: 'retrieve' | 'help';
  readonly request: RetrievalRequest;
  readonly semanticUsed: boolean;
  /** What the two threads of a search share. */
  readonly share?: ShareHandle;
}

export interface SearchRequest {
  readonly kind: string;
  readonly task: SearchTask;
  /** Absent: the one that the thread has is that of now. */
  readonly view: IndexView | undefined;
}

export type SearchReply =
  | { readonly type: 'answer'; readonly retrieval: PackedRetrieval }
  | { readonly type: 'error'; readonly message: string }
  | { readonly type: 'helped'; readonly facets: Retrieval['facets'] };

interface Viewed {
  readonly index: MemoryIndex<never>;
  readonly filters: FilterBits;
}

const CATALOGUES: ReadonlyMap<string, Catalogue<never>> = new Map(
  [WORKS, AUTHORS, TOPICS, INSTITUTIONS, SOURCES, CURATION].map((one) => [one.kind, one as Catalogue<never>]),
);

const viewed = new Map<string, Viewed>();
const { lane, tally } = workerData as SearchThread;
const bits = new BitsTally(tally);

function renewed(kind: string, view: IndexView): Viewed {
  const catalogue = CATALOGUES.get(kind);
  if (!catalogue) throw new Error(`no such kind: ${kind}`);
  const before = viewed.get(kind);
  const isSame = before?.index.lineage === view.lineage;
  const index = MemoryIndex.view(catalogue, view, { lane, ...(isSame ? { before: before.index } : {}) });
  const now = { index, filters: isSame ? before.filters : new FilterBits(bits) };
  viewed.set(kind, now);
  return now;
}

function answer({ kind, task, view }: SearchRequest): SearchReply {
  const { request, semanticUsed, share } = task;
  try {
    const { index, filters } = view ? renewed(kind, view) : (viewed.get(kind) as Viewed);
    if (task.type === 'help' && share) {
      return { type: 'helped', facets: helpRetrieve(index, filters, request, semanticUsed, share) };
    }
    return { type: 'answer', retrieval: pack(retrieve(index, filters, request, semanticUsed, share)) };
  } catch (error) {
    return { type: 'error', message: (error as Error).message };
  } finally {
    if (share && task.type === 'retrieve') announce(share, undefined);
  }
}

goBehindEventLoop();
parentPort?.on('message', (request: SearchRequest) => parentPort?.postMessage(answer(request)));
