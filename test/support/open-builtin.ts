// A prepared built-in library in a folder of its own, which goes when it is closed.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBuiltinLibrary } from '../../src/engine/builtin/library.js';
import { closeLibrary, partsOf } from '../../src/engine/engine.js';
import { createLogger } from '../../src/logger.js';

export async function openBuiltinLibrary() {
  const dataDir = await mkdtemp(join(tmpdir(), 'ideascope-builtin-'));
  const library = createBuiltinLibrary({ dataDir, logger: createLogger('silent') });
  for (const part of partsOf(library)) await part.prepare();
  return {
    library,
    close: async () => {
      await closeLibrary(library);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
