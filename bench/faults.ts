// `npm run bench -- faults`: kills processes at random points, round after round, and says what was found after each.
import { ACTS } from './faults-acts.js';
import { type Round, type RoundsOptions, runRounds } from './faults-rounds.js';
import { writeRun } from './runs.js';

const ROUNDS = 200;
const SEED = 1;
const ENGINES = ['builtin', 'elasticsearch'] as const;

interface Options {
  readonly rounds?: string | undefined;
  readonly engine?: string | undefined;
  readonly seed?: string | undefined;
}

/** undefined: what was given makes no sense. */
export function faultsOptions({ rounds, engine, seed }: Options): RoundsOptions | undefined {
  const count = rounds === undefined ? ROUNDS : Number(rounds);
  const start = seed === undefined ? SEED : Number(seed);
  const chosen = ENGINES.find((one) => one === (engine ?? 'builtin'));
  if (!Number.isInteger(count) || count < 1 || !Number.isInteger(start) || chosen === undefined) return undefined;
  return { rounds: count, seed: start, engine: chosen };
}

function summaryOf(rounds: readonly Round[]) {
  const sum = (count: (round: Round) => number) => rounds.reduce((total, round) => total + count(round), 0);
  return {
    rounds: rounds.length,
    killed: sum(({ ending }) => Number(ending === 'killed')),
    nodeKilled: sum(({ nodeKilled }) => Number(nodeKilled)),
    'writes under way that were there': sum(({ kept }) => kept),
    'writes under way that were not': sum(({ dropped }) => dropped),
    'rounds that left marks': sum(({ marked }) => Number(marked > 0)),
    'rounds that left works without a vector': sum(({ unembedded }) => Number(unembedded > 0)),
    'rounds that left half a snapshot': sum(({ partialSnapshots }) => Number(partialSnapshots > 0)),
  };
}

/** Ends with an error after the first round whose invariants do not hold. */
export async function benchFaults(options: RoundsOptions): Promise<void> {
  const began = performance.now();
  let count = 0;
  const onRound = (round: Round) => {
    process.stdout.write(`${++count}/${options.rounds} ${JSON.stringify(round)}\n`);
  };
  const rounds = await runRounds({ ...options, onRound });
  const acts = ACTS.map((act) => [act, summaryOf(rounds.filter((round) => round.act === act))] as const);
  const { engine, seed } = options;
  writeRun(`faults-${engine}`, {
    engine,
    seed,
    seconds: Math.round((performance.now() - began) / 1000),
    violations: 0,
    all: summaryOf(rounds),
    ...Object.fromEntries(acts),
  });
}
