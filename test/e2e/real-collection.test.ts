// A real collection, imported whole and searched, where one lies beside the checkout.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { countsOf, Place } from './processes.js';

const FILE = fileURLToPath(new URL('../../../../shared/data/corpora/s2-goldstandard.jsonl.gz', import.meta.url));
const WORDLESS = { EMBEDDING_MODEL: 'none' };
const present = existsSync(FILE);
if (!present) process.stderr.write('skipped: there is no real collection in ../shared/data/corpora\n');

let place: Place;
beforeAll(async () => {
  place = await Place.open();
});
afterAll(() => place.close());

(present ? test : test.skip)('every record becomes a work, and titles find their works', async () => {
  const text = gunzipSync(readFileSync(FILE)).toString();
  const records = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string; title: string });
  const end = await place.run(['import', FILE, '--no-embed'], WORDLESS);
  expect(end.code).toBe(0);
  expect(countsOf(end)).toEqual({ created: records.length, updated: 0, unchanged: 0, rejected: 0 });
  for (const { title } of [records[0], records.at(-1)].filter((one) => one !== undefined)) {
    const search = await place.run(['search', title, '--mode', 'keyword', '--limit', '3'], WORDLESS);
    expect(search.stdout).toContain(title);
  }
});
