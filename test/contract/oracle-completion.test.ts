// The worked cases of completion on the oracle itself: what engines are compared with is what the treaty says.
import { describe } from '@jest/globals';
import { createOracleLibrary } from '../support/oracle-engine.js';
import { describeCompletion } from './completion.js';

describe('completion contract: oracle', () => {
  describeCompletion({ library: createOracleLibrary(), reopen: async () => undefined });
});
