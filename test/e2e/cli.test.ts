// The command line as users meet it: exit codes, one clear line for every mistake, reports of what could not be read.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SETTINGS } from '../../src/settings.js';
import { countsOf, Place } from './processes.js';

const WORDLESS = { EMBEDDING_MODEL: 'none' };

let place: Place;
beforeAll(async () => {
  place = await Place.open();
});
afterAll(() => place.close());

async function fileOf(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(place.folder, name);
  await writeFile(path, content);
  return path;
}

const lines = (...records: readonly unknown[]) => records.map((record) => `${JSON.stringify(record)}\n`).join('');
const ONE = { id: 'cli:1', title: 'Counting sheep', abstract: 'Sheep are counted.' };

describe('exit code 0', () => {
  test.each([['--help'], ['help'], ['import', '--help'], []])('help (%s)', async (...args) => {
    const { code, stdout, stderr } = await place.run(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const word of ['ideascope import', ...Object.keys(SETTINGS)]) expect(stdout).toContain(word);
  });

  test('the version', async () => {
    expect(await place.run(['--version'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  });

  test('an import from standard input, the status, and a search by words', async () => {
    const imported = await place.run(['import', '-'], WORDLESS, lines(ONE));
    expect(imported.code).toBe(0);
    expect(countsOf(imported)).toMatchObject({ created: 1, rejected: 0 });
    expect(imported.stderr).toContain('EMBEDDING_MODEL=none');
    const status = await place.run(['status'], WORDLESS);
    expect(status).toMatchObject({ code: 0, stderr: '' });
    expect(status.stdout).toMatch(/^works +1\nembedded +0 of 1\n/m);
    const search = await place.run(['search', 'sheep'], WORDLESS);
    expect(search.code).toBe(0);
    expect(search.stdout).toMatch(/^1 works match \(keyword\)\n +1\. .*Counting sheep/);
    expect(search.stderr).toContain('keyword search only');
  });

  test('gzipped standard input, read twice', async () => {
    const packed = gzipSync(lines({ id: 'cli:2', title: 'Goats' }));
    const first = await place.run(['import', '-'], WORDLESS, packed);
    const second = await place.run(['import', '-'], WORDLESS, packed);
    expect([countsOf(first).created, countsOf(second).unchanged]).toEqual([1, 1]);
  });
});

describe('exit code 2', () => {
  test.each([
    [['fly'], /^ideascope: unknown command 'fly': expected one of serve, import/],
    [['import'], /^ideascope: usage: ideascope import <file\|folder\|-> …/],
    [['search'], /^ideascope: usage: ideascope search/],
    [['status', 'now'], /^ideascope: usage: ideascope status/],
    [['import', 'x.jsonl', '--fast'], /^ideascope: .*--fast.*usage: ideascope import/],
    [
      ['import', 'x.jsonl', '--format', 'pdf'],
      /^ideascope: --format pdf: expected one of auto, acl, arxiv, [a-z, -]+\b/,
    ],
    [['search', 'x', '--limit', '0'], /^ideascope: --limit 0: expected a number from 1 to 200/],
    [['search', 'x', '--mode', 'best'], /^ideascope: --mode best: expected one of hybrid, keyword, semantic/],
  ])('wrong usage: %j', async (args, message) => {
    const { code, stdout, stderr } = await place.run(args, WORDLESS);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n').length).toBe(1);
  });

  test.each([
    ['PORT', '70000'],
    ['PORT', '0x10'],
    ['PORT', ' '],
    ['LOG_LEVEL', 'loud'],
    ['DATA_DIR', fileURLToPath(import.meta.url)],
    ['EMBEDDING_MODEL', 'mini'],
    ['DEMO', 'yes'],
    ['HOST', '192.0.2.1'],
  ])('a setting with an unusable value stops the start: %s=%s', async (name, value) => {
    const { code, stderr } = await place.run(['serve'], { ...WORDLESS, LOG_LEVEL: 'silent', [name]: value });
    expect(code).toBe(2);
    expect(stderr).toMatch(new RegExp(`^ideascope: ${name}=${value} [^\\n]+\\n$`));
  });
});

describe('exit code 1', () => {
  test('a file that is not there', async () => {
    const { code, stderr } = await place.run(['import', 'missing.jsonl'], WORDLESS);
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'ideascope: missing.jsonl: no such file or folder\n' });
  });

  test('a gzip that breaks off: what came before is imported, the file is named', async () => {
    const records = Array.from({ length: 3000 }, (_, i) => ({ id: `broken:${i}`, title: `Title ${i * 7919}` }));
    const packed = gzipSync(lines(...records));
    const path = await fileOf('broken.jsonl.gz', packed.subarray(0, Math.floor(packed.length * 0.7)));
    const end = await place.run(['import', path, '--no-embed'], WORDLESS);
    expect(end.code).toBe(1);
    expect(end.stdout).toContain(`not read to the end:\n  ${path}: broken gzip`);
    const { created } = countsOf(end);
    expect(created).toBeGreaterThan(0);
    expect(created).toBeLessThan(3000);
  });

  test.each([
    ['archive.zip', Buffer.from('PK\u0003\u0004zip'), 'broken zip archive'],
    ['page.html', '<html><body>no works</body></html>', 'a page of HTML'],
  ])('a file of another kind: %s', async (name, content, reason) => {
    const path = await fileOf(name, content);
    const end = await place.run(['import', path], WORDLESS);
    expect(end.code).toBe(1);
    expect(end.stdout).toContain(`${path}: ${reason}`);
  });

  test('a folder without works', async () => {
    await mkdir(join(place.folder, 'empty'));
    const { code, stderr } = await place.run(['import', 'empty'], WORDLESS);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^ideascope: empty: no file to import in this folder \(\.[a-z., ]+, \.zip\)\n$/);
  });

  test('embedding without a model', async () => {
    const { code, stderr } = await place.run(['embed'], WORDLESS);
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'ideascope: EMBEDDING_MODEL=none: keyword search only\n' });
  });
});

test('rejected records are counted and named, and do not stop the others', async () => {
  const content = `${lines(ONE, { title: 'no id' })}{"id": "cut:1", "tit\n${lines({ id: 'bare:1' }, { ...ONE, id: 'cli:3' })}`;
  const path = await fileOf('some.jsonl', content);
  const end = await place.run(['import', path, '--no-embed'], WORDLESS);
  expect(end.code).toBe(0);
  expect(countsOf(end)).toMatchObject({ created: 1, rejected: 3 });
  expect(end.stdout).toContain(`  ${path}, line 2: no id\n`);
  expect(end.stdout).toMatch(/some\.jsonl, line 3: not JSON: /);
  expect(end.stdout).toContain(`  ${path}, line 4: neither title nor abstract\n`);
});
