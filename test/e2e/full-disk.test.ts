// A disk that is full, really: what was acknowledged stays, writes are refused with a reason, and all goes on by itself
// once there is room.
import { spawnSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { openLibrary } from '../../src/compose.js';
import { readConfig } from '../../src/config.js';
import { checkStore } from '../../src/engine/builtin/check.js';
import { closeLibrary, type Library } from '../../src/engine/engine.js';
import { createLogger } from '../../src/logger.js';
import { skipLoudly } from '../support/skip-loudly.js';
import { makeWork } from '../support/works.js';
import { inventedRecords, writeGzip } from './invented-works.js';
import { eventually, Place } from './processes.js';

const WORKS = 1500;
const LIMIT_MS = 60_000;
const KEY = 'a-key-of-the-tests-of-faults-0123456789';
const WORDLESS = { EMBEDDING_MODEL: 'none', API_KEYS: KEY };

let place: Place;
let disk: string;
beforeAll(async () => {
  place = await Place.open();
  disk = join(place.folder, 'disk');
  await mkdir(disk);
});
afterEach(() => {
  spawnSync('umount', [disk]);
});
afterAll(() => place.close());

/** Why there can be no small disk here; undefined: there can. */
function whyNoDisk(): string | undefined {
  const { status, stderr, error } = spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']);
  return status === 0 ? undefined : `mounting one is not allowed (${error?.message ?? String(stderr).trim()})`;
}

function mount(bytes: number, more = ''): void {
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}${more}`, 'tmpfs', disk]);
  if (status !== 0) throw new Error(String(stderr));
}

const batch = (number: number) =>
  Array.from({ length: 50 }, (_, i) =>
    makeWork({ id: `w:${number}-${i}`, display_name: `common ${number} ${i}`, abstract: 'tide '.repeat(60) }),
  );

/** Writes until it is refused. */
async function fill(library: Library): Promise<{ stored: string[]; code: unknown }> {
  const stored: string[] = [];
  for (let number = 0; ; number++) {
    const some = batch(number);
    const failure = await library.works.write(some).then(
      () => undefined,
      (error: { code?: unknown }) => error,
    );
    if (failure) return { stored, code: failure.code };
    stored.push(...some.map(({ id }) => id));
  }
}

async function writesAreRefused(): Promise<void> {
  mount(2_500_000);
  await writeFile(join(disk, 'filler'), Buffer.alloc(800_000));
  const config = readConfig({ ...place.settings(WORDLESS), DATA_DIR: join(disk, 'data') });
  const library = await openLibrary(config, createLogger('silent'));
  try {
    const { stored, code } = await fill(library);
    expect([code, stored.length > 100]).toEqual(['storage_full', true]);
    // the snapshot has no room either: that fails nothing else
    await library.works.refresh();
    expect(await library.works.count()).toBe(stored.length);
    await rm(join(disk, 'filler'));
    expect(await library.works.write(batch(-1))).toEqual(Array.from({ length: 50 }, () => 'created'));
    const works = await library.works.fetch(stored);
    expect(works.filter((work) => work === undefined)).toEqual([]);
  } finally {
    await closeLibrary(library);
  }
  expect(await checkStore(join(disk, 'data'))).toEqual([]);
}

async function importStops(): Promise<void> {
  const file = join(place.folder, 'works.jsonl.gz');
  await writeGzip(file, inventedRecords(WORKS, 40));
  mount(1_500_000);
  const own = { ...WORDLESS, DATA_DIR: join(disk, 'data') };
  const command = ['import', file, '--no-embed'];
  const stopped = await place.run(command, own);
  expect(stopped.code).toBe(1);
  expect(stopped.stderr).toMatch(/^ideascope: the disk is full/m);
  mount(20_000_000, ',remount');
  expect(await place.run(command, own)).toMatchObject({ code: 0 });
  expect((await place.run(['status'], own)).stdout).toMatch(/^works +1,500$/m);
}

async function serviceGoesOn(): Promise<void> {
  mount(4_500_000);
  const server = await place.serve({ ...WORDLESS, DATA_DIR: join(disk, 'data') });
  const put = (number: number) =>
    fetch(`${server.url}/works/own:${number}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify({ title: `zyxomma ${number}`, abstract: 'dusk '.repeat(800) }),
    });
  expect((await put(0)).status).toBe(201);
  const found = async () => ((await (await fetch(`${server.url}/works?search=zyxomma`)).json()) as Answer).meta?.count;
  await eventually('the first work', found, (count) => count === 1);
  // as much as there is room for
  await writeFile(join(disk, 'filler'), Buffer.alloc(5_000_000)).catch(() => undefined);
  let refused: Response | undefined;
  for (let i = 1; i < 500 && !refused; i++) {
    const answer = await put(i);
    if (!answer.ok) refused = answer;
  }
  expect([refused?.status, refused?.headers.get('retry-after')]).toEqual([503, '10']);
  expect(await refused?.json()).toMatchObject({ error: 'storage_full' });
  expect(await found()).toBeGreaterThan(0);
  await rm(join(disk, 'filler'));
  expect((await put(1000)).status).toBe(201);
  expect((await server.stop('SIGTERM')).code).toBe(0);
}

interface Answer {
  readonly meta?: { readonly count: number };
}

const reason = whyNoDisk();
if (reason !== undefined) skipLoudly('a full disk', reason);
else {
  describe('a full disk', () => {
    test(
      'writes are refused, what was acknowledged stays, and they go on once there is room',
      writesAreRefused,
      LIMIT_MS,
    );
    test('an import says so with exit code 1, and the same command goes on', importStops, LIMIT_MS);
    test(
      'a service goes on answering; a write is 503 with Retry-After, and comes through later',
      serviceGoesOn,
      LIMIT_MS,
    );
  });
}
