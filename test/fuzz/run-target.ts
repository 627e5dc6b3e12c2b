// Runs a target over numbered inputs, and says what it found: broken promises, what was slow, what grew.
import { inspect } from 'node:util';
import { cpuMs } from './cpu-time.js';
import { Random, seedOf } from './random.js';
import type { FuzzTarget } from './target.js';

/** Milliseconds of a processor that no input may take. */
export const HANG_MS = 1_000;
/** What is compiled or collected meanwhile makes anything slow: what is slow each time is slow. */
const ATTEMPTS = 3;
const MOST_FINDINGS = 5;
const SHOWN = 300;

export interface Finding {
  readonly target: string;
  /** The number of the input: with target and seed it makes the input again. */
  readonly input: number;
  readonly seed: number;
  readonly problem: string;
  /** The beginning of the input. */
  readonly shown: string;
}

export interface Run {
  readonly target: string;
  readonly inputs: number;
  readonly refused: number;
  /** All in all. */
  readonly ms: number;
  readonly slowestMs: number;
  readonly slowestInput: number;
  readonly findings: readonly Finding[];
}

export interface RunOptions {
  readonly seed: number;
  readonly from?: number;
  readonly inputs: number;
  /** Before each input, so that somebody else can tell at which one it hangs. */
  readonly onInput?: (n: number) => void;
}

/** @param fuzzed opened already */
export async function runTarget(fuzzed: FuzzTarget, { seed, from = 0, inputs, onInput }: RunOptions): Promise<Run> {
  const findings: Finding[] = [];
  let refused = 0;
  let slowest = { ms: 0, input: from };
  const started = performance.now();
  for (let n = from; n < from + inputs && findings.length < MOST_FINDINGS; n++) {
    onInput?.(n);
    const { problem, outcome, ms } = await runInput(fuzzed, seed, n);
    if (outcome === 'refused') refused++;
    if (ms > slowest.ms) slowest = { ms, input: n };
    if (problem !== undefined)
      findings.push({ target: fuzzed.name, input: n, seed, problem, shown: shown(fuzzed, seed, n) });
  }
  const ms = performance.now() - started;
  return { target: fuzzed.name, inputs, refused, ms, slowestMs: slowest.ms, slowestInput: slowest.input, findings };
}

interface Ran {
  readonly outcome?: 'taken' | 'refused';
  readonly problem?: string;
  readonly ms: number;
}

async function runInput(fuzzed: FuzzTarget, seed: number, n: number): Promise<Ran> {
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const input = inputOf(fuzzed, seed, n);
    // the clock costs nothing; what it finds slow is held against the processor
    const now = attempt === 0 ? () => performance.now() : cpuMs;
    const started = now();
    try {
      const running = fuzzed.run(input);
      const outcome = running instanceof Promise ? await running : running;
      least = Math.min(least, now() - started);
      const polluted = pollution();
      if (polluted !== undefined) return { problem: polluted, ms: least };
      if (least <= HANG_MS) return { outcome, ms: least };
    } catch (error) {
      const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return { problem: problem.slice(0, 1_500), ms: now() - started };
    }
  }
  return { problem: `takes ${Math.round(least)} ms`, ms: least };
}

export function inputOf(fuzzed: FuzzTarget, seed: number, n: number): unknown {
  return fuzzed.make(new Random(seedOf(fuzzed.name, seed, n)));
}

function shown(fuzzed: FuzzTarget, seed: number, n: number): string {
  const input = inputOf(fuzzed, seed, n);
  const text = inspect(readable(input), { depth: 6, breakLength: Number.POSITIVE_INFINITY, maxStringLength: SHOWN });
  return text.slice(0, SHOWN);
}

/** Bytes as a text. */
function readable(input: unknown): unknown {
  if (Buffer.isBuffer(input)) return input.toString('latin1');
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input;
  return Object.fromEntries(Object.entries(input).map(([name, part]) => [name, readable(part)]));
}

const SHARED = [Object.prototype, Array.prototype, String.prototype, Function.prototype] as const;
const OWN = SHARED.map((one) => Reflect.ownKeys(one).length);

/** What all objects share, and no input may add to. */
function pollution(): string | undefined {
  const changed = SHARED.find((one, i) => Reflect.ownKeys(one).length !== OWN[i]);
  return changed && `a shared prototype was changed: ${Reflect.ownKeys(changed).map(String).join(', ')}`;
}
