// The limit on CPU time and the pause, by a clock and a machine that are simulated.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CpuThrottle, Gate } from '../../../indexer/throttle.js';

/** A machine whose only work is what is put on it; batches take `each` CPU milliseconds, spread over all cores. */
function machine(cores: number, share: number) {
  let wall = 0;
  let used = 0;
  const throttle = new CpuThrottle({
    share,
    cores,
    now: () => wall,
    cpu: () => used,
    pause: async (milliseconds) => {
      wall += milliseconds;
    },
  });
  return {
    work(cpu: number, others = 0) {
      used += cpu;
      wall += cpu / cores + others;
    },
    idle(milliseconds: number) {
      wall += milliseconds;
    },
    turn: () => throttle.turn(),
    share: () => used / (wall * cores),
    get used() {
      return used;
    },
    get wall() {
      return wall;
    },
  };
}

test('uses the share that is asked for, whatever batches cost', async () => {
  const batches = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 200, maxLength: 300 });
  const shares = fc.constantFrom(0.01, 0.1, 0.25, 0.5, 0.9);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 16 }), shares, batches, async (cores, share, costs) => {
      const simulated = machine(cores, share);
      for (const cost of costs) {
        await simulated.turn();
        simulated.work(cost);
      }
      await simulated.turn();
      expect(simulated.share()).toBeCloseTo(share, 6);
    }),
    { numRuns: 50 },
  );
});

test('does not wait while other programs hold it below its share', async () => {
  const simulated = machine(2, 0.5);
  for (let i = 0; i < 50; i++) {
    await simulated.turn();
    simulated.work(100, 200);
  }
  await simulated.turn();
  // 50 ms of work and 200 ms of others each
  expect(simulated.wall).toBe(50 * 250);
});

test('what was not used while there was nothing to do is not made up for', async () => {
  const simulated = machine(2, 0.5);
  simulated.idle(3_600_000);
  const started = simulated.wall;
  for (let i = 0; i < 1000; i++) {
    await simulated.turn();
    simulated.work(100);
  }
  await simulated.turn();
  const share = simulated.used / ((simulated.wall - started) * 2);
  expect(share).toBeGreaterThan(0.5);
  expect(share).toBeLessThan(0.52);
});

test('waiting ends with the signal', async () => {
  const throttle = new CpuThrottle({ share: 0.01, cores: 1, now: () => 0, cpu: cpuOf([0, 1e9]) });
  const stop = new AbortController();
  const turn = throttle.turn(stop.signal);
  stop.abort();
  await turn;
});

function cpuOf(readings: readonly number[]): () => number {
  const left = [...readings];
  return () => (left.length > 1 ? (left.shift() as number) : (left[0] as number));
}

test('a shut gate holds back until it is opened', async () => {
  const gate = new Gate();
  await gate.turn();
  gate.toggle();
  expect(gate.shut).toBe(true);
  let passed = false;
  const turn = gate.turn().then(() => {
    passed = true;
  });
  await new Promise(setImmediate);
  expect(passed).toBe(false);
  gate.toggle();
  await turn;
  expect(gate.shut).toBe(false);
});

test('a gate that is shut again at once lets nobody through, and a stop everybody', async () => {
  const gate = new Gate();
  const stop = new AbortController();
  gate.toggle();
  let passed = false;
  const turn = gate.turn(stop.signal).then(() => {
    passed = true;
  });
  gate.toggle();
  gate.toggle();
  await new Promise(setImmediate);
  expect(passed).toBe(false);
  stop.abort();
  await turn;
});
