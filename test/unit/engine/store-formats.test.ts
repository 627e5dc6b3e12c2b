// Stores of other formats: an older one is taken over, an ancient or a newer one is refused, naming both formats.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { open } from 'lmdb';
import { WorkStore } from '../../../src/engine/builtin/work-store.js';
import { makeWork } from '../../support/works.js';

let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'formats-'));
  const store = new WorkStore(folder);
  await store.write([makeWork({ id: 'own:1', display_name: 'Tides' })]);
  await store.close();
});
afterEach(() => rmSync(folder, { recursive: true }));

/** As a version of another format left it. */
async function leaveFormat(format: number): Promise<void> {
  const root = open({ path: `${folder}/works.lmdb`, maxDbs: 64, noSubdir: true });
  await root.openDB({ name: 'meta' }).put('format', format);
  await root.close();
}

test('a store of the format before is taken over', async () => {
  await leaveFormat(2);
  for (let i = 0; i < 2; i++) {
    const store = new WorkStore(folder);
    expect(store.get('own:1')?.display_name).toBe('Tides');
    await store.close();
  }
});

test.each([
  [4, /holds a store of format 4, this version reads 2 and 3: run the version that wrote it, or a later one$/],
  [1, /holds a store of format 1, this version reads 2 and 3: import its works again into an empty folder$/],
])('a store of format %d is refused', async (format, message) => {
  await leaveFormat(format);
  expect(() => new WorkStore(folder)).toThrow(message);
});
