// A store whose texts were read otherwise when it was written: what follows from that is made anew when it is opened.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { open } from 'lmdb';
import { WorkStore } from '../../../src/engine/builtin/work-store.js';
import { versionKeys } from '../../../src/text/version-keys.js';
import { makeWork } from '../../support/works.js';

const folder = mkdtempSync(join(tmpdir(), 'reading-'));
afterAll(() => rmSync(folder, { recursive: true }));

const MODEL = { name: 'tiny', revision: '1', dtype: 'q8', dimension: 3 };
const TITLE = 'A theory of $\\alpha$-stable tides';
const WORKS = [makeWork({ id: 'own:1', display_name: TITLE }), makeWork({ id: 'own:2', display_name: 'Plain tides' })];

/** As an older version left it. */
function age(): void {
  const root = open({ path: `${folder}/works.lmdb`, maxDbs: 64, noSubdir: true });
  const entries = root.openDB({ name: 'entries', sharedStructuresKey: Symbol.for('structures') });
  const meta = root.openDB({ name: 'meta' });
  root.transactionSync(() => {
    const entry = entries.get('own:1') as Record<string, unknown>;
    entries.put('own:1', { ...entry, text: 'as it was read then' });
    meta.remove('reading');
    meta.put('version-keys', 1);
  });
  return void root.close();
}

test('works with TeX lack a vector again, others keep theirs, and titles meet by their new keys', async () => {
  const store = new WorkStore(folder);
  await store.write(WORKS);
  const waiting = await store.unembedded(MODEL, 10);
  expect(waiting.map(({ text }) => text)).toEqual(['A theory of α-stable tides', 'Plain tides']);
  const vector = Float32Array.of(1, 0, 0);
  await store.writeVectors(
    MODEL,
    waiting.map(({ id, textHash }) => ({ id, textHash, vector })),
  );
  expect(await store.unembedded(MODEL, 10)).toEqual([]);
  await store.close();
  age();
  const opened = new WorkStore(folder);
  expect((await opened.unembedded(MODEL, 10)).map(({ id }) => id)).toEqual(['own:1']);
  const [key = ''] = versionKeys({ id: 'x:1', ids: {}, display_name: 'A Theory of Alpha-Stable Tides' });
  expect(opened.sharing([key])).toEqual([['own:1']]);
  await opened.close();
  const again = new WorkStore(folder);
  expect((await again.unembedded(MODEL, 10)).map(({ id }) => id)).toEqual(['own:1']);
  await again.close();
});
