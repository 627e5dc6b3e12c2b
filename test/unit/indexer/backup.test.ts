// Backups that are damaged, cut short, of a later version or without room, and folders that are not free: each is refused
// with a reason, and nothing is touched.
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { backupCommand, restoreCommand } from '../../../indexer/backup-commands.js';
import type { Surroundings } from '../../../indexer/command-steps.js';
import { readCommandLine } from '../../../indexer/usage.js';
import { openLibrary } from '../../../src/compose.js';
import { readConfig } from '../../../src/config.js';
import { closeLibrary } from '../../../src/engine/engine.js';
import { createLogger } from '../../../src/logger.js';
import { makeWork } from '../../support/works.js';

const folder = mkdtempSync(join(tmpdir(), 'backup-'));
const at = (...names: string[]) => join(folder, ...names);
const logger = createLogger('silent');
let printed = '';

function around(dataDir: string, env: Record<string, string> = {}): Surroundings {
  const config = readConfig({ DATA_DIR: dataDir, EMBEDDING_MODEL: 'none', ...env });
  const signal = new AbortController().signal;
  const print = (text: string) => {
    printed += text;
  };
  const parts = { openLibrary: () => openLibrary(config, logger), openEmbedder: () => Promise.reject() as never };
  return { config, logger, print, signal, stdin: process.stdin, stderr: { write: () => true }, ...parts };
}

const backup = (target: string, dataDir = at('data')) =>
  backupCommand(readCommandLine(['backup', target]), around(dataDir));
const verify = (target: string) => backupCommand(readCommandLine(['backup', '--verify', target]), around(at('data')));
const restore = (from: string, dataDir: string) => restoreCommand(readCommandLine(['restore', from]), around(dataDir));

async function titlesIn(dataDir: string): Promise<(string | undefined)[]> {
  const library = await openLibrary(around(dataDir).config, logger);
  const works = await library.works.fetch(['own:1', 'own:2']);
  await closeLibrary(library);
  return works.map((work) => work?.display_name ?? undefined);
}

/** A copy of the good backup, with something wrong. */
function spoiled(name: string, spoil: (copy: string) => void): string {
  execFileSync('cp', ['-r', at('good'), at(name)]);
  spoil(at(name));
  return at(name);
}

