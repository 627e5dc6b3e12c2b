// Completion of many names that are alike, typed roughly: what an engine finds, in order, is what the oracle finds.
import { expect, test } from '@jest/globals';
import type { Catalogue } from '../../src/domain/catalogue.js';
import { AUTHORS, TOPICS } from '../../src/domain/entity-fields.js';
import { WORKS } from '../../src/domain/fields.js';
import { ALL, type Filter } from '../../src/domain/query.js';
import type { Collection, Completion } from '../../src/engine/engine.js';
import { makeAuthor, makeTopic } from '../support/entities.js';
import { personName, roughly, topicName } from '../support/invented-names.js';
import { completeFrom } from '../support/oracle-complete.js';
import { makeWork, randomFrom } from '../support/works.js';
import type { Shared } from './library.contract.js';

/** Beyond what an engine may keep aside before it orders names. */
const MANY = 500;
const ASKED = 80;
const LIMIT = 12;
const TIMEOUT_MS = 60_000;

const FILTERS: readonly Filter[] = [
  ALL,
  { type: 'not', filter: { type: 'values', field: 'id', values: ['q:1', 'q:2', 'q:5'] } },
  { type: 'range', field: 'cited_by_count', gte: 1 },
];

interface Named {
  readonly id: string;
  readonly display_name: string;
}

export function checkOracle(shared: Shared): void {
  test('people', () => checkPeople(shared), TIMEOUT_MS);
  test('topics', () => checkTopics(shared), TIMEOUT_MS);
  test('works', () => checkWorks(shared), TIMEOUT_MS);
  test('an index that was built anew, or opened again, completes as before', () => checkAgain(shared), TIMEOUT_MS);
}

async function checkPeople({ library }: Shared): Promise<void> {
  const random = randomFrom(20);
  const people = Array.from({ length: MANY }, (_, i) =>
    makeAuthor({
      id: `q:${i}`,
      display_name: personName(random),
      display_name_alternatives: random() < 0.2 ? [personName(random)] : [],
      works_count: Math.floor(random() * 4),
      cited_by_count: Math.floor(random() * 3),
    }),
  );
  await compare(library.authors, AUTHORS, people);
}

async function checkTopics({ library }: Shared): Promise<void> {
  const random = randomFrom(21);
  const topics = Array.from({ length: MANY }, (_, i) =>
    makeTopic({ id: `q:${i}`, display_name: topicName(random), works_count: Math.floor(random() * 4) }),
  );
  await compare(library.topics, TOPICS, topics);
}

async function checkWorks({ library }: Shared): Promise<void> {
  const random = randomFrom(22);
  const works = Array.from({ length: 100 }, (_, i) =>
    makeWork({ id: `q:${i}`, display_name: topicName(random), cited_by_count: Math.floor(random() * 4) }),
  );
  await compare(library.works, WORKS, works);
}

/** Most things are there for a while before the rest come in and one goes. */
async function compare<D extends Named>(collection: Collection<D>, catalogue: Catalogue<D>, things: readonly D[]) {
  const all = [...things];
  for await (const batch of collection.scan()) all.push(...batch);
  const early = Math.floor(things.length * 0.9);
  await collection.write(things.slice(0, early));
  await collection.refresh();
  await collection.write(things.slice(early));
  const [gone] = all.splice(3, 1);
  await collection.remove([gone?.id ?? '']);
  await collection.refresh();
  const random = randomFrom(23);
  const tiers = new Set<number>();
  for (let i = 0; i < ASKED; i++) {
    const text = roughly(all[Math.floor(random() * all.length)]?.display_name ?? '', random);
    const request = { text, filter: FILTERS[i % FILTERS.length] as Filter, limit: LIMIT };
    const found = (await collection.complete(request)).map(short);
    expect({ text, found }).toEqual({ text, found: completeFrom(catalogue, all, request).map(short) });
    for (const { tier } of found) tiers.add(tier);
  }
  expect([...tiers]).toEqual(expect.arrayContaining([1, 2, 3, 4]));
}

const short = ({ id, tier, score }: Completion<unknown>) => ({ id, tier, score });

async function checkAgain(shared: Shared): Promise<void> {
  const ask = () => shared.library.authors.complete({ text: 'levy', filter: ALL, limit: 50 });
  const before = await ask();
  await shared.library.authors.reindex();
  expect(await ask()).toEqual(before);
  await shared.reopen();
  await shared.library.authors.refresh();
  expect(await ask()).toEqual(before);
  expect(before).toHaveLength(50);
}
