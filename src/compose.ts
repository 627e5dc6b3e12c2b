// The only place where adapters are chosen and wired.
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Config, ConfigError } from './config.js';
import { DTYPES, type ModelIdentity } from './domain/model.js';
import type { EmbedderHandle, FollowingEmbedder } from './embedding/embedder.js';
import { followIndex } from './embedding/follow-index.js';
import { startEmbedder } from './embedding/handle.js';
import type { RerankerHandle } from './embedding/reranker.js';
import { startReranker } from './embedding/reranker-handle.js';

export { copyStore, STORE_FORMATS, storeSize } from './engine/builtin/copy-store.js';

import { createBuiltinLibrary } from './engine/builtin/library.js';
import { createElasticsearchLibrary } from './engine/elasticsearch/library.js';
import { closeLibrary, type Library, partsOf } from './engine/engine.js';
import { IdeascopeError } from './errors.js';
import type { Logger } from './logger.js';

/** A folder within DATA_DIR as long as a backup is being restored into it. */
export const RESTORING = 'restoring';

async function requireFolder(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === 'EEXIST' || code === 'ENOTDIR' ? 'there is a file in its place' : message;
    throw new ConfigError(`DATA_DIR=${dataDir} cannot be a folder: ${reason}`);
  }
  if (existsSync(join(dataDir, RESTORING))) {
    throw new ConfigError(`DATA_DIR=${dataDir} holds a restore that goes on or was cut short: run the same one again`);
  }
}

/**
 * The works, and all that belongs to them, in the engine that the configuration asks for, prepared. The indexes are
 * built by the first `refresh`.
 * @throws ConfigError if the folder for its files cannot be made, or if Elasticsearch refuses the credentials or holds
 *   an index that is not ours; a server that is merely away is waited for later
 */
export async function openLibrary(config: Config, logger: Logger): Promise<Library> {
  const { elasticsearch, dataDir } = config;
  const options = { logger: logger.child({ part: 'engine' }) };
  if (!elasticsearch) await requireFolder(dataDir);
  const library = elasticsearch
    ? createElasticsearchLibrary({ ...elasticsearch, ...options })
    : createBuiltinLibrary({ dataDir, ...options });
  try {
    for (const part of partsOf(library)) await part.prepare();
  } catch (error) {
    await closeLibrary(library);
    throw asSetting(error);
  }
  return library;
}

/** What only another setting can mend. */
function asSetting(error: unknown): unknown {
  const mends = error instanceof IdeascopeError && ['engine_refused', 'index_foreign'].includes(error.code);
  return mends ? new ConfigError((error as IdeascopeError).message) : error;
}

/** The embedder that the configuration asks for, on its way; `prefetch`: for programs that nobody asks anything. */
export function openEmbedder(config: Config, logger: Logger, prefetch = false): EmbedderHandle {
  const { embeddingModel: model, embeddingDtype: dtype, modelDir } = config;
  return startEmbedder({ model, modelDir, dtype, prefetch, logger: logger.child({ part: 'embedding' }) });
}

/** The same for a service: queries go to the model whose vectors the index has, as long as that is another one. */
export function openFollowingEmbedder(config: Config, logger: Logger): FollowingEmbedder {
  const { modelDir } = config;
  const log = logger.child({ part: 'embedding' });
  const open = ({ name, dtype }: ModelIdentity): EmbedderHandle => {
    // `int8` is the word for both of its files
    const format = DTYPES.find((one) => one === dtype && one !== 'int8');
    return startEmbedder({ model: name, modelDir, dtype: format, download: false, threads: 1, logger: log });
  };
  return followIndex({ wanted: openEmbedder(config, logger), open, logger: log });
}

/** The reranker that the configuration asks for, on its way. */
export function openReranker(config: Config, logger: Logger): RerankerHandle {
  const { rerankModel: model, modelDir } = config;
  return startReranker({ model, modelDir, logger: logger.child({ part: 'reranking' }) });
}
