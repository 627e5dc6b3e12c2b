// The API over the oracle engine: the scenarios are right if the specification as code keeps them.
import { createOracleEngine } from '../support/oracle-engine.js';
import { fuzz } from './fuzz.js';
import { checkProperties } from './properties.js';
import { runScenarios } from './run-scenarios.js';
import type { OpenEngine } from './serve.js';
import { checkWalks } from './walk.js';

const openOracle: OpenEngine = async () => {
  const engine = createOracleEngine();
  await engine.prepare();
  return { engine, close: () => engine.close() };
};

runScenarios('oracle', openOracle);
checkProperties('oracle', openOracle);
fuzz('oracle', openOracle);
checkWalks('oracle', openOracle);
