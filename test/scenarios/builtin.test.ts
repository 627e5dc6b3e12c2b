// The API over the built-in engine, each library in a folder of its own.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBuiltinLibrary } from '../../src/engine/builtin/library.js';
import { closeLibrary, partsOf } from '../../src/engine/engine.js';
import { createLogger } from '../../src/logger.js';
import { checkAdmin } from './admin.js';
import { checkExports } from './exports.js';
import { fuzz } from './fuzz.js';
import { checkProperties } from './properties.js';
import { checkRandomPromises } from './random-promises.js';
import { runScenarios } from './run-scenarios.js';
import type { OpenLibrary } from './serve.js';
import { checkVersions } from './versions.js';
import { checkWalks } from './walk.js';

const openBuiltin: OpenLibrary = async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'ideascope-scenarios-'));
  const library = createBuiltinLibrary({ dataDir, logger: createLogger('silent') });
  for (const part of partsOf(library)) await part.prepare();
  return {
    library,
    close: async () => {
      await closeLibrary(library);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};

runScenarios('built-in', openBuiltin);
checkProperties('built-in', openBuiltin);
checkRandomPromises('built-in', openBuiltin, { collections: 1, searches: 40 });
fuzz('built-in', openBuiltin);
checkVersions('built-in', openBuiltin);
checkWalks('built-in', openBuiltin);
checkExports('built-in', openBuiltin);
checkAdmin('built-in', openBuiltin);
