// What the built-in engine knows of itself, for the metrics: memory, files, threads, kept filters.
import { readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { forgetting, reading, tallyOf } from '../../readings.js';
import { BITS } from './filter-bits.js';
import type { SearchPool } from './search-pool.js';

tallyOf('filter_sets', BITS);

/** What `reportEngine` reads of each collection. */
export interface Measured {
  memoryBytes(): number;
}

/** @returns what takes it all back */
export function reportEngine(dataDir: string, pool: SearchPool, parts: Readonly<Record<string, Measured>>): () => void {
  const memory = () => Object.entries(parts).map(([kind, part]) => [kind, part.memoryBytes()] as const);
  const threads = () => {
    const { busy, all } = pool.busyThreads;
    return { busy, idle: all - busy };
  };
  return forgetting([
    reading('ideascope_index_memory_bytes', 'Memory of the index.', () => Object.fromEntries(memory()), 'kind'),
    reading('ideascope_store_bytes', 'Bytes in the data folder.', () => bytesIn(dataDir), 'file'),
    reading('ideascope_disk_bytes', 'The disk that the data folder is on.', () => diskOf(dataDir), 'state'),
    reading('ideascope_search_queue', 'Searches that wait for a thread.', () => pool.waiting),
    reading('ideascope_search_threads', 'Search threads; none where the index is small.', threads, 'state'),
  ]);
}

/** Free: what this user may still write. */
async function diskOf(folder: string): Promise<Record<string, number>> {
  const { bsize, blocks, bavail } = await statfs(folder);
  return { free: bavail * bsize, all: blocks * bsize };
}

/** What lies there, by what it is for; LMDB files are as long as what has been written. */
async function bytesIn(folder: string): Promise<Record<string, number>> {
  const bytes = { store: 0, snapshot: 0 };
  for (const name of await readdir(folder)) {
    const of = name.endsWith('.lmdb') ? 'store' : name.endsWith('.snapshot') ? 'snapshot' : undefined;
    // one that is being replaced may be gone
    if (of) bytes[of] += (await stat(join(folder, name)).catch(() => undefined))?.size ?? 0;
  }
  return bytes;
}
