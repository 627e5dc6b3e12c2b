// A backup while works are imported and written over HTTP, the service killed, and the store restored elsewhere.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { inventedRecord, inventedRecords, writeGzip } from './invented-works.js';
import { eventually, Place, repeatedly, type Server } from './processes.js';

const KEY = 'a-key-for-tests-of-backups';
const SETTINGS = { EMBEDDING_MODEL: 'none', API_KEYS: KEY };
const FIRST = 600;
const LATER = 900;
const LIMIT_MS = 90_000;
const QUESTIONS = [
  '/works?search=ka+lo&per_page=20&facets=publication_year',
  '/works?filter=publication_year:>2015&sort=publication_year:desc&per_page=50',
  '/authors?sort=works_count:desc&per_page=50',
  '/sources?per_page=10',
];

let place: Place;
let server: Server;
beforeAll(async () => {
  place = await Place.open();
  const file = join(place.folder, 'works.jsonl.gz');
  await writeGzip(file, inventedRecords(FIRST, 30));
  expect((await place.run(['import', file, '--no-embed'], SETTINGS)).code).toBe(0);
  server = await place.serve(SETTINGS);
}, LIMIT_MS);
afterAll(() => place.close());

const at = (name: string) => join(place.folder, name);
const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };

async function ask<T>(path: string, { url }: { readonly url: string } = server): Promise<T> {
  return (await (await fetch(url + path)).json()) as T;
}

/** Writes one work; true if the service says that it has it. */
async function put(number: number): Promise<boolean> {
  const { id, ...record } = inventedRecord(number, 10);
  const body = JSON.stringify(record);
  const answer = await fetch(`${server.url}/works/${id}`, { method: 'PUT', headers, body }).catch(() => undefined);
  await answer?.arrayBuffer().catch(() => undefined);
  return answer?.ok === true;
}

interface Ready {
  readonly waiting?: number;
  readonly engine?: { readonly works: number; readonly indexed: number };
}

/** Waits until everything that is stored is derived and found. */
async function settled(one: Server): Promise<void> {
  const isSettled = ({ waiting, engine }: Ready) => waiting === 0 && engine?.works === engine?.indexed;
  await eventually('all to be derived', () => ask<Ready>('/health/ready', one), isSettled, LIMIT_MS);
  // the indexes of people follow within a second
  await new Promise((resolve) => setTimeout(resolve, 1500));
}

/** Answers without what differs from time to time. */
async function answers(one: Server): Promise<unknown[]> {
  const all = await Promise.all(QUESTIONS.map((path) => ask<{ meta: object }>(path, one)));
  return all.map((answer) => ({ ...answer, meta: { ...answer.meta, db_response_time_ms: 0 } }));
}

/** What is said of people is what their works say, each of them. */
async function expectTrue(one: Server): Promise<void> {
  type Counted = { readonly results: readonly { readonly id: string; readonly works_count: number }[] };
  type Grouped = { readonly group_by: readonly { readonly key: string; readonly count: number }[] };
  const { results } = await ask<Counted>('/authors?per_page=200&sort=works_count:desc', one);
  const { group_by } = await ask<Grouped>('/works?group_by=authorships.author.id&per_page=200', one);
  const counted = new Map(results.map(({ id, works_count }) => [id, works_count]));
  expect(results.length).toBeGreaterThan(100);
  for (const { key, count } of group_by.slice(0, 100)) expect([key, counted.get(key)]).toEqual([key, count]);
}

test(
  'a backup while works are written, imported and derived: everything acknowledged before is in it, and people fit',
  async () => {
    const stored: number[] = [];
    let next = 100_000;
    const stop = repeatedly(async () => {
      const number = next++;
      if (await put(number)) stored.push(number);
    });
    const more = at('more.jsonl.gz');
    await writeGzip(more, inventedRecords(FIRST + LATER, 30).slice(FIRST));
    const importing = place.start(['import', more, '--no-embed'], SETTINGS);
    const grown = async () => (await ask<Ready>('/health/ready')).engine?.works ?? 0;
    await eventually('writes of both', grown, (works) => works > FIRST + 100 && stored.length > 10);
    const before = [...stored];
    const made = await place.run(['backup', at('busy')], SETTINGS);
    expect(made).toMatchObject({ code: 0, stderr: '' });
    // writing went on
    expect(stored.length).toBeGreaterThan(before.length);
    await Promise.all([server.stop('SIGKILL'), importing.stop('SIGKILL')]);
    await stop();
    const manifest = JSON.parse(await readFile(at('busy/backup.json'), 'utf8')) as { derive_anew: boolean };
    expect(manifest.derive_anew).toBe(true);
    const elsewhere = { ...SETTINGS, DATA_DIR: at('elsewhere') };
    expect((await place.run(['restore', at('busy')], elsewhere)).code).toBe(0);
    const restored = await place.serve(elsewhere);
    await settled(restored);
    const isThere = async (number: number) => {
      const { id, title } = inventedRecord(number, 10);
      const work = await ask<{ title?: string }>(`/works/${id}`, restored);
      return work.title === title;
    };
    for (const number of [...before, 0, 1, FIRST - 1]) expect([number, await isThere(number)]).toEqual([number, true]);
    await expectTrue(restored);
    expect((await restored.stop('SIGTERM')).code).toBe(0);
  },
  LIMIT_MS,
);

test(
  'a backup of a service at rest gives the same answers, and from its snapshots',
  async () => {
    server = await place.serve(SETTINGS);
    await settled(server);
    const made = await place.run(['backup', at('quiet')], SETTINGS);
    expect(made).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^[\d,]+ works and \d+ authors \(\d+ MiB\)/),
    });
    expect(await place.run(['backup', '--verify', at('quiet')], SETTINGS)).toMatchObject({ code: 0 });
    const before = await answers(server);
    const elsewhere = { ...SETTINGS, DATA_DIR: at('again') };
    expect((await place.run(['restore', at('quiet')], elsewhere)).stdout).not.toContain('derives');
    const restored = await place.serve(elsewhere);
    await settled(restored);
    expect(await answers(restored)).toEqual(before);
    expect(restored.output().stderr).not.toContain('"of":"works"');
    await expectTrue(restored);
    const refused = await place.run(['restore', at('quiet')], elsewhere);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('holds a store, which may be in use') });
  },
  LIMIT_MS,
);

test('a backup that is killed leaves nothing under its name', async () => {
  const running = place.start(['backup', at('killed')], SETTINGS);
  const partial = async () => (await readdir(place.folder)).some((name) => name.startsWith('.killed.'));
  await eventually('the copy', partial, (there) => there);
  await running.stop('SIGKILL');
  expect(await readdir(place.folder)).not.toContain('killed');
  expect(await place.run(['backup', '--verify', at('killed')])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('is no whole backup'),
  });
});
