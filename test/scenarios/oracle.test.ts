// The API over the oracle library: the scenarios are right if the specification as code keeps them.
import { closeLibrary } from '../../src/engine/engine.js';
import { createOracleLibrary } from '../support/oracle-engine.js';
import { checkAdmin } from './admin.js';
import { checkExports } from './exports.js';
import { fuzz } from './fuzz.js';
import { checkProperties } from './properties.js';
import { checkRandomPromises } from './random-promises.js';
import { runScenarios } from './run-scenarios.js';
import type { OpenLibrary } from './serve.js';
import { checkVersions } from './versions.js';
import { checkWalks } from './walk.js';

const openOracle: OpenLibrary = async () => {
  const library = createOracleLibrary();
  return { library, close: () => closeLibrary(library) };
};

runScenarios('oracle', openOracle);
checkProperties('oracle', openOracle);
checkRandomPromises('oracle', openOracle, { collections: 1, searches: 15 });
fuzz('oracle', openOracle);
checkVersions('oracle', openOracle);
checkWalks('oracle', openOracle);
checkExports('oracle', openOracle);
checkAdmin('oracle', openOracle);
