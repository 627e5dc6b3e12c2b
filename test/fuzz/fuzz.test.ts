// Some inputs for every parser, always the same ones; `npm run bench -- fuzz` is the long way (docs/hostile.md).
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { TARGETS } from './all-targets.js';
import { runTarget } from './run-target.js';

const SEED = 10;
/** For a share of 1. */
const INPUTS = 300;
const LEAST = 40;

test('each target has a name of its own', () => {
  const names = TARGETS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

describe.each(TARGETS)('$name', (fuzzed) => {
  beforeAll(() => fuzzed.open?.());
  afterAll(() => fuzzed.close?.());

  test(`reads ${fuzzed.reads}: whatever it is, it is taken or refused`, async () => {
    const inputs = Math.max(LEAST, Math.round(fuzzed.share * INPUTS));
    const { findings } = await runTarget(fuzzed, { seed: SEED, inputs });
    expect(findings).toEqual([]);
  });
});
