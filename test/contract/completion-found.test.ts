// How soon an invented name is among the first five completions while it is typed, with and without a typo.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomNumbers } from '../../bench/random.js';
import { mistyped, type Shares, sharesFound, type Target } from '../../bench/typing.js';
import type { Author } from '../../src/domain/entities.js';
import { AUTHORS } from '../../src/domain/entity-fields.js';
import { ALL } from '../../src/domain/query.js';
import { createBuiltinCollection } from '../../src/engine/builtin/collection.js';
import type { Collection } from '../../src/engine/engine.js';
import { createLogger } from '../../src/logger.js';
import { makeAuthor } from '../support/entities.js';

const PEOPLE = 4000;
const TYPED = 250;
const SYLLABLES =
  'ba be bo ca da den do el fa fer gan ha hol in ja ka ko la len li ma mi mo na ni or pa ra ri ro sa sen so ta ti to va vi wa yu za'.split(
    ' ',
  );

/** Least shares: a few of a hundred below those of the day on which this was written. */
const AS_WRITTEN: Shares = { 3: 0.6, 5: 0.96, 8: 0.99 };
const WITH_ONE_TYPO: Shares = { 3: 0.14, 5: 0.5, 8: 0.89 };

let dataDir: string;
let people: Collection<Author>;
let targets: Target[];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'ideascope-completion-'));
  people = createBuiltinCollection({ catalogue: AUTHORS, dataDir, logger: createLogger('silent') });
  await people.prepare();
  const invented = inventPeople();
  await people.write(invented);
  await people.refresh();
  const random = randomNumbers(31);
  const drawn = Array.from({ length: TYPED }, () => invented[Math.floor(random() * PEOPLE)] as Author);
  targets = drawn.map(({ id, display_name: name }) => ({ id, name }));
});
afterAll(async () => {
  await people.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** Few have many works; names are made of the same syllables. */
function inventPeople(): Author[] {
  const random = randomNumbers(30);
  const name = (syllables: number) => {
    const word = Array.from({ length: syllables }, () => SYLLABLES[Math.floor(random() * SYLLABLES.length)]).join('');
    return word.charAt(0).toUpperCase() + word.slice(1);
  };
  return Array.from({ length: PEOPLE }, (_, i) =>
    makeAuthor({
      id: `person/${i}`,
      display_name: `${name(2 + (i % 2))} ${name(2 + (i % 3))}`,
      works_count: Math.ceil(1 / (random() + 0.005)),
    }),
  );
}

const complete = async (text: string) =>
  (await people.complete({ text, filter: ALL, limit: 5 })).map(({ id, thing }) => ({ id, name: thing.display_name }));

function expectAtLeast(shares: Shares, least: Shares): void {
  expect(shares[3]).toBeGreaterThanOrEqual(least[3]);
  expect(shares[5]).toBeGreaterThanOrEqual(least[5]);
  expect(shares[8]).toBeGreaterThanOrEqual(least[8]);
}

test('as it is written', async () => {
  expectAtLeast(await sharesFound(targets, ({ name }) => name, complete), AS_WRITTEN);
});

test('with one typo', async () => {
  const random = randomNumbers(32);
  expectAtLeast(await sharesFound(targets, ({ name }) => mistyped(name, random), complete), WITH_ONE_TYPO);
});
