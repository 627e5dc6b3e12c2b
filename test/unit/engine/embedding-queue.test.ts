// The order in which the built-in engine hands out works without vectors: against the oracle, over random histories.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createBuiltinEngine } from '../../../src/engine/builtin/engine.js';
import type { Engine } from '../../../src/engine/engine.js';
import { createLogger } from '../../../src/logger.js';
import { createOracleEngine } from '../../support/oracle-engine.js';
import { degrees, makeModel, makeWork } from '../../support/works.js';

const WORKS = 12;
const MODELS = [makeModel(2, 'r1'), makeModel(2, 'r2')] as const;

type Step =
  | { readonly do: 'write'; readonly n: number; readonly rank: number; readonly text: number }
  | { readonly do: 'remove'; readonly n: number }
  | { readonly do: 'embed'; readonly model: number; readonly limit: number; readonly leave: number }
  | { readonly do: 'switch'; readonly model: number };

const n = fc.nat(WORKS - 1);
const model = fc.nat(MODELS.length - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('write' as const), n, rank: fc.nat(9), text: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), n }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('embed' as const), model, limit: fc.nat(6), leave: fc.nat(2) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('switch' as const), model }) },
);

async function play(engine: Engine, one: Step): Promise<void> {
  if (one.do === 'write') {
    // no two works have the same rank: the engines may break ties differently
    const publication_year = 1900 + WORKS * one.rank + one.n;
    await engine.write([makeWork({ id: `w${one.n}`, display_name: `text ${one.text}`, publication_year })]);
  } else if (one.do === 'remove') await engine.remove([`w${one.n}`]);
  else if (one.do === 'switch') await engine.switchModel(MODELS[one.model] as (typeof MODELS)[0]);
  else {
    const identity = MODELS[one.model] as (typeof MODELS)[0];
    const works = (await engine.unembedded(identity, one.limit)).slice(one.leave);
    await engine.writeVectors(
      identity,
      works.map(({ id, textHash }) => ({ id, textHash, vector: degrees(0) })),
    );
  }
}

const listed = async (engine: Engine) =>
  Promise.all(MODELS.map(async (one) => (await engine.unembedded(one, WORKS)).map(({ id, text }) => `${id} ${text}`)));

test('works without vectors come in the order of the oracle, whatever happened before', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
      const dataDir = mkdtempSync(join(tmpdir(), 'ideascope-queue-'));
      const open = async () => {
        const engine = createBuiltinEngine({ dataDir, logger: createLogger('silent') });
        await engine.prepare();
        return engine;
      };
      const oracle = createOracleEngine();
      let engine = await open();
      try {
        for (const one of steps) {
          for (const each of [engine, oracle]) await play(each, one);
          expect(await listed(engine)).toEqual(await listed(oracle));
        }
        // what a process remembers is no part of the order
        await engine.close();
        engine = await open();
        expect(await listed(engine)).toEqual(await listed(oracle));
      } finally {
        await engine.close();
        rmSync(dataDir, { recursive: true, force: true });
      }
    }),
    { numRuns: 25 },
  );
}, 60_000);