beforeAll(async () => {
  const library = await openLibrary(around(at('data')).config, logger);
  await library.works.write([
    makeWork({ id: 'own:1', display_name: 'Tides' }),
    makeWork({ id: 'own:2', display_name: 'Moons' }),
  ]);
  await closeLibrary(library);
  await backup(at('good'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a backup is restored as it was, and told of', async () => {
  expect(readdirSync(folder).sort()).toEqual(['data', 'good']);
  printed = '';
  await verify(at('good'));
  expect(printed).toMatch(/good is whole: 2 works and 0 authors \(\d+ MiB\), begun 20\S+Z by version \d+\.\d+\.\d+$/m);
  await restore(at('good'), at('restored'));
  expect(await titlesIn(at('restored'))).toEqual(['Tides', 'Moons']);
  const { files, formats, derive_anew } = JSON.parse(readFileSync(at('good', 'backup.json'), 'utf8'));
  expect({ formats, derive_anew }).toEqual({ formats: { backup: 1, store: 3, snapshot: 8 }, derive_anew: false });
  expect(files.map(({ name }: { name: string }) => name)).toContain('works.lmdb');
  expect(readdirSync(at('good')).filter((name) => name.endsWith('-lock'))).toEqual([]);
});

describe('a backup that is refused, with nothing touched', () => {
  const flip = (path: string) => {
    const bytes = readFileSync(path);
    bytes[bytes.length - 100] = (bytes[bytes.length - 100] as number) ^ 1;
    writeFileSync(path, bytes);
  };
  const edit = (copy: string, change: (manifest: Record<string, never>) => object) => {
    const path = join(copy, 'backup.json');
    writeFileSync(path, JSON.stringify(change(JSON.parse(readFileSync(path, 'utf8')))));
  };
  test.each<[string, (copy: string) => void, RegExp]>([
    ['bit', (copy) => flip(join(copy, 'works.lmdb')), /damaged: works\.lmdb has another content/],
    ['short', (copy) => truncateSync(join(copy, 'authors.lmdb'), 100), /damaged: authors\.lmdb has 100 bytes instead/],
    ['missing', (copy) => rmSync(join(copy, 'works.lmdb')), /damaged: works\.lmdb is missing/],
    ['unnamed', (copy) => rmSync(join(copy, 'backup.json')), /no whole backup: it has no backup\.json/],
    ['torn', (copy) => truncateSync(join(copy, 'backup.json'), 60), /damaged: backup\.json is not as it was written/],
    [
      'newer',
      (copy) =>
        edit(copy, (manifest) => ({ ...manifest, version: '9.1.0', formats: { backup: 1, store: 7, snapshot: 8 } })),
      /later version \(9\.1\.0\): the format of its store is 7, this version reads up to 3/,
    ],
    [
      'escaping',
      (copy) =>
        edit(copy, (manifest) => ({ ...manifest, files: [{ name: '../x.json', bytes: 1, sha256: 'a'.repeat(64) }] })),
      /damaged: backup\.json/,
    ],
  ])('%s', async (name, spoil, reason) => {
    const copy = spoiled(name, spoil);
    await expect(restore(copy, at('untouched'))).rejects.toThrow(reason);
    await expect(verify(copy)).rejects.toThrow(reason);
    expect(existsSync(at('untouched'))).toBe(false);
  });
});

describe('folders that are not free', () => {
  test('a backup replaces nothing', async () => {
    await expect(backup(at('good'))).rejects.toThrow(/holds a backup: name a new folder/);
    await expect(backup(at('data'))).rejects.toThrow(/is not empty: name a new folder/);
    await expect(backup(at('good', 'works.lmdb'))).rejects.toThrow(/is a file/);
    await expect(backup(at('none'), at('nowhere'))).rejects.toThrow(/nowhere cannot be read: it is not there/);
  });

  test('a store is not restored over another one', async () => {
    await expect(restore(at('good'), at('data'))).rejects.toThrow(/holds a store, which may be in use.*move it away/);
    expect(await titlesIn(at('data'))).toEqual(['Tides', 'Moons']);
  });

  test('a restore that was cut short is no store, and the same command begins anew', async () => {
    mkdirSync(at('cut', 'restoring'), { recursive: true });
    writeFileSync(at('cut', 'authors.lmdb'), 'half');
    await expect(openLibrary(around(at('cut')).config, logger)).rejects.toThrow(
      /restore that goes on or was cut short/,
    );
    await restore(at('good'), at('cut'));
    expect(await titlesIn(at('cut'))).toEqual(['Tides', 'Moons']);
  });

  test('a cluster is told what to do instead', async () => {
    const cluster = around(at('data'), { ELASTICSEARCH_URL: 'http://127.0.0.1:9' });
    const instead = /ELASTICSEARCH_URL is set: take a snapshot.*docs\/cluster\.md#snapshots/;
    await expect(backupCommand(readCommandLine(['backup', at('x')]), cluster)).rejects.toThrow(instead);
    await expect(restoreCommand(readCommandLine(['restore', at('good')]), cluster)).rejects.toThrow(instead);
  });
});

/** Whether a file system of memory can be mounted, which only root may. */
function mounted(path: string, size: string): boolean {
  mkdirSync(path);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', path], { stdio: 'ignore' });
    return true;
  } catch {
    process.stderr.write('SKIPPED: a full disk under a backup (mounting a tmpfs is not allowed here)\n');
    return false;
  }
}

test('a full disk leaves no backup and no store', async () => {
  const small = at('small');
  if (!mounted(small, '64k')) return;
  try {
    await expect(backup(join(small, 'backup'))).rejects.toThrow(
      /no room in .*small: \d+ MiB are needed, 1 MiB are free/,
    );
    await expect(restore(at('good'), join(small, 'data'))).rejects.toThrow(/no room in .*data: \d+ MiB are needed/);
    expect(readdirSync(small)).toEqual(['data']);
    expect(readdirSync(join(small, 'data'))).toEqual([]);
  } finally {
    execFileSync('umount', ['--lazy', small]);
  }
});
