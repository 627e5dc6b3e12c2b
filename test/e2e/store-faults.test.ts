// Faults of the disk, really caused: files that are cut short, zeroed or scrambled, a folder that cannot be written, and a
// second service on the same folder.
import { spawnSync } from 'node:child_process';
import { cp, open, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { checkStore } from '../../src/engine/builtin/check.js';
import { skipLoudly } from '../support/skip-loudly.js';
import { randomFrom } from '../support/works.js';
import { inventedRecords, writeGzip } from './invented-works.js';
import { eventually, Place } from './processes.js';

const WORKS = 800;
const PAGE = 4096;
const LIMIT_MS = 60_000;
const KEY = 'a-key-of-the-tests-of-faults-0123456789';
const WORDLESS = { EMBEDDING_MODEL: 'none', API_KEYS: KEY };
const USAGE = 2;

let place: Place;
/** A whole store, to be copied. */
let whole: string;

beforeAll(async () => {
  place = await Place.open();
  const file = join(place.folder, 'works.jsonl.gz');
  await writeGzip(file, inventedRecords(WORKS, 40));
  expect(await place.run(['import', file, '--no-embed'], WORDLESS)).toMatchObject({ code: 0 });
  whole = join(place.folder, 'whole');
  await cp(place.dataDir, whole, { recursive: true, filter: (path) => !path.endsWith('-lock') });
}, LIMIT_MS);
afterAll(() => place.close());

async function copy(name: string): Promise<string> {
  const folder = join(place.folder, name);
  await rm(folder, { recursive: true, force: true });
  await cp(whole, folder, { recursive: true });
  return folder;
}

/** Writes over pages in the middle of a file. */
async function overwrite(path: string, share: number, pages: number, byte: (i: number) => number): Promise<void> {
  const { length } = await readFile(path);
  const bytes = Buffer.from(Array.from({ length: pages * PAGE }, (_, i) => byte(i)));
  const file = await open(path, 'r+');
  await file.write(bytes, 0, bytes.length, Math.floor((share * length) / PAGE) * PAGE);
  await file.close();
}

const random = randomFrom(11);
const anyByte = () => Math.floor(random() * 256);
const works = (folder: string) => join(folder, 'works.lmdb');

const DAMAGES: readonly (readonly [string, string, (folder: string) => Promise<void>])[] = [
  ['cut to half', 'works', async (f) => truncate(works(f), (await readFile(works(f))).length / 2)],
  ['with zeroed pages', 'works', (f) => overwrite(works(f), 0.5, 40, () => 0)],
  ['with random pages', 'works', (f) => overwrite(works(f), 0.3, 100, anyByte)],
  ['with a zeroed beginning', 'works', (f) => overwrite(works(f), 0, 2, () => 0)],
  ['with a random beginning', 'works', (f) => overwrite(works(f), 0, 2, anyByte)],
  ['emptied', 'works', (f) => truncate(works(f), 0)],
  ['that is no store', 'works', (f) => writeFile(works(f), 'something else')],
  ['of authors, cut short', 'authors', (f) => truncate(join(f, 'authors.lmdb'), 5 * PAGE)],
  ['of notes, scrambled', 'journal', (f) => overwrite(join(f, 'journal.lmdb'), 0, 8, anyByte)],
];
describe('a damaged store', () => {
  test.each(DAMAGES)(
    '%s: the check names the file',
    async (_, kind, damage) => {
      const folder = await copy('damaged');
      await damage(folder);
      const found = await checkStore(folder);
      expect(new Set(found.map(({ file }) => file))).toEqual(new Set([join(folder, `${kind}.lmdb`)]));
    },
    LIMIT_MS,
  );

  test('one changed letter of one record is found', async () => {
    const folder = await copy('damaged');
    const bytes = await readFile(works(folder));
    // wherever it stands: pages that are free now may have it, too
    for (let at = bytes.indexOf('number700"'); at >= 0; at = bytes.indexOf('number700"', at)) bytes.write('m', at);
    await writeFile(works(folder), bytes);
    const reason = 'invented:700 is not what was written';
    expect(await checkStore(folder)).toEqual([{ file: works(folder), reason }]);
  });

  test(
    'cut short: neither the service nor a command goes on, each says why; the check has exit code 1',
    async () => {
      const DATA_DIR = await copy('damaged');
      await truncate(works(DATA_DIR), (await readFile(works(DATA_DIR))).length / 2);
      const line = expect.stringMatching(/^ideascope: .*works\.lmdb is damaged: .*put a copy in its place/m);
      for (const command of ['serve', 'status']) {
        expect(await place.run([command], { ...WORDLESS, DATA_DIR })).toMatchObject({ code: 1, stderr: line });
      }
      const checked = await place.run(['check'], { ...WORDLESS, DATA_DIR });
      expect(checked).toMatchObject({ code: 1, stdout: expect.stringContaining('works.lmdb: ') });
    },
    LIMIT_MS,
  );

  test(
    'after a crash it is read through; a whole one is not complained of',
    async () => {
      const DATA_DIR = await copy('crashed');
      const first = await place.serve({ ...WORDLESS, DATA_DIR });
      await first.stop('SIGKILL');
      const second = await place.serve({ ...WORDLESS, DATA_DIR });
      await second.stop('SIGKILL');
      expect(second.output().stderr).toContain('it is read through first');
      await overwrite(works(DATA_DIR), 0.5, 40, () => 0);
      const third = await place.run(['serve'], { ...WORDLESS, DATA_DIR });
      expect(third).toMatchObject({ code: 1, stderr: expect.stringContaining('works.lmdb is damaged') });
    },
    LIMIT_MS,
  );
});

test(
  'a second service on one folder is refused; a command beside the first is not, and an end in order leaves nothing behind',
  async () => {
    const DATA_DIR = await copy('shared');
    const first = await place.serve({ ...WORDLESS, DATA_DIR });
    const second = await place.run(['serve'], { ...WORDLESS, DATA_DIR });
    const line = `is used by another service (process ${first.process.pid}): stop it, or give this one a folder of its own`;
    expect(second).toMatchObject({ code: USAGE, stderr: expect.stringContaining(line) });
    const added = await place.run(
      ['import', '-', '--no-embed'],
      { ...WORDLESS, DATA_DIR },
      '{"id":"b","title":"Beside"}',
    );
    expect(added.code).toBe(0);
    const found = async () =>
      (await (await fetch(`${first.url}/works?search=beside`)).json()) as { meta?: { count: number } };
    await eventually('the work', found, ({ meta }) => meta?.count === 1);
    expect((await first.stop('SIGTERM')).code).toBe(0);
    const third = await place.serve({ ...WORDLESS, DATA_DIR });
    expect((await third.stop('SIGTERM')).stderr).not.toContain('read through');
  },
  LIMIT_MS,
);

describe('a folder that cannot be written', () => {
  // root may write everywhere
  const asNobody = process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];
  const cli = new URL('../../indexer/cli.js', import.meta.url).pathname;
  const tried = spawnSync(asNobody[0] ?? 'true', [...asNobody.slice(1), 'true']);
  if (tried.status !== 0) {
    skipLoudly('a read-only folder', 'this user is root, and there is no setpriv to be somebody else');
    return;
  }
  test.each([
    ['folder', (folder: string) => spawnSync('chmod', ['-R', 'a-w', folder])],
    ['file', (folder: string) => spawnSync('sh', ['-c', `chmod -R a+rwX ${folder}; chmod a-w ${works(folder)}`])],
  ])('a read-only %s is named, and nothing is begun', async (_, forbid) => {
    const DATA_DIR = await copy('read-only');
    await spawnSync('chmod', ['a+rx', place.folder]);
    forbid(DATA_DIR);
    const env = { ...process.env, ...place.settings({ ...WORDLESS, DATA_DIR }) };
    const [command = process.execPath, ...args] = [...asNobody, process.execPath, cli, 'serve'];
    const { status, stderr } = spawnSync(command, args, { env, cwd: '/', encoding: 'utf8' });
    expect([status, stderr]).toEqual([USAGE, expect.stringMatching(/^ideascope: the store cannot be written/m)]);
  });
});
