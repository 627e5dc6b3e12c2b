// The suite on the built-in engine, each test in a folder of its own.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBuiltinEngine } from '../../src/engine/builtin/engine.js';
import type { Engine } from '../../src/engine/engine.js';
import { createLogger } from '../../src/logger.js';
import { describeEngine } from './engine.contract.js';

const logger = createLogger('silent');

describeEngine('built-in', {
  open: async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'ideascope-contract-'));
    let current = await openAt(dataDir);
    return {
      engine: current,
      reopen: async () => {
        await current.close();
        current = await openAt(dataDir);
        return current;
      },
      close: async () => {
        await current.close();
        await rm(dataDir, { recursive: true, force: true });
      },
    };
  },
});

async function openAt(dataDir: string): Promise<Engine> {
  const engine = createBuiltinEngine({ dataDir, logger });
  await engine.prepare();
  return engine;
}
