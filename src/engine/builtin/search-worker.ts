// A search thread: keeps a view of each index, which the event loop renews with the search for which it is needed.
import { parentPort, workerData } from 'node:worker_threads';
import type { Catalogue } from '../../domain/catalogue.js';
import { AUTHORS, CURATION, INSTITUTIONS, SOURCES, TOPICS } from '../../domain/entity-fields.js';
import { WORKS } from '../../domain/fields.js';
import type { RetrievalRequest } from '../engine.js';
import { FilterBits } from './filter-bits.js';
import { type IndexView, MemoryIndex } from './memory-index.js';
import { type PackedRetrieval, pack } from './packed-retrieval.js';
import { compareShared, retrieve } from './retrieve.js';
import type { ShareHandle } from './scan-share.js';

/** A search, or a part in the comparing that belongs to the same search in another thread. */
export interface SearchTask {
  readonly type: 'retrieve' | 'help';
  readonly request: RetrievalRequest;
  readonly semanticUsed: boolean;
  /** With whom the vectors are compared together. */
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
  | { readonly type: 'helped' };

interface Viewed {
  readonly index: MemoryIndex<never>;
  readonly filters: FilterBits;
}

const CATALOGUES: ReadonlyMap<string, Catalogue<never>> = new Map(
  [WORKS, AUTHORS, TOPICS, INSTITUTIONS, SOURCES, CURATION].map((one) => [one.kind, one as Catalogue<never>]),
);

const viewed = new Map<string, Viewed>();
const { lane } = workerData as { readonly lane: number };

function renewed(kind: string, view: IndexView): Viewed {
  const catalogue = CATALOGUES.get(kind);
  if (!catalogue) throw new Error(`no such kind: ${kind}`);
  const before = viewed.get(kind);
  const isSame = before?.index.lineage === view.lineage;
  const index = MemoryIndex.view(catalogue, view, { lane, ...(isSame ? { before: before.index } : {}) });
  const now = { index, filters: isSame ? before.filters : new FilterBits() };
  viewed.set(kind, now);
  return now;
}

function answer({ kind, task, view }: SearchRequest): SearchReply {
  try {
    const { index, filters } = view ? renewed(kind, view) : (viewed.get(kind) as Viewed);
    const { request, semanticUsed, share } = task;
    if (task.type === 'help') {
      if (share) compareShared(index, filters, request, share);
      return { type: 'helped' };
    }
    return { type: 'answer', retrieval: pack(retrieve(index, filters, request, semanticUsed, share)) };
  } catch (error) {
    return task.type === 'help' ? { type: 'helped' } : { type: 'error', message: (error as Error).message };
  }
}

parentPort?.on('message', (request: SearchRequest) => parentPort?.postMessage(answer(request)));
