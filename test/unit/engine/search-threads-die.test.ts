// Search threads that are ended under load, or run out of memory: searches are begun again, and the rest goes on.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ResourceLimits, Worker } from 'node:worker_threads';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createBuiltinEngine } from '../../../src/engine/builtin/engine.js';
import { SearchPool } from '../../../src/engine/builtin/search-pool.js';
import type { Engine, Retrieval } from '../../../src/engine/engine.js';
import { createLogger } from '../../../src/logger.js';
import { index, search, words } from '../../support/engine-session.js';
import { makeWork, onTopic } from '../../support/works.js';

const FACETS = ['type', 'topics.id', 'publication_year'].map((field) => ({ field, size: 10_000 }));
const AT_ONCE = 8;
const KILLS = 5;
/** Answers between two ends: the new threads have begun by then. */
const BETWEEN = 3 * AT_ONCE;
const VALUES = 600_000;

const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of cleanUp.splice(0).reverse()) await end();
});

async function open(works: number, limits: ResourceLimits = {}): Promise<{ engine: Engine; threads: () => Worker[] }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'ideascope-dying-'));
  cleanUp.push(() => rm(dataDir, { recursive: true, force: true }));
  const pool = new SearchPool({ threads: 2, leastDocs: 0, leastShared: 0, limits });
  const engine = createBuiltinEngine({ dataDir, logger: createLogger('silent'), pool });
  cleanUp.push(() => engine.close());
  await engine.prepare();
  const all = Array.from({ length: works }, (_, i) =>
    makeWork({
      id: `a work with a long id, of which many take memory:${i}`,
      display_name: `common ${i % 2 === 0 ? 'even' : 'odd'} number${i}`,
      publication_year: 1990 + (i % 30),
      topics: [onTopic(`t ${i % 5}`)],
    }),
  );
  await index(engine, all);
  // there is no other way to end a thread as a fault of it would
  const { slots } = pool as unknown as { readonly slots: readonly { readonly worker: Worker }[] };
  return { engine, threads: () => slots.map(({ worker }) => worker) };
}

const ask = (engine: Engine) => search(engine, { text: words('even'), facets: FACETS });

describe('search threads', () => {
  test('that end while they search: no search fails or is wrong', async () => {
    const { engine, threads } = await open(600);
    const right = await ask(engine);
    expect(right.total.value).toBe(300);
    const answers: Retrieval[] = [];
    let over = false;
    const asking = Array.from({ length: AT_ONCE }, async () => {
      while (!over) answers.push(await ask(engine));
    });
    const failing = Promise.all(asking);
    const ended = new Set<number>();
    for (let i = 0; i < KILLS; i++) {
      const enough = answers.length + BETWEEN;
      while (answers.length < enough) await Promise.race([sleep(5), failing]);
      const all = threads();
      const one = all[i % all.length] as Worker;
      ended.add(one.threadId);
      await one.terminate();
    }
    over = true;
    await failing;
    expect(ended.size).toBe(KILLS);
    expect(answers.length).toBeGreaterThan(AT_ONCE);
    for (const answer of answers) expect(answer).toEqual(right);
  });

  test('that have too little memory for a search: it fails and says so, and smaller ones are answered', async () => {
    const { engine } = await open(200, { maxOldGenerationSizeMb: 24, maxYoungGenerationSizeMb: 2 });
    expect((await ask(engine)).total.value).toBe(100);
    const values = Array.from({ length: VALUES }, (_, i) => `a value that takes memory ${i}`);
    const large = search(engine, { filter: { type: 'values', field: 'type', values } });
    const refused = { code: 'engine_overloaded', message: expect.stringMatching(/memory/) };
    await expect(large).rejects.toEqual(expect.objectContaining(refused));
    expect((await ask(engine)).total.value).toBe(100);
  });

  test('that cannot start: searches fail after a moment, and nothing is started on and on', async () => {
    const { engine, threads } = await open(100, { maxOldGenerationSizeMb: 1, maxYoungGenerationSizeMb: 1 });
    await expect(ask(engine)).rejects.toEqual(expect.objectContaining({ code: 'engine_overloaded' }));
    const before = Math.max(...threads().map(({ threadId }) => threadId));
    await sleep(500);
    expect(Math.max(...threads().map(({ threadId }) => threadId)) - before).toBeLessThan(4);
  });
});
