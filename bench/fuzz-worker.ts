// Runs one fuzz target for `fuzz.ts`, in a thread of its own, which can be ended where an input hangs.
import { parentPort, workerData } from 'node:worker_threads';
import { TARGETS } from '../test/fuzz/all-targets.js';
import { runTarget } from '../test/fuzz/run-target.js';

export interface FuzzJob {
  readonly target: string;
  readonly seed: number;
  readonly from: number;
  readonly inputs: number;
  /** The number of the input that is being read. */
  readonly at: SharedArrayBuffer;
}

const { target, seed, from, inputs, at } = workerData as FuzzJob;
const fuzzed = TARGETS.find(({ name }) => name === target);
if (!fuzzed) throw new Error(`there is no target ${target}`);
const cell = new Int32Array(at);
await fuzzed.open?.();
const run = await runTarget(fuzzed, { seed, from, inputs, onInput: (n) => Atomics.store(cell, 0, n) });
await fuzzed.close?.();
parentPort?.postMessage(run);
