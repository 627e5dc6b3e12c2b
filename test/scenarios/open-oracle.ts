// The oracle as a library for services of tests, also one whose works are read or searched otherwise.
import type { Engine } from '../../src/engine/engine.js';
import { createOracleLibrary } from '../support/oracle-engine.js';
import type { OpenLibrary } from './serve.js';

export const openOracleWith =
  (change: (works: Engine) => Partial<Engine>): OpenLibrary =>
  async () => {
    const library = createOracleLibrary();
    return {
      library: { ...library, works: { ...library.works, ...change(library.works) } },
      close: async () => undefined,
    };
  };
