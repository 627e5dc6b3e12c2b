// A few rounds of `npm run bench -- faults`: killed at random points, nothing acknowledged is lost, nothing is twice, and
// the rest is what a library made from scratch has. The name has the seed: FAULTS_SEED=<seed> runs the same again.
import { expect, test } from '@jest/globals';
import { runRounds } from '../../bench/faults-rounds.js';

const ROUNDS = 5;
const RECORDS = 160;
/** About what a command takes on an idle machine. */
const USUAL_MS = 900;
const LIMIT_MS = 120_000;
const seed = Number(process.env.FAULTS_SEED ?? Math.floor(Math.random() * 2 ** 31));

test(
  `killed in ${ROUNDS} rounds (seed ${seed})`,
  async () => {
    const rounds = await runRounds({ rounds: ROUNDS, engine: 'builtin', seed, records: RECORDS, usual: USUAL_MS });
    expect(rounds.map(({ act }) => act)).toEqual(['import', 'write', 'embed', 'reindex', 'stop']);
    // each command is killed, unless it was faster than the kill
    expect(rounds.filter(({ ending }) => ending === 'killed').length).toBeGreaterThan(1);
    expect(rounds.at(-1)?.stored).toBeGreaterThan(0);
  },
  LIMIT_MS,
);
