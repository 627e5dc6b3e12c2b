// The only place where adapters are chosen and wired.
import type { Config } from './config.js';
import type { EmbedderHandle } from './embedding/embedder.js';
import { startEmbedder } from './embedding/handle.js';
import { createBuiltinEngine } from './engine/builtin/engine.js';
import type { Engine } from './engine/engine.js';
import type { Logger } from './logger.js';

/** The engine that the configuration asks for, prepared. Its index is built by the first `refresh`. */
export async function openEngine(config: Config, logger: Logger): Promise<Engine> {
  const engine = createBuiltinEngine({ dataDir: config.dataDir, logger: logger.child({ part: 'engine' }) });
  await engine.prepare();
  return engine;
}

/** The embedder that the configuration asks for, on its way. */
export function openEmbedder(config: Config, logger: Logger): EmbedderHandle {
  const { embeddingModel: model, modelDir } = config;
  return startEmbedder({ model, modelDir, logger: logger.child({ part: 'embedding' }) });
}
