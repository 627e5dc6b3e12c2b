// Keys as they are kept: what a file may hold, how it is changed, read again, and told from what nearly is one.
import { mkdtemp, readdir, readFile, rm, stat, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { addKey, listKeys, removeKey } from '../../../src/access/edit-keys.js';
import { givenEntries } from '../../../src/access/given-keys.js';
import { hideKeys } from '../../../src/access/hide-keys.js';
import { digestOf, makeKey, readEntries } from '../../../src/access/key-entries.js';
import { KeyFile } from '../../../src/access/key-file.js';
import { entryOf, isExpired } from '../../../src/access/key-ring.js';
import { includes, SCOPES } from '../../../src/access/scopes.js';

const HASH = digestOf('invented-key-of-the-test').toString('hex');
const line = (fields: object) => JSON.stringify({ name: 'one', scope: 'read', sha256: HASH, ...fields });

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ideascope-keys-'));
  file = join(folder, 'keys.jsonl');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('each scope includes those before it', () => {
  const table = SCOPES.map((has) => SCOPES.map((takes) => includes(has, takes)));
  expect(table).toEqual([
    [true, false, false],
    [true, true, false],
    [true, true, true],
  ]);
});

describe('the lines of a key file', () => {
  test('are entries, blank or comments', () => {
    const text = `# of the platform\n\n${line({ expires: '2027-01-31' })}\r\n`;
    const [entry, ...others] = readEntries(text);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ name: 'one', scope: 'read', expires: new Date('2027-01-31') });
    expect(entryOf('invented-key-of-the-test', readEntries(text))).toEqual(entry);
    expect(entryOf('invented-key-of-the-tesT', readEntries(text))).toBeUndefined();
    expect(entryOf(HASH, readEntries(text))).toBeUndefined();
  });

  test.each([
    ['no JSON', '{', /expected one JSON object/],
    ['a list', '[]', /expected one JSON object/],
    ['an unknown scope', line({ scope: 'root' }), /scope must be one of read, write, admin/],
    ['a key instead of its hash', line({ sha256: 'invented-key-of-the-test' }), /sha256 must have 64 digits/],
    ['an unknown field', line({ key: 'invented-key-of-the-test' }), /expected one JSON object/],
    ['a name with blanks', line({ name: 'a b' }), /name must have/],
    ['no moment', line({ expires: 'soon' }), /expires must be a moment/],
    ['one name twice', `${line({})}\n${line({})}`, /line 3: there are two keys named one/],
  ])('refuses %s, and repeats nothing of it', (_, text, message) => {
    expect(() => readEntries(`# first\n${text}`)).toThrow(message);
    expect(() => readEntries(`# first\n${text}`)).toThrow(/^(?!.*invented)line [23]: /);
  });
});

describe('a key that is made', () => {
  test('opens, is kept as a hash only, and is gone when it is revoked', async () => {
    await writeFile(file, '# mine', { mode: 0o644 });
    const key = await addKey(file, { name: 'platform', scope: 'write', expires: undefined });
    const other = await addKey(file, { name: 'other', scope: 'read', expires: new Date('2031-01-01') });
    expect(key).toMatch(/^isk_[\w-]{43}$/);
    const text = await readFile(file, 'utf8');
    expect(text).toMatch(/^# mine\n/);
    expect(text).not.toContain(key.slice(4));
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['keys.jsonl']);
    expect(entryOf(key, await listKeys(file))).toMatchObject({ name: 'platform', scope: 'write' });
    await expect(addKey(file, { name: 'platform', scope: 'read', expires: undefined })).rejects.toThrow(/already/);
    expect([await removeKey(file, 'platform'), await removeKey(file, 'platform')]).toEqual([true, false]);
    const left = await listKeys(file);
    expect([entryOf(key, left), entryOf(other, left)?.name]).toEqual([undefined, 'other']);
    expect(await readFile(file, 'utf8')).toMatch(/^# mine\n/);
  });

  test('expires at its moment', () => {
    const [entry] = readEntries(line({ expires: '2027-01-31T12:00:00Z' }));
    if (!entry) throw new Error('there is an entry');
    expect(isExpired(entry, new Date('2027-01-31T11:59:59Z'))).toBe(false);
    expect(isExpired(entry, new Date('2027-01-31T12:00:00Z'))).toBe(true);
  });
});

test('API_KEYS has keys with every scope, and hashes with a scope of their own', () => {
  const entries = givenEntries(['invented-key-of-the-test', `sha256:${HASH}`, `read:sha256:${HASH.toUpperCase()}`]);
  expect(entries.map(({ scope }) => scope)).toEqual(['admin', 'admin', 'read']);
  expect(new Set(entries.map(({ digest }) => digest.toString('hex')))).toEqual(new Set([HASH]));
});

describe('a running service', () => {
  test('follows its file; a damaged or absent one changes nothing, and is complained about once', async () => {
    const lines: string[] = [];
    const logger = pino({ level: 'info' }, { write: (text: string) => void lines.push(text) });
    const first = await addKey(file, { name: 'first', scope: 'read', expires: undefined });
    const keys = new KeyFile(file, givenEntries(['invented-key-of-the-test']), logger, 60_000);
    const opens = (key: string) => entryOf(key, keys.entries()) !== undefined;
    const second = await addKey(file, { name: 'second', scope: 'read', expires: undefined });
    expect(opens(second)).toBe(false);
    keys.look();
    expect([opens(first), opens(second), opens('invented-key-of-the-test')]).toEqual([true, true, true]);
    const whole = await readFile(file, 'utf8');
    await writeFile(file, whole.slice(0, -20));
    for (let i = 0; i < 3; i++) keys.look();
    expect([opens(first), opens(second)]).toEqual([true, true]);
    expect(keys.trouble()).toMatch(/^line 2: expected one JSON object.*the keys of before stay in force$/);
    await unlink(file);
    for (let i = 0; i < 3; i++) keys.look();
    expect([opens(first), keys.trouble()]).toEqual([true, expect.stringContaining('there is no such file')]);
    expect(lines.filter((text) => text.includes('"level":50'))).toHaveLength(2);
    await writeFile(file, whole.split('\n')[1] ?? '');
    keys.look();
    expect([opens(first), opens(second), keys.trouble()]).toEqual([false, true, undefined]);
    keys.close();
  });

  test('does not start without its file, or with a damaged one', async () => {
    const logger = pino({ level: 'silent' });
    expect(() => new KeyFile(file, [], logger)).toThrow(/there is no such file; 'ideascope keys create' makes one/);
    await writeFile(file, 'keys');
    expect(() => new KeyFile(file, [], logger)).toThrow(/line 1: expected one JSON object/);
  });
});

describe('a line of the log', () => {
  const given = ['invented"key\\of/the-test', 'sha256:'.padEnd(71, 'a')];
  const hide = hideKeys(given);
  const made = makeKey();

  test.each([
    ['as it is', (key: string) => key],
    ['in an address', (key: string) => encodeURIComponent(key)],
    ['in JSON', (key: string) => JSON.stringify({ key })],
    ['in JSON within JSON', (key: string) => JSON.stringify({ body: JSON.stringify({ key }) })],
  ])('has no key %s', (_, written) => {
    for (const key of [given[0] as string, made]) {
      const text = hide(`{"a":"b ${written(key)} c"}`);
      expect(text).toContain('[key]');
      expect(text).not.toContain(written(key));
    }
  });

  test('is else as it was', () => {
    expect(hide('{"msg":"a risk_of this","x":1}')).toBe('{"msg":"a risk_of this","x":1}');
  });
});
