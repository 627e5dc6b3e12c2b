// The suite on the built-in engine, each test in a folder of its own, all searched by threads as large indexes are; what
// small ones do is tested with the API.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { createBuiltinEngine } from '../../src/engine/builtin/engine.js';
import { SearchPool } from '../../src/engine/builtin/search-pool.js';
import type { Engine } from '../../src/engine/engine.js';
import { createLogger } from '../../src/logger.js';
import { describeEngine } from './engine.contract.js';

const logger = createLogger('silent');
/** Two threads search each index, however small, and compare vectors together. */
const pool = new SearchPool({ threads: 2, leastDocs: 0, leastShared: 0 });
// the threads stay for the next engine
pool.join('all tests');
afterAll(() => pool.leave('all tests'));

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
  const engine = createBuiltinEngine({ dataDir, logger, pool });
  await engine.prepare();
  return engine;
}
