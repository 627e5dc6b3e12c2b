// Batches: order, what runs at once, whose turn it is, the event loop in between, and an engine in trouble.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type ErrorCode, IdeascopeError } from '../../../src/errors.js';
import { BatchRunner } from '../../../src/search/search-batch.js';

const failing = (code: ErrorCode) => async () => {
  throw new IdeascopeError(code, `says ${code}`);
};
const codesOf = (outcomes: readonly object[]) =>
  outcomes.map((outcome) => ('error' in outcome ? (outcome.error as IdeascopeError).code : 'answered'));

describe('BatchRunner', () => {
  test('answers in order, never more at once than its width over all batches, and each search once', async () => {
    const turns = fc.array(fc.array(fc.nat(4), { maxLength: 12 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(turns, fc.integer({ min: 1, max: 3 }), async (batches, width) => {
        const runner = new BatchRunner(width);
        let running = 0;
        let most = 0;
        let begun = 0;
        const searchOf = (wait: number, place: string) => async () => {
          begun++;
          most = Math.max(most, ++running);
          for (let i = 0; i < wait; i++) await nextTurn();
          running--;
          return place;
        };
        const answers = await Promise.all(
          batches.map((waits, b) => runner.run(waits.map((wait, i) => searchOf(wait, `${b}.${i}`)))),
        );
        expect(answers).toEqual(batches.map((waits, b) => waits.map((_, i) => ({ answer: `${b}.${i}` }))));
        expect(begun).toBe(batches.flat().length);
        expect(most).toBeLessThanOrEqual(width);
        // the places of all that are done are free again
        expect(await runner.run([async () => 'next'])).toEqual([{ answer: 'next' }]);
      }),
      { numRuns: 60 },
    );
  });

  test('batches take turns: a short one does not wait for a long one', async () => {
    const runner = new BatchRunner(2);
    const done: string[] = [];
    const searches = (name: string, count: number) => Array.from({ length: count }, () => async () => done.push(name));
    await Promise.all([runner.run(searches('long', 40)), runner.run(searches('short', 4))]);
    expect(done.lastIndexOf('short')).toBeLessThan(14);
  });

  test('the event loop is free between searches that never wait', async () => {
    const runner = new BatchRunner(2);
    let turns = 0;
    let over = false;
    const count = async () => {
      for (; !over; turns++) await nextTurn();
    };
    const counting = count();
    await runner.run(Array.from({ length: 50 }, () => async () => 0));
    over = true;
    await counting;
    expect(turns).toBeGreaterThanOrEqual(25);
  });
});

describe('BatchRunner, where searches fail', () => {
  test('what is wrong with one search is its own', async () => {
    const bad = Array.from({ length: 5 }, () => failing('invalid_filter'));
    const outcomes = await new BatchRunner().run([...bad, failing('semantic_unavailable'), async () => 1]);
    expect(codesOf(outcomes)).toEqual([...Array(5).fill('invalid_filter'), 'semantic_unavailable', 'answered']);
    expect(codesOf(await new BatchRunner().run(bad))).toEqual(Array(5).fill('invalid_filter'));
  });

  test('one search that the engine could not answer in time does not stop the others', async () => {
    const outcomes = await new BatchRunner().run([failing('engine_timeout'), async () => 1, async () => 2]);
    expect(codesOf(outcomes)).toEqual(['engine_timeout', 'answered', 'answered']);
  });

  test('an engine in trouble is left in peace, and what was answered before is kept', async () => {
    let asked = 0;
    const down = () => {
      asked++;
      return failing('engine_unavailable')();
    };
    const outcomes = await new BatchRunner(1).run([async () => 1, ...Array(30).fill(down)]);
    expect(codesOf(outcomes)).toEqual(['answered', ...Array(30).fill('engine_unavailable')]);
    expect(asked).toBe(2);
  });

  test('if nothing was answered because of the engine, its error is that of the batch', async () => {
    const batch = new BatchRunner().run([failing('invalid_filter'), failing('index_not_ready')]);
    await expect(batch).rejects.toMatchObject({ code: 'index_not_ready', retryAfter: 1 });
  });
});
