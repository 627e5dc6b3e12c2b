// The library's contract on the built-in engine, each group of tests in a folder of its own.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBuiltinLibrary } from '../../src/engine/builtin/library.js';
import { type Library, partsOf } from '../../src/engine/engine.js';
import { createLogger } from '../../src/logger.js';
import { describeLibrary } from './library.contract.js';

const logger = createLogger('silent');

describeLibrary('built-in', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'ideascope-library-'));
  let current = await openAt(dataDir);
  return {
    library: current,
    reopen: async () => {
      await closeAll(current);
      current = await openAt(dataDir);
      return current;
    },
    close: async () => {
      await closeAll(current);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
});

async function openAt(dataDir: string): Promise<Library> {
  const library = createBuiltinLibrary({ dataDir, logger });
  for (const part of partsOf(library)) await part.prepare();
  return library;
}

async function closeAll(library: Library): Promise<void> {
  for (const part of partsOf(library)) await part.close();
}
