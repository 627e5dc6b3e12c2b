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
import { checkStore, mayBeIncomplete } from './engine/builtin/check.js';
import { createBuiltinLibrary } from './engine/builtin/library.js';
import { lockService, type ServiceLock } from './engine/builtin/service-lock.js';
import { storeFailure } from './engine/builtin/store-failures.js';
import { createElasticsearchLibrary } from './engine/elasticsearch/library.js';
import { closeLibrary, type Library, partsOf } from './engine/engine.js';
import { IdeascopeError } from './errors.js';
import type { Logger } from './logger.js';

export { copyStore, STORE_FORMATS, storeSize } from './engine/builtin/copy-store.js';

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
 * @param afterCrash whether the store is read through first, because damage to it may have been the reason
 */
export async function openLibrary(config: Config, logger: Logger, afterCrash = false): Promise<Library> {
  const { elasticsearch, dataDir } = config;
  const options = { logger: logger.child({ part: 'engine' }) };
  if (!elasticsearch) {
    await requireFolder(dataDir);
    // reading what is not there would end the process without a word
    if (afterCrash || mayBeIncomplete(dataDir)) await requireSound(dataDir, logger);
  }
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

/** A library, and the right to be the one service that runs on it. */
export interface ServedLibrary {
  readonly library: Library;
  /** Closes all parts, and lets another service have them. */
  close(): Promise<void>;
}

/**
 * As `openLibrary`, for a service: only one runs on a folder, and after a crash the store is read through first, because
 * damage to it may have been the reason. Commands may run beside it; an Elasticsearch cluster takes any number of services.
 * @throws ConfigError also if another service has the folder; IdeascopeError storage_failed if the store is damaged
 */
export async function openServedLibrary(config: Config, logger: Logger): Promise<ServedLibrary> {
  if (config.elasticsearch) {
    const library = await openLibrary(config, logger);
    return { library, close: () => closeLibrary(library) };
  }
  const { dataDir } = config;
  await requireFolder(dataDir);
  const lock = await lockFolder(dataDir, logger);
  try {
    const library = await openLibrary(config, logger, lock.afterCrash);
    return { library, close: () => closeLibrary(library).finally(() => lock.release()) };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function lockFolder(dataDir: string, logger: Logger): Promise<ServiceLock> {
  let other = '?';
  const by = (pid: string) => {
    other = pid;
  };
  try {
    const lock = await lockService(dataDir, by);
    if (lock) return lock;
  } catch (error) {
    const known = await storeFailure(error, dataDir);
    if (known instanceof IdeascopeError && known.code === 'storage_read_only') throw asSetting(known);
    // a disk without room, or a file system without sockets, must not keep a service from answering
    logger.warn({ err: error, dataDir }, 'nothing keeps another service from using the same DATA_DIR');
    return { afterCrash: false, release: async () => undefined };
  }
  const whose = other === '?' ? '' : ` (process ${other})`;
  throw new ConfigError(
    `DATA_DIR=${dataDir} is used by another service${whose}: stop it, or give this one a folder of its own`,
  );
}

async function requireSound(dataDir: string, logger: Logger): Promise<void> {
  logger.info({ dataDir }, 'the store may be damaged: it is read through first');
  const [first, ...others] = await checkStore(dataDir);
  if (!first) return;
  const more = others.length > 0 ? `, and ${others.length} more` : '';
  throw new IdeascopeError(
    'storage_failed',
    `${first.file} is damaged: ${first.reason}${more}: put a copy in its place, or remove it to begin anew (docs/faults.md)`,
  );
}

/** What is damaged in the files of the configured store; undefined: Elasticsearch keeps its own. */
export async function checkFiles({ elasticsearch, dataDir }: Config, signal?: AbortSignal) {
  return elasticsearch ? undefined : checkStore(dataDir, signal);
}

/** What only another setting can mend. */
function asSetting(error: unknown): unknown {
  const codes = ['engine_refused', 'index_foreign', 'storage_read_only'];
  const mends = error instanceof IdeascopeError && codes.includes(error.code);
  return mends ? new ConfigError((error as IdeascopeError).message) : error;
}

/**
 * The embedder that the configuration asks for, on its way; `prefetch`: for programs that nobody asks anything; `again`:
 * for those that run on while it fails.
 */
export function openEmbedder(config: Config, logger: Logger, { prefetch = false, again = false } = {}): EmbedderHandle {
  const { embeddingModel: model, embeddingDtype: dtype, modelDir } = config;
  return startEmbedder({ model, modelDir, dtype, prefetch, again, logger: logger.child({ part: 'embedding' }) });
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
  return followIndex({ wanted: openEmbedder(config, logger, { again: true }), open, logger: log });
}

/** The reranker that the configuration asks for, on its way. */
export function openReranker(config: Config, logger: Logger): RerankerHandle {
  const { rerankModel: model, modelDir } = config;
  return startReranker({ model, modelDir, logger: logger.child({ part: 'reranking' }) });
}
