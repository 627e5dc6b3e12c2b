// Deriving as a whole: marks, what changes meanwhile, parts, stopping, older stores, and the loop of a running service.
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { derive, deriveAll, Rests } from '../../../indexer/derive.js';
import { deriveBacklog } from '../../../indexer/derive-backlog.js';
import { guardOf } from '../../../indexer/derive-guard.js';
import { assignPlan } from '../../../indexer/derive-names.js';
import { deriveFromScratch } from '../../../indexer/derive-scratch.js';
import { ENTITY_KINDS } from '../../../src/domain/catalogue.js';
import type { Work } from '../../../src/domain/work.js';
import type { Engine, Library, Mark } from '../../../src/engine/engine.js';
import { createLogger } from '../../../src/logger.js';
import { createOracleLibrary } from '../../support/oracle-engine.js';
import { byAuthor, makeWork, onTopic } from '../../support/works.js';

const NAMES = ['Ada Fold', 'Bo Graph', 'Cy Night'];

function works(count: number): Work[] {
  return Array.from({ length: count }, (_, n) =>
    makeWork({
      id: `w${n}`,
      authorships: [byAuthor(NAMES[n % 3] as string, [['i1', 'DE']]), byAuthor(`Rare ${n}`)],
      topics: [onTopic(n % 2 ? 'odd' : 'even')],
      primary_location: { source: { id: 's1', display_name: 'Journal' } },
    }),
  );
}

async function libraryOf(given: readonly Work[], change: (works: Engine) => Partial<Engine> = () => ({})) {
  const library = createOracleLibrary();
  await library.works.write(given);
  return { ...library, works: { ...library.works, ...change(library.works) } } satisfies Library;
}

