// The API over the built-in engine, each engine in a folder of its own.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBuiltinEngine } from '../../src/engine/builtin/engine.js';
import { createLogger } from '../../src/logger.js';
import { fuzz } from './fuzz.js';
import { checkProperties } from './properties.js';
import { runScenarios } from './run-scenarios.js';
import type { OpenEngine } from './serve.js';
import { checkWalks } from './walk.js';

const openBuiltin: OpenEngine = async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'ideascope-scenarios-'));
  const engine = createBuiltinEngine({ dataDir, logger: createLogger('silent') });
  await engine.prepare();
  return {
    engine,
    close: async () => {
      await engine.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};

runScenarios('built-in', openBuiltin);
checkProperties('built-in', openBuiltin);
fuzz('built-in', openBuiltin);
checkWalks('built-in', openBuiltin);
