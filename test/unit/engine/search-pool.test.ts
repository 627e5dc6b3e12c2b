// Threads that search while the index changes: each answer is right by itself and by what was written before and after.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Work } from '../../../src/domain/work.js';
import { createBuiltinEngine } from '../../../src/engine/builtin/engine.js';
import { SearchPool } from '../../../src/engine/builtin/search-pool.js';
import type { Engine, Retrieval } from '../../../src/engine/engine.js';
import { createLogger } from '../../../src/logger.js';
import { forRequest, RequestScope } from '../../../src/request-scope.js';
import { search, words } from '../../support/engine-session.js';
import { makeWork, onTopic, randomFrom } from '../../support/works.js';

const ROUNDS = 25;
const PER_ROUND = 60;
const WORDS = ['alpha', 'beta', 'gamma', 'delta', 'epsilon'];
const FACETS = ['type', 'topics.id', 'publication_year'].map((field) => ({ field, size: 10_000 }));

let dataDir: string;
let engine: Engine;
let pool: SearchPool;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'ideascope-pool-'));
  pool = new SearchPool({ threads: 3, leastDocs: 0, leastShared: 0 });
  engine = createBuiltinEngine({ dataDir, logger: createLogger('silent'), pool });
  await engine.prepare();
});
afterEach(async () => {
  await engine.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** All have the word `common`, a year, and a topic of their own. */
function workOf(number: number, random: () => number): Work {
  const title = Array.from({ length: 6 }, () => WORDS[Math.floor(random() * WORDS.length)]).join(' ');
  return makeWork({
    id: `w:${number}`,
    display_name: `common ${title} n${Math.floor(random() * 1000)}`,
    publication_year: 1990 + (number % 300),
    topics: [onTopic(`t ${number}`)],
  });
}

/** What must hold of any state of the index: an answer speaks of one set. */
function expectWhole({ lexical, total, facets }: Retrieval): void {
  expect(lexical).toHaveLength(total.value);
  expect(new Set(lexical.map(({ id }) => id)).size).toBe(total.value);
  for (const { field } of FACETS) {
    const counted = (facets.get(field) ?? []).reduce((sum, { count }) => sum + count, 0);
    expect([field, counted]).toEqual([field, total.value]);
  }
}

describe('who is gone', () => {
  test('has no search begun for it, and everybody else has', async () => {
    await engine.write(Array.from({ length: 50 }, (_, i) => workOf(i, randomFrom(3))));
    await engine.refresh();
    const request = { text: words('common'), window: 100, facets: FACETS };
    const gone = new AbortController();
    const scope = new RequestScope('a', gone.signal);
    const running = Array.from({ length: 3 }, () => search(engine, request));
    const leaving = forRequest(scope, () => Array.from({ length: 5 }, () => search(engine, request)));
    const staying = Array.from({ length: 5 }, () => search(engine, request));
    const waiting = pool.waiting;
    expect(waiting).toBeGreaterThanOrEqual(10);
    const ended = Promise.allSettled(leaving);
    gone.abort();
    expect(pool.waiting).toBe(waiting - 5);
    for (const one of await ended) expect(one).toMatchObject({ status: 'rejected', reason: { code: 'client_gone' } });
    for (const answer of await Promise.all([...running, ...staying])) expectWhole(answer);
    await expect(forRequest(scope, () => engine.fetch(['w:1']))).rejects.toMatchObject({ code: 'client_gone' });
    expect(pool.isBusy).toBe(false);
  });

  test('keeps a search that has begun under way until its thread is done', async () => {
    await engine.write(Array.from({ length: 50 }, (_, i) => workOf(i, randomFrom(3))));
    await engine.refresh();
    const gone = new AbortController();
    const request = { text: words('common'), window: 100, facets: FACETS };
    const begun = forRequest(new RequestScope('a', gone.signal), () => search(engine, request));
    gone.abort();
    expect(pool.isBusy).toBe(true);
    expectWhole(await begun);
  });
});

describe('threads', () => {
  test('find all that was there when they were asked, while works are added and rewritten', async () => {
    const random = randomFrom(7);
    let written = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const before = written;
      const fresh = Array.from({ length: PER_ROUND }, (_, i) => workOf(written + i, random));
      const again = Array.from({ length: before === 0 ? 0 : 20 }, () => workOf(Math.floor(random() * before), random));
      await engine.write([...fresh, ...again]);
      written += PER_ROUND;
      if (before === 0) await engine.refresh();
      const refreshed = engine.refresh();
      const request = { text: words('common'), window: 10_000, facets: FACETS };
      const answers = await Promise.all(Array.from({ length: 8 }, () => search(engine, request)));
      await refreshed;
      for (const answer of answers) {
        expectWhole(answer);
        expect(answer.total.value).toBeGreaterThanOrEqual(before);
        expect(answer.total.value).toBeLessThanOrEqual(written);
      }
      const after = await search(engine, request);
      expectWhole(after);
      expect(after.total.value).toBe(written);
    }
  });

  test('tell what is wrong with a request, and go on', async () => {
    await engine.write([workOf(1, randomFrom(1))]);
    await engine.refresh();
    const wrong = search(engine, { text: words('common'), facets: [{ field: 'no such field', size: 1 }] });
    await expect(wrong).rejects.toThrow('not a facet field');
    expect((await search(engine, { text: words('common') })).total.value).toBe(1);
  });

  test('see another index when it was built anew', async () => {
    await engine.write([workOf(1, randomFrom(1)), workOf(2, randomFrom(2))]);
    await engine.refresh();
    expect((await search(engine, { text: words('common') })).total.value).toBe(2);
    await engine.remove(['w:1']);
    await engine.reindex();
    const { lexical } = await search(engine, { text: words('common') });
    expect(lexical.map(({ id }) => id)).toEqual(['w:2']);
  });
});
