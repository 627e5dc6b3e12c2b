// A lane by itself: how many run, who is next, who is refused, who leaves, and files that rest.
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Lane } from '../../../../src/api/admission/lane.js';

const STAYS = new AbortController().signal;
const LIMITS = { atOnce: 2, queue: 5, patience: 10_000, congested: 10_000 };

const outcomeOf = (entering: Promise<void>): Promise<string> =>
  entering.then(
    () => 'in',
    (error: { code: string }) => error.code,
  );

describe('Lane', () => {
  test('lets as many in as there are places, then in the order of coming, and refuses who finds no place to wait', async () => {
    const lane = new Lane('searches', LIMITS);
    const order: number[] = [];
    const all = Array.from({ length: 9 }, async (_, i) => {
      const outcome = await outcomeOf(lane.enter(STAYS));
      if (outcome === 'in') order.push(i);
      return outcome;
    });
    await sleep(0);
    expect(order).toEqual([0, 1]);
    expect(lane.state).toMatchObject({ running: 2, waiting: 5, shed: 2 });
    for (let i = 0; i < 5; i++) lane.leave();
    expect(await Promise.all(all)).toEqual([...Array(7).fill('in'), 'overloaded', 'overloaded']);
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(lane.state).toMatchObject({ running: 2, waiting: 0, admitted: 7 });
  });

  test('a queue that does not get empty is cut to as many as run, those who came last being refused', async () => {
    const lane = new Lane('searches', { ...LIMITS, congested: 20 });
    const all = Array.from({ length: 7 }, () => outcomeOf(lane.enter(STAYS)));
    expect(lane.isShut).toBe(true);
    await sleep(40);
    expect(lane.isShut).toBe(true);
    expect(lane.state).toMatchObject({ running: 2, waiting: 2, shed: 3 });
    for (let i = 0; i < 2; i++) lane.leave();
    expect(await Promise.all(all)).toEqual(['in', 'in', 'in', 'in', 'overloaded', 'overloaded', 'overloaded']);
    // a gap is not the end; when nobody has been refused for a while, the queue may hold a burst again
    expect([outcomeOf(lane.enter(STAYS)), outcomeOf(lane.enter(STAYS))]).toHaveLength(2);
    expect(lane.isShut).toBe(true);
    lane.leave();
    lane.leave();
    await sleep(100);
    const burst = Array.from({ length: 5 }, () => outcomeOf(lane.enter(STAYS)));
    expect(lane.state.waiting).toBe(5);
    for (let i = 0; i < 5; i++) lane.leave();
    expect(new Set(await Promise.all(burst))).toEqual(new Set(['in']));
  });

  test('nobody waits longer than the patience, or for a client that is gone', async () => {
    const lane = new Lane('searches', { ...LIMITS, atOnce: 1, patience: 20 });
    await lane.enter(STAYS);
    const gone = new AbortController();
    const [left, late] = [outcomeOf(lane.enter(gone.signal)), outcomeOf(lane.enter(STAYS))];
    gone.abort();
    expect(await Promise.all([left, late, outcomeOf(lane.enter(gone.signal))])).toEqual([
      'client_gone',
      'overloaded',
      'client_gone',
    ]);
    lane.leave();
    expect(lane.state).toMatchObject({ running: 0, waiting: 0, shed: 1, left: 2 });
  });
});

describe('places', () => {
  test('of files are given away while they rest, in turns with who begins', async () => {
    const lane = new Lane('files', { ...LIMITS, atOnce: 1 });
    const order: string[] = [];
    await lane.enter(STAYS);
    lane.openFile();
    lane.leave();
    await lane.enter(STAYS);
    const all = [
      lane.goOn(STAYS).then(() => order.push('file')),
      lane.enter(STAYS).then(() => order.push('a')),
      lane.goOn(STAYS).then(() => order.push('file again')),
      lane.enter(STAYS).then(() => order.push('b')),
    ];
    for (let i = 0; i < 4; i++) lane.leave();
    await Promise.all(all);
    expect(order).toEqual(['file', 'a', 'file again', 'b']);
    expect(lane.state).toMatchObject({ running: 1, files: 1 });
    for (let i = 0; i < 4; i++) lane.openFile();
    expect(() => lane.openFile()).toThrow(expect.objectContaining({ code: 'overloaded' }));
  });
});

describe('a lane', () => {
  test('whatever comes and goes, never more run than may, and every place comes back', async () => {
    const event = fc.constantFrom('enter', 'leave', 'abort', 'rest', 'goOn');
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 60 }), async (events) => {
        const lane = new Lane('requests', LIMITS);
        const working = new Set<AbortController>();
        const resting = new Set<AbortController>();
        const all: Promise<unknown>[] = [];
        const arrive = (begin: (signal: AbortSignal) => Promise<void>, one = new AbortController()) => {
          all.push(
            begin(one.signal).then(
              () => working.add(one),
              () => undefined,
            ),
          );
          waiting.push(one);
        };
        const waiting: AbortController[] = [];
        for (const what of events) {
          const [worker] = working;
          const [rester] = resting;
          if (what === 'enter') arrive((signal) => lane.enter(signal));
          if (what === 'abort') waiting.pop()?.abort();
          if (what === 'goOn' && rester && resting.delete(rester)) arrive((signal) => lane.goOn(signal));
          if ((what === 'leave' || what === 'rest') && worker && working.delete(worker)) {
            lane.leave();
            if (what === 'rest') resting.add(worker);
          }
          await sleep(0);
          expect(working.size).toBe(lane.state.running);
          expect(lane.state.running).toBeLessThanOrEqual(LIMITS.atOnce);
          if (lane.state.running < LIMITS.atOnce) expect(lane.state.waiting).toBe(0);
        }
        while (lane.state.running > 0) {
          for (const one of [...working]) if (working.delete(one)) lane.leave();
          await sleep(0);
        }
        await Promise.all(all);
        expect(lane.state).toMatchObject({ running: 0, waiting: 0 });
      }),
      { numRuns: 50, seed: 7 },
    );
  });
});
