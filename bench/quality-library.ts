// Scratch libraries for judged collections, on either engine: filled, embedded, and gone afterwards.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deriveAll } from '../indexer/derive.js';
import { openLibrary } from '../src/compose.js';
import { type Config, readConfig } from '../src/config.js';
import type { Work } from '../src/domain/work.js';
import { type Connection, connect } from '../src/engine/elasticsearch/client.js';
import { closeLibrary, type Engine, type Library, refreshLibrary } from '../src/engine/engine.js';
import { createLogger } from '../src/logger.js';
import { startNode } from '../test/support/elasticsearch-node/node.js';

const BATCH = 500;
const MERGE_MS = 600_000;

export const ENGINES = ['builtin', 'elasticsearch'] as const;
export type EngineName = (typeof ENGINES)[number];

/** Where scratch libraries are opened, one at a time. */
export interface Place {
  /** A library with these works, visible to searches; `embed`, if given, makes their vectors before. */
  open(works: readonly Work[], embed?: (engine: Engine) => Promise<unknown>): Promise<Scratch>;
  close(): Promise<void>;
}

export interface Scratch {
  readonly library: Library;
  /** Closes the library and removes what it has stored. */
  remove(): Promise<void>;
}

/** On Elasticsearch: `ELASTICSEARCH_URL`, or else a node that runs until `close`. */
export async function openPlace(engine: EngineName): Promise<Place> {
  if (engine === 'builtin') {
    const open: Place['open'] = (works, embed) =>
      openBuiltin({ ...readConfig(), elasticsearch: undefined }, works, embed);
    return { open, close: async () => {} };
  }
  const { elasticsearch } = readConfig();
  const node = elasticsearch ? undefined : await startNode();
  const connection: Connection = elasticsearch ?? { url: node?.url ?? '' };
  return {
    open: (works, embed) => openElasticsearch(connection, works, embed),
    close: async () => {
      await node?.dispose();
    },
  };
}

async function openBuiltin(
  config: Config,
  works: readonly Work[],
  embed?: Parameters<Place['open']>[1],
): Promise<Scratch> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ideascope-quality-'));
  const library = await openLibrary({ ...config, dataDir }, createLogger('warn'));
  const remove = async () => {
    await closeLibrary(library);
    rmSync(dataDir, { recursive: true, force: true });
  };
  return filled({ library, remove }, works, embed);
}

/** Merged into one segment: until then what is overwritten (each work, by its vector) counts in the rarity of words. */
async function openElasticsearch(
  connection: Connection,
  works: readonly Work[],
  embed?: Parameters<Place['open']>[1],
): Promise<Scratch> {
  const prefix = `quality-${randomUUID().slice(0, 13)}`;
  const elasticsearch = { url: connection.url, apiKey: connection.apiKey, prefix };
  const client = connect(connection);
  const library = await openLibrary({ ...readConfig(), elasticsearch }, createLogger('warn'));
  const remove = async () => {
    await closeLibrary(library);
    const names = Object.keys(await client.indices.get({ index: `${prefix}-*`, features: ['aliases'] }));
    if (names.length > 0) await client.indices.delete({ index: names });
    await client.close();
  };
  const scratch = await filled({ library, remove }, works, embed);
  await client.indices.forcemerge({ index: `${prefix}-works`, max_num_segments: 1 }, { requestTimeout: MERGE_MS });
  await client.indices.refresh({ index: `${prefix}-works` });
  return scratch;
}

async function filled(
  scratch: Scratch,
  works: readonly Work[],
  embed?: Parameters<Place['open']>[1],
): Promise<Scratch> {
  const { library } = scratch;
  try {
    for (let at = 0; at < works.length; at += BATCH) await library.works.write(works.slice(at, at + BATCH));
    await embed?.(library.works);
    await library.works.refresh();
    await deriveAll(library);
    await refreshLibrary(library);
    return scratch;
  } catch (error) {
    await scratch.remove();
    throw error;
  }
}