async function entitiesOf(library: Library): Promise<unknown> {
  const all = new Map<string, unknown>();
  for (const kind of ENTITY_KINDS) {
    for await (const batch of library[kind].scan()) for (const one of batch) all.set(`${kind} ${one.id}`, one);
  }
  return new Map([...all].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const countsOf = (library: Library) => Promise.all(ENTITY_KINDS.map((kind) => library[kind].count()));

test('derives what is marked, says how far it is, and leaves no mark', async () => {
  const library = await libraryOf(works(30));
  const shares: number[] = [];
  const report = await derive(library, { onProgress: (_, share) => shares.push(share) });
  expect(report).toEqual({ derived: 37, stopped: false });
  expect(await countsOf(library)).toEqual([33, 2, 1, 1]);
  expect(shares.at(-1)).toBe(1);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(await library.works.countMarked()).toBe(0);
  expect(await derive(library)).toEqual({ derived: 0, stopped: false });
});

test('many marks are derived from scratch: no works are asked for by what they name', async () => {
  const retrieve = () => Promise.reject(new Error('not asked for'));
  const library = await libraryOf(works(1100), () => ({ retrieve }));
  const shares: number[] = [];
  const onProgress = (_: number, share: number) => shares.push(share);
  expect(await derive(library, { onProgress })).toEqual({ derived: 1107, stopped: false });
  expect(shares.at(-1)).toBe(1);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(await countsOf(library)).toEqual([1103, 2, 1, 1]);
});

test('a store of before entities is derived although nothing is marked', async () => {
  const library = await libraryOf(works(5));
  await library.works.clear(await library.works.marked(100));
  expect((await derive(library)).derived).toBe(12);
  expect(await countsOf(library)).toEqual([8, 2, 1, 1]);
});

test('of a store of before entities all is derived, also if that was stopped half-way', async () => {
  const library = await libraryOf(works(1100));
  await library.works.clear(await library.works.marked(5000));
  const stop = new AbortController();
  const onProgress = (derived: number) => {
    if (derived > 0) stop.abort();
  };
  expect(await derive(library, { signal: stop.signal, onProgress })).toMatchObject({ stopped: true });
  expect(await library.authors.count()).toBeGreaterThan(0);
  await derive(library);
  expect(await countsOf(library)).toEqual([1103, 2, 1, 1]);
  expect(await library.works.countMarked()).toBe(0);
});

test('works that name nothing are no endless task', async () => {
  const shares: number[] = [];
  const onProgress = (_: number, share: number) => shares.push(share);
  expect(await derive(await libraryOf([makeWork({ id: 'w' })]), { onProgress })).toEqual({
    derived: 0,
    stopped: false,
  });
  expect(shares.at(-1)).toBe(1);
});

test('in parts, everything comes out the same', async () => {
  const [whole, parted] = [await libraryOf(works(40)), await libraryOf(works(40))];
  await deriveAll(whole);
  const options = { guard: guardOf(parted), stopped: () => false, onProgress: () => undefined };
  const { derived } = await deriveFromScratch({ library: parted, ...options, worksPerPart: 7 });
  expect(derived).toBe(47);
  expect(await entitiesOf(parted)).toEqual(await entitiesOf(whole));
});

test('from scratch removes what no work names any more', async () => {
  const library = await libraryOf(works(9));
  await derive(library);
  await library.works.remove(['w0', 'w3', 'w6']);
  await library.works.clear(await library.works.marked(100));
  await deriveAll(library);
  expect(await countsOf(library)).toEqual([8, 2, 1, 1]);
});

test.each([
  ['marked things', 8],
  ['everything', 1100],
])('what changes while %s are derived is derived again', async (_, count) => {
  const changed = { ...(works(1)[0] as Work), cited_by_count: 7 };
  let read = 0;
  const changeOnce = async (engine: Engine) => {
    if (++read === 1) await engine.write([changed]);
  };
  const library = await libraryOf(works(count), (engine) => ({
    fetch: async (ids) => {
      const found = await engine.fetch(ids);
      await changeOnce(engine);
      return found;
    },
    async *scan() {
      for await (const batch of engine.scan()) {
        yield batch;
        await changeOnce(engine);
      }
    },
  }));
  await derive(library);
  expect(read).toBeGreaterThan(1);
  expect(await library.authors.fetch(['author:rare-0'])).toMatchObject([{ cited_by_count: 7 }]);
  expect(await library.works.countMarked()).toBe(0);
});

test('what another process says while everything is derived, and does not live to apply, is applied', async () => {
  let scans = 0;
  const library: Library = await libraryOf(works(6), (engine) => ({
    async *scan() {
      yield* engine.scan();
      if (++scans > 1) return;
      const records = ['author:rare-1', 'author:rare-2'].map((id) => ({ id, attributes: {}, split: {} }));
      await library.curation.write(records.map((one, i) => (i ? one : { ...one, merged_into: 'author:rare-2' })));
      await engine.mark(records.map(({ id }) => ({ kind: 'authors', id })));
    },
  }));
  await deriveAll(library);
  expect(await library.authors.fetch(['author:rare-1'])).toMatchObject([{ id: 'author:rare-2', works_count: 2 }]);
  expect(await library.works.countMarked()).toBe(0);
});

test('ids found for names are not given to people whom the source identifies meanwhile', async () => {
  const library = await libraryOf([makeWork({ id: 'w', authorships: [byAuthor('Ada Fold')] })]);
  expect(await assignPlan(library, new Map([['w', [{ position: 0, id: 'author:a-fold-0123456789' }]]]))).toBe(0);
  expect((await library.works.fetch(['w']))[0]?.authorships[0]?.author.id).toBe('author:ada-fold');
});

test('stopping leaves marks, and the next run goes on', async () => {
  const library = await libraryOf(works(300));
  const stop = new AbortController();
  expect(await derive(library, { signal: stop.signal, onProgress: () => stop.abort() })).toMatchObject({
    stopped: true,
  });
  expect(await library.works.countMarked()).toBeGreaterThan(0);
  await derive(library);
  expect(await countsOf(library)).toEqual([303, 2, 1, 1]);
});

test('a single round ends, though as much is marked meanwhile as is worked off', async () => {
  let rounds = 0;
  const library = await libraryOf(works(4), (engine) => ({
    clear: async (marks) => {
      await engine.clear(marks);
      rounds += 1;
      // an endless stream of writes; it ends, lest a failure of this test be endless
      if (rounds < 100) await engine.mark(marks);
    },
  }));
  await derive(library);
  expect(rounds).toBeGreaterThanOrEqual(100);
  rounds = 0;
  await library.works.mark([{ kind: 'topics', id: 'topic:odd' }]);
  expect(await derive(library, { once: true })).toEqual({ derived: 1, stopped: false });
  expect(rounds).toBe(1);
  expect(await library.works.countMarked()).toBe(1);
});

test('what took long rests, and its mark stays', async () => {
  const rests = new Rests();
  const [hub, leaf] = [
    { kind: 'topics', id: 'topic:odd', stamp: 1 } as Mark,
    { kind: 'topics', id: 'x', stamp: 1 } as Mark,
  ];
  rests.took(hub, 60_000);
  rests.took(leaf, 1);
  expect([rests.isResting(hub), rests.isResting(leaf), rests.size]).toEqual([true, false, 1]);
  const library = await libraryOf(works(4));
  await derive(library, { rests });
  expect(await library.works.marked(10)).toMatchObject([{ kind: 'topics', id: 'topic:odd' }]);
  await derive(library);
  expect(await countsOf(library)).toEqual([7, 2, 1, 1]);
});

describe('the loop of a running service', () => {
  const until = async (holds: () => Promise<boolean>) => {
    while (!(await holds())) await sleep(2);
  };

  test('derives what comes, and ends when it is told to', async () => {
    const library = await libraryOf(works(4));
    const stop = new AbortController();
    const request = { library, logger: createLogger('silent'), signal: stop.signal, idle: 1 };
    const running = deriveBacklog(request);
    await until(async () => (await library.authors.count()) === 7);
    await library.works.write(works(6));
    await until(async () => (await library.authors.count()) === 9);
    stop.abort();
    await running;
    await deriveBacklog(request);
  });

  test('goes on after a failure', async () => {
    let failures = 2;
    const library = await libraryOf(works(4), (engine) => ({
      refresh: () => (failures-- > 0 ? Promise.reject(new Error('away')) : engine.refresh()),
    }));
    const stop = new AbortController();
    const running = deriveBacklog({ library, logger: createLogger('silent'), signal: stop.signal, idle: 1 });
    await until(async () => (await library.sources.count()) === 1);
    stop.abort();
    await running;
    expect(failures).toBeLessThan(0);
  });

  test('waits for quiet when there are many marks, as an import is at work', async () => {
    const read: number[] = [];
    let marks = 3;
    const library = await libraryOf(works(4), (engine) => ({
      refresh: () => {
        read.push(marks);
        return engine.refresh();
      },
      // from 20 on, nothing is added any more
      countMarked: async () => ((await engine.countMarked()) === 0 ? 0 : Math.min(20, ++marks)),
    }));
    const stop = new AbortController();
    const request = { library, logger: createLogger('silent'), signal: stop.signal, idle: 1, quiet: 200, many: 3 };
    const running = deriveBacklog(request);
    await until(async () => (await library.authors.count()) === 7);
    stop.abort();
    await running;
    expect(read.filter((count) => count > 3 && count < 20)).toEqual([]);
  });
});
