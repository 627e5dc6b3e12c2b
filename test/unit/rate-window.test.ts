// How fast a number grows: over the window only, losses aside, and only once there is something to measure.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RateWindow } from '../../src/rate-window.js';

function watched(window: number) {
  let time = 0;
  const rate = new RateWindow(window, () => time);
  return {
    rate,
    at: (ms: number, value: number, of?: string) => {
      time = ms;
      rate.saw(value, of);
      return rate.perSecond;
    },
  };
}

describe('RateWindow', () => {
  test('says nothing before it has seen a while', () => {
    const { rate, at } = watched(60_000);
    expect(rate.perSecond).toBeUndefined();
    expect([at(0, 5), at(1_000, 50), at(3_000, 65)]).toEqual([undefined, undefined, 20]);
  });

  test('forgets what is older than the window', () => {
    const { at } = watched(10_000);
    at(0, 0);
    expect(at(5_000, 1000)).toBe(200);
    at(15_000, 1000);
    expect(at(26_000, 1000)).toBe(0);
  });

  test('what is lost does not count, and something else is counted anew', () => {
    const { at } = watched(10_000);
    at(0, 100, 'a');
    at(1_000, 40, 'a');
    expect(at(2_000, 60, 'a')).toBe(20);
    expect(at(3_000, 5_000, 'b')).toBeUndefined();
    expect(at(4_000, 5_003, 'b')).toBe(3);
  });

  test('idle time before it grows does not make it slower', () => {
    const { at } = watched(60_000);
    for (let ms = 0; ms <= 30_000; ms += 2_000) at(ms, 0);
    at(32_000, 20);
    expect(at(34_000, 40)).toBe(10);
    expect(at(54_000, 40)).toBeCloseTo(40 / 24, 6);
  });
});

test('the pace is that of the span of the window, as counted from all samples', () => {
  const steps = fc.array(
    fc.record({ wait: fc.integer({ min: 1, max: 4_000 }), by: fc.integer({ min: -50, max: 50 }) }),
    {
      minLength: 2,
      maxLength: 40,
    },
  );
  fc.assert(
    fc.property(steps, (drawn) => {
      const { at } = watched(10_000);
      const seen = [{ time: 0, value: 0 }];
      let said = at(0, 0);
      for (const { wait, by } of drawn) {
        const last = seen.at(-1) as { time: number; value: number };
        seen.push({ time: last.time + wait, value: last.value + by });
        said = at(last.time + wait, last.value + by);
      }
      const end = seen.at(-1)?.time ?? 0;
      const before = seen.filter(({ time }) => time < end - 10_000).length;
      const all = seen.slice(Math.max(0, before - 1));
      const begun = all.findIndex(({ value }, i) => value > (all[i - 1]?.value ?? value));
      const inside = all.slice(Math.max(0, begun - 1));
      const gained = inside.reduce(
        (sum, { value }, i) => sum + Math.max(0, value - (inside[i - 1]?.value ?? value)),
        0,
      );
      const span = end - (inside[0]?.time ?? 0);
      if (span < 500) expect(said).toBeUndefined();
      else expect(said).toBeCloseTo((1000 * gained) / span, 6);
    }),
  );
});
