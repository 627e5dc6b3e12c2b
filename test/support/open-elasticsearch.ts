// Elasticsearch engines and libraries over indices of their own, deleted when they are closed.
import { randomUUID } from 'node:crypto';
import { Client } from '@elastic/elasticsearch';
import { createElasticsearchEngine, type ElasticsearchOptions } from '../../src/engine/elasticsearch/engine.js';
import { createElasticsearchLibrary } from '../../src/engine/elasticsearch/library.js';
import { closeLibrary, type Engine, type Library, partsOf } from '../../src/engine/engine.js';
import { createLogger } from '../../src/logger.js';
import type { OpenedEngine } from './engine-session.js';

const PATIENCE = { logger: createLogger('silent'), writePatience: 5_000 };
const newPrefix = () => `test-${randomUUID().slice(0, 13)}`;

export async function openElasticsearch(
  url: string,
  more: Partial<ElasticsearchOptions> = {},
): Promise<OpenedEngine & { readonly prefix: string }> {
  const prefix = newPrefix();
  const open = async (): Promise<Engine> => {
    const engine = createElasticsearchEngine({ url, prefix, ...PATIENCE, ...more });
    await engine.prepare();
    return engine;
  };
  let current = await open();
  return {
    prefix,
    lingeringStatistics: true,
    engine: current,
    reopen: async () => {
      await current.close();
      current = await open();
      return current;
    },
    close: async () => {
      await current.close();
      await deleteIndices(url, prefix);
    },
  };
}

/** A prepared library over fresh indices. */
export async function openElasticsearchLibrary(url: string) {
  const prefix = newPrefix();
  const open = async (): Promise<Library> => {
    const library = createElasticsearchLibrary({ url, prefix, ...PATIENCE });
    await Promise.all(partsOf(library).map((part) => part.prepare()));
    return library;
  };
  let current = await open();
  return {
    prefix,
    library: current,
    reopen: async () => {
      await closeLibrary(current);
      current = await open();
      return current;
    },
    close: async () => {
      await closeLibrary(current);
      await deleteIndices(url, prefix);
    },
  };
}

/** Deletes everything of a prefix; names are resolved first, because nodes may refuse wildcards here. */
export async function deleteIndices(url: string, prefix: string): Promise<void> {
  const client = new Client({ node: url });
  try {
    const found = Object.keys(await client.indices.get({ index: `${prefix}-*`, features: ['aliases'] }));
    if (found.length > 0) await client.indices.delete({ index: found });
  } finally {
    await client.close();
  }
}
