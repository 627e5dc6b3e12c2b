// Runs the service until it is asked to stop: starts it, fills an empty one with the demo, keeps entities and vectors true.

import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Config } from '../src/config.js';
import type { Engine, Library } from '../src/engine/engine.js';
import { mayPass } from '../src/errors.js';
import { FailureLog } from '../src/failure-log.js';
import type { Logger } from '../src/logger.js';
import { startService } from '../src/main.js';
import { WatchedService } from '../src/watched-service.js';
import { embedBacklog } from './backlog.js';
import { createCurator } from './curate.js';
import { deriveBacklog } from './derive-backlog.js';
import { importWorks } from './pipeline.js';
import { listenForPause, listenForStop } from './signals.js';
import { suggestBacklog } from './suggest-backlog.js';
import { Gate } from './throttle.js';
import { createWorkWriter } from './write-works.js';

/** How long what is being written may still take when the service stops; an engine that is away keeps nobody longer. */
const GRACE_MS = 5_000;
/**
 * After so long the process ends, whatever is still to be closed: what was acknowledged is stored, and a snapshot that is
 * half written is none. Whoever asked for the stop would otherwise kill it soon (after 10 seconds, commonly).
 */
const STOP_MS = 9_000;
/** How often an engine that is away is asked again. */
const WAIT_MS = 1_000;

/** Beside dist/, whose indexer/ this file is compiled into. */
const DEMO_WORKS = fileURLToPath(new URL('../../demo/works.jsonl', import.meta.url));

/**
 * Returns after a graceful stop.
 * @param print writes to stdout
 * @throws what keeps the service from starting
 */
export async function serve(config: Config, logger: Logger, print: (text: string) => void): Promise<void> {
  const stop = listenForStop(() => logger.info('stopping'));
  const gate = new Gate();
  const release = listenForPause(() => {
    gate.toggle();
    logger.info(gate.shut ? 'embedding pauses until the next SIGUSR2' : 'embedding goes on');
  });
  try {
    const watch = new WatchedService({ maxCpu: config.embedMaxCpu, paused: () => gate.shut });
    const writersOf = (library: Library) => ({
      curator: createCurator(library),
      workWriter: createWorkWriter(library.works, stop.signal),
    });
    const service = await startService(config, logger, writersOf, watch);
    print(`Ideascope is at ${service.url}\n`);
    print(`Try: curl '${service.url}/works?search=learning+from+few+examples'\n`);
    const { library, embedder } = service;
    const { signal } = stop;
    const deps = { engine: library.works, library, embedder, logger };
    const embedding = { engine: library.works, embedder: embedder.wanted, following: embedder, logger, signal };
    if (config.embedMaxCpu === 0) logger.info('EMBED_MAX_CPU=0: missing vectors are not computed');
    const background = fillWithDemo(library.works, config, logger, signal).then(() =>
      Promise.all([
        deriveBacklog({ library, logger, signal }),
        embedBacklog({ ...embedding, failures: library.journal.failures, watch, maxCpu: config.embedMaxCpu, gate }),
        ...(config.suggestTopics ? [suggestBacklog({ deps, signal })] : []),
      ]),
    );
    if (!stop.signal.aborted) await once(stop.signal, 'abort');
    service.announceStop();
    await sleep(config.drainWait * 1000);
    const late = endLater(logger);
    try {
      await service.stop(Promise.race([background, sleep(GRACE_MS, undefined, { ref: false })]));
      await background;
    } finally {
      clearTimeout(late);
    }
  } finally {
    release();
    stop.release();
  }
}

function endLater(logger: Logger): NodeJS.Timeout {
  const end = () => {
    logger.warn({ ms: STOP_MS }, 'stopped without waiting any longer; the next start may have to build an index anew');
    process.exit(0);
  };
  return setTimeout(end, STOP_MS);
}

async function fillWithDemo(engine: Engine, config: Config, logger: Logger, signal: AbortSignal): Promise<void> {
  if (!config.demo) return;
  const log = new FailureLog(logger, 'importing the demo');
  let begun = false;
  while (!signal.aborted) {
    try {
      begun ||= (await engine.status()).works === 0;
      // what a failure cuts short is gone on with, although the store is not empty any more
      if (begun) await importDemo(engine, DEMO_WORKS, logger, signal);
      return log.succeeded();
    } catch (error) {
      log.failed(error);
      if (!mayPass(error)) return;
      await sleep(WAIT_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** So that a first start has something to search. */
async function importDemo(engine: Engine, file: string, logger: Logger, signal: AbortSignal): Promise<void> {
  if (!existsSync(file)) {
    logger.warn({ file }, 'the store is empty and there are no demo works to fill it with');
    return;
  }
  const { created, rejected } = await importWorks({ engine, sources: [file], format: 'auto', signal });
  await engine.refresh();
  logger.info({ created, rejected }, 'imported the demo works');
}
