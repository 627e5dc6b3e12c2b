// The suite on its own specification: a test that the oracle fails is a wrong test.
import { createOracleEngine, createOracleStore } from '../support/oracle-engine.js';
import { describeEngine } from './engine.contract.js';

describeEngine('oracle', {
  open: async () => {
    const store = createOracleStore();
    return {
      engine: createOracleEngine(store),
      reopen: async () => createOracleEngine(store),
      close: async () => undefined,
    };
  },
});
