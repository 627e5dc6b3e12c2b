// Whose turn it is: light ones first, heavy ones never for ever behind them.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Turns } from '../../src/turns.js';

type Step = { readonly push: boolean; readonly second: boolean };

test('each rank keeps its order, the second one waits for three of the first at most, and nothing is lost', () => {
  const steps = fc.array(fc.record({ push: fc.boolean(), second: fc.boolean() }), { maxLength: 200 });
  const check = (all: readonly Step[]) => {
    const turns = new Turns<number>();
    const left: Record<'first' | 'second', number[]> = { first: [], second: [] };
    let passedOver = 0;
    for (const [i, { push, second }] of all.entries()) {
      if (push) {
        turns.push(i, second);
        left[second ? 'second' : 'first'].push(i);
        continue;
      }
      const next = turns.shift();
      const fromSecond = next !== undefined && next === left.second[0];
      passedOver = fromSecond || left.second.length === 0 ? 0 : passedOver + 1;
      expect(passedOver).toBeLessThanOrEqual(3);
      expect(next).toBe((fromSecond ? left.second : left.first).shift());
    }
    expect(turns.length).toBe(left.first.length + left.second.length);
    expect(turns.clear()).toEqual([...left.first, ...left.second]);
  };
  fc.assert(fc.property(steps, check));
});

test('who waits no longer is taken out, and only who waits can be', () => {
  const turns = new Turns<string>();
  turns.push('a');
  turns.push('b', true);
  expect([turns.remove('b'), turns.remove('b'), turns.shift(), turns.shift()]).toEqual([true, false, 'a', undefined]);
});
