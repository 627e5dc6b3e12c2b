// An Elasticsearch engine over indices of its own, deleted when it is closed.
import { randomUUID } from 'node:crypto';
import { Client } from '@elastic/elasticsearch';
import { createElasticsearchEngine, type ElasticsearchOptions } from '../../src/engine/elasticsearch/engine.js';
import type { Engine } from '../../src/engine/engine.js';
import { createLogger } from '../../src/logger.js';
import type { OpenedEngine } from './engine-session.js';

const logger = createLogger('silent');

export async function openElasticsearch(
  url: string,
  more: Partial<ElasticsearchOptions> = {},
): Promise<OpenedEngine & { readonly prefix: string }> {
  const prefix = `test-${randomUUID().slice(0, 13)}`;
  const open = async (): Promise<Engine> => {
    const engine = createElasticsearchEngine({ url, prefix, logger, writePatience: 5_000, ...more });
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
