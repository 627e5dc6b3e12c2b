// Runs the service until it is asked to stop: starts it, fills an empty one with the demo, keeps its vectors complete.

import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Config } from '../src/config.js';
import type { Engine } from '../src/engine/engine.js';
import type { Logger } from '../src/logger.js';
import { startService } from '../src/main.js';
import { embedBacklog } from './backlog.js';
import { importWorks } from './pipeline.js';
import { listenForStop } from './signals.js';

/** Beside dist/, whose indexer/ this file is compiled into. */
const DEMO_WORKS = fileURLToPath(new URL('../../demo/works.jsonl', import.meta.url));

/**
 * Returns after a graceful stop.
 * @param print writes to stdout
 * @throws what keeps the service from starting
 */
export async function serve(config: Config, logger: Logger, print: (text: string) => void): Promise<void> {
  const stop = listenForStop(() => logger.info('stopping'));
  try {
    const service = await startService(config, logger);
    print(`Ideascope is at ${service.url}\n`);
    print(`Try: curl '${service.url}/works?search=learning+from+few+examples'\n`);
    const background = fillWithDemo(service.engine, config, logger, stop.signal).then(() =>
      embedBacklog({ engine: service.engine, embedder: service.embedder, logger, signal: stop.signal }),
    );
    if (!stop.signal.aborted) await once(stop.signal, 'abort');
    await background;
    await service.stop();
  } finally {
    stop.release();
  }
}

async function fillWithDemo(engine: Engine, config: Config, logger: Logger, signal: AbortSignal): Promise<void> {
  try {
    if (config.demo) await importDemo(engine, DEMO_WORKS, logger, signal);
  } catch (error) {
    logger.error({ err: error }, 'importing the demo failed');
  }
}

/** Fills an empty store with the demo works, so that a first start has something to search. */
export async function importDemo(
  engine: Pick<Engine, 'write' | 'status' | 'refresh'>,
  file: string,
  logger: Logger,
  signal: AbortSignal,
): Promise<void> {
  const { works } = await engine.status();
  if (works > 0) return;
  if (!existsSync(file)) {
    logger.warn({ file }, 'the store is empty and there are no demo works to fill it with');
    return;
  }
  const { created, rejected } = await importWorks({ engine, sources: [file], format: 'auto', signal });
  await engine.refresh();
  logger.info({ created, rejected }, 'imported the demo works');
}
