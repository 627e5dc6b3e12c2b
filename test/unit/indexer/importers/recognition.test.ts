// Every fixture of every format is recognised as its own, and by no other importer.
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { FORMATS, type Format, importerOf } from '../../../../indexer/importers/formats.js';
import { isGzip } from '../../../../indexer/importers/layout.js';
import { recordsIn } from '../../../../indexer/importers/pages.js';
import { readSource } from '../../../../indexer/importers/read-source.js';
import { FIXTURES, fixtureFiles, fixtureFormats } from '../../../support/importer-fixtures.js';

const files = fixtureFormats().flatMap((format) =>
  fixtureFiles(format).map((file) => ({ format: format as Format, file, name: relative(FIXTURES, file) })),
);

const ofMedium = (medium: 'json' | 'text') => files.filter(({ format }) => importerOf(format).medium === medium);

/** What recognises a record of JSON, but for the plain shape, which takes what is left. */
function takersOf(record: object): Format[] {
  return FORMATS.filter((format) => {
    const importer = importerOf(format);
    return importer.medium === 'json' && format !== 'jsonl' && importer.recognises(record);
  });
}

async function recordsOf(file: string): Promise<object[]> {
  const records: object[] = [];
  for await (const raw of readSource({ path: file, size: undefined })) {
    if ('record' in raw && typeof raw.record === 'object' && raw.record !== null) records.push(raw.record);
  }
  return records;
}

test.each(ofMedium('json').map(({ name, ...one }) => [name, one] as const))('%s', async (_name, { format, file }) => {
  const records = await recordsOf(file);
  expect(records.length).toBeGreaterThan(0);
  for (const [index, record] of records.entries()) {
    const takers = takersOf(record);
    // the first one decides; a poor one among others may say nothing, but never something else
    if (index === 0) expect(takers).toEqual(format === 'jsonl' ? [] : [format]);
    else expect([[], [format]]).toContainEqual(takers);
  }
});

test.each(ofMedium('text').map(({ name, ...one }) => [name, one] as const))('%s', (_name, { format, file }) => {
  // companions hold no works
  if (file.endsWith('.yaml')) return;
  const bytes = readFileSync(file);
  const head = (isGzip(bytes) ? gunzipSync(bytes) : bytes).toString('latin1', 0, 64 * 1024);
  const takers = FORMATS.filter((one) => {
    const importer = importerOf(one);
    return importer.medium === 'text' && importer.recognises(head, file);
  });
  expect(takers).toEqual([format]);
});

test('every format has fixtures', () => {
  expect(fixtureFormats()).toEqual([...FORMATS]);
});

test.each([
  ['a record', { id: 'x', title: 'T', items: [] }, 1],
  ['a page of OpenAlex', { meta: { count: 2 }, results: [{ id: 'W1' }, { id: 'W2' }] }, 2],
  ['a list of Crossref', { status: 'ok', 'message-type': 'work-list', message: { items: [{}, {}, {}] } }, 3],
  ['one work of Crossref', { status: 'ok', 'message-type': 'work', message: { DOI: '10.9999/a' } }, 1],
  ['a page of Semantic Scholar', { total: 2, offset: 0, data: [{}, null] }, 2],
  ['recommendations', { recommendedPapers: [{}, {}] }, 2],
  ['an empty page', { meta: {}, results: [] }, 0],
  ['data of something else', { id: 'x', data: [1, 2] }, 1],
  ['results without a page', { results: [1, 2] }, 1],
  ['null', null, 1],
])('%s holds %#', (_name, raw, count) => {
  expect(recordsIn(raw)).toHaveLength(count);
});
