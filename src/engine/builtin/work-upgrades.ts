// What a store of works lacks that an earlier version wrote: added when it is opened, once, within one transaction.
import type { Database } from 'lmdb';
import { embeddingRank } from '../../domain/embedding-rank.js';
import { isListed, type Work } from '../../domain/work.js';
import { embeddingText } from '../../text/embedding-text.js';
import { READING } from '../../text/tex.js';
import { hashOf } from '../hash.js';
import type { EmbeddingQueue } from './embedding-queue.js';
import type { Entry } from './records.js';
import type { VectorStore } from './vector-store.js';

/** Raised when `versionKeys` changes: those in the store are then made anew. */
const KEYS = 2;
/** The same for `embeddingRank`. */
const QUEUE = 1;

/** The databases of a store, and its works, unlisted records included. */
export interface WorkStoreParts {
  readonly meta: Database<unknown, string>;
  readonly entries: Database<Entry, string>;
  readonly queue: EmbeddingQueue;
  readonly vectors: VectorStore;
  readonly embeddings: Database<string, number>;
  readonly keys: Database<string, string>;
  readonly setKeys: (work: Work) => void;
  readonly works: () => Iterable<Work>;
}

export function completeWorks(parts: WorkStoreParts): void {
  completeKeys(parts);
  completeQueue(parts);
  completeTexts(parts);
}

/** A store that was filled before works had versions has no keys. They join when everything is derived anew. */
function completeKeys({ meta, keys, setKeys, works }: WorkStoreParts): void {
  if (meta.get('version-keys') === KEYS) return;
  keys.clearSync();
  for (const work of works()) setKeys(work);
  meta.put('version-keys', KEYS);
}

/** A store that was filled before works had an order has no queue. */
function completeQueue({ meta, entries, queue, works }: WorkStoreParts): void {
  if (meta.get('embedding-queue') === QUEUE) return;
  queue.clear();
  for (const work of works()) {
    const entry = entries.get(work.id);
    if (!entry || !isListed(work)) continue;
    const now = { ...entry, rank: embeddingRank(work) };
    entries.put(work.id, now);
    queue.move(work.id, undefined, now);
  }
  meta.put('embedding-queue', QUEUE);
}

/**
 * What was embedded before TeX was read as it is now lacks a vector again, and waits for one as if it had been written
 * anew; texts without TeX, which are nearly all, keep theirs.
 */
function completeTexts({ meta, entries, queue, vectors, embeddings, works }: WorkStoreParts): void {
  if (meta.get('reading') === READING) return;
  for (const work of works()) {
    const entry = entries.get(work.id);
    const text = hashOf(embeddingText(work));
    if (entry?.text === undefined || entry.text === text) continue;
    vectors.forget(work.id);
    if (entry.embedded > 0) embeddings.remove(entry.embedded);
    const now = { ...entry, text, embedded: 0 };
    entries.put(work.id, now);
    queue.move(work.id, entry, now);
  }
  meta.put('reading', READING);
}
