// `npm run bench -- fuzz`: every parser with a great many inputs that are nearly right, on all cores but politely.
import { constants, cpus, setPriority } from 'node:os';
import { Worker } from 'node:worker_threads';
import { TARGETS } from '../test/fuzz/all-targets.js';
import { type Finding, HANG_MS, type Run } from '../test/fuzz/run-target.js';
import type { FuzzTarget } from '../test/fuzz/target.js';
import type { FuzzJob } from './fuzz-worker.js';
import { writeRun } from './runs.js';

const DEFAULT_INPUTS = 1_000_000;
const DEFAULT_SEED = 1;
/** Every target gets so many at least. */
const LEAST = 1_000;
/** An input that is not read after so long will not be. */
const DEAD_MS = 20_000;
const LOOK_MS = 1_000;
const LOADING = -1;
/** Of the heap of a thread: what needs more has no bound. */
const HEAP_MB = 768;

export interface FuzzOptions {
  readonly inputs: number;
  readonly seed: number;
  /** Those whose names begin so; undefined: all. */
  readonly target: string | undefined;
  /** One input alone, by its number. */
  readonly input: number | undefined;
}

/** undefined: not usable. */
export function fuzzOptions(values: Readonly<Record<string, unknown>>): FuzzOptions | undefined {
  const number = (name: string) => (values[name] === undefined ? undefined : Number(values[name]));
  const [inputs = DEFAULT_INPUTS, seed = DEFAULT_SEED, input] = ['inputs', 'seed', 'input'].map(number);
  const whole = [inputs, seed, input ?? 0].every((one) => Number.isSafeInteger(one) && one >= 0);
  const target = values.target as string | undefined;
  const known = target === undefined || TARGETS.some(({ name }) => name.startsWith(target));
  return whole && known ? { inputs, seed, target, input } : undefined;
}

export async function benchFuzz({ inputs, seed, target, input }: FuzzOptions): Promise<void> {
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  const targets = TARGETS.filter(({ name }) => target === undefined || name.startsWith(target));
  const jobs = jobsOf(targets, inputs, seed, input);
  const runs: Run[] = [];
  const started = performance.now();
  const next = async (): Promise<void> => {
    for (let job = jobs.shift(); job; job = jobs.shift()) {
      const run = await runJob(job);
      runs.push(run);
      process.stdout.write(`${line(run)}\n`);
      for (const finding of run.findings) process.stdout.write(`${told(finding)}\n`);
    }
  };
  await Promise.all(cpus().map(next));
  const total = runs.reduce((sum, run) => sum + run.inputs, 0);
  const findings = runs.flatMap((run) => run.findings);
  const seconds = Math.round((performance.now() - started) / 1000);
  process.stdout.write(`${total.toLocaleString('en')} inputs, ${findings.length} findings, ${seconds} s\n`);
  if (findings.length > 0) process.exitCode = 1;
  if (target === undefined && input === undefined) {
    const ofTargets = targets.map(({ name }) => summary(runs.filter((run) => run.target === name)));
    writeRun('fuzz', {
      command: `npm run bench -- fuzz --inputs ${inputs} --seed ${seed}`,
      inputs: total,
      seconds,
      findings,
      targets: ofTargets,
    });
  }
}

function jobsOf(targets: readonly FuzzTarget[], inputs: number, seed: number, input: number | undefined): FuzzJob[] {
  const at = () => new SharedArrayBuffer(4);
  if (input !== undefined) return targets.map(({ name }) => ({ target: name, seed, from: input, inputs: 1, at: at() }));
  const shares = targets.reduce((sum, { share }) => sum + share, 0);
  return targets.map(({ name, share }) => {
    return { target: name, seed, from: 0, inputs: Math.max(LEAST, Math.ceil((inputs * share) / shares)), at: at() };
  });
}

/** An input that hangs, or that fills the memory, ends its thread and is a finding; the rest of its target is left out. */
function runJob(job: FuzzJob): Promise<Run> {
  const { target, seed, from } = job;
  const started = performance.now();
  // before the first input modules are loaded, which may take its time
  const cell = new Int32Array(job.at).fill(LOADING);
  const worker = new Worker(new URL('./fuzz-worker.js', import.meta.url), {
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  return new Promise((resolve) => {
    let last = { input: LOADING, since: performance.now() };
    const broken = (problem: string) => {
      clearInterval(watch);
      const input = Atomics.load(cell, 0);
      const ms = performance.now() - started;
      const findings = [{ target, input, seed, problem, shown: '' }];
      resolve({ target, inputs: input - from, refused: 0, ms, slowestMs: ms, slowestInput: input, findings });
    };
    const watch = setInterval(() => {
      const input = Atomics.load(cell, 0);
      if (input === LOADING) return;
      if (input !== last.input) last = { input, since: performance.now() };
      else if (performance.now() - last.since > DEAD_MS) void worker.terminate().then(() => broken('it hangs'));
    }, LOOK_MS);
    worker.on('message', (run: Run) => {
      clearInterval(watch);
      resolve(run);
    });
    worker.on('error', (error) => broken(error.stack ?? error.message));
  });
}

function line({ target, inputs, refused, ms, slowestMs, slowestInput, findings }: Run): string {
  const perSecond = Math.round((1000 * inputs) / Math.max(1, ms)).toLocaleString('en');
  const share = inputs === 0 ? 0 : Math.round((100 * refused) / inputs);
  const found = findings.length === 0 ? '' : `  ${findings.length} FINDINGS`;
  const slowest = `slowest ${slowestMs.toFixed(0)} ms (input ${slowestInput})`;
  return `${target.padEnd(28)}${inputs.toLocaleString('en').padStart(9)} inputs  ${share} % refused  ${perSecond}/s  ${slowest}${found}`;
}

function told({ target, input, seed, problem, shown }: Finding): string {
  return `  npm run bench -- fuzz --target '${target}' --seed ${seed} --input ${input}\n  ${problem}\n  ${shown}`;
}

function summary(runs: readonly Run[]) {
  const [run] = runs;
  if (!run) return undefined;
  const { target, inputs, refused, slowestMs } = run;
  return { target, inputs, refused, slowestMs: Math.round(slowestMs), hang: slowestMs > HANG_MS };
}
