// Registers tests that need Python, or one skipped test that says why there is none.
import { describe } from '@jest/globals';
import { skipLoudly } from '../skip-loudly.js';
import { openVenv } from './venv.js';

/** `await` it at the top of a test file: what a first run installs counts against no test's time limit there. */
export async function describeWithPython(name: string, register: (python: string) => void): Promise<void> {
  const venv = await openVenv();
  if ('python' in venv) describe(name, () => register(venv.python));
  else skipLoudly(name, venv.skip);
}
