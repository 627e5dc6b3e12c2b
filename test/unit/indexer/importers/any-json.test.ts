// Importers of JSON against any JSON: records of the fixtures with anything in place of some of their parts.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FORMATS, type Format, importerOf, readRecord } from '../../../../indexer/importers/formats.js';
import { readSource } from '../../../../indexer/importers/read-source.js';
import { workSchema } from '../../../../src/domain/work.js';
import { fixtureFiles } from '../../../support/importer-fixtures.js';

const JSON_FORMATS = FORMATS.filter((format) => importerOf(format).medium === 'json');

async function recordsOf(format: Format): Promise<unknown[]> {
  const records: unknown[] = [];
  for (const file of fixtureFiles(format)) {
    for await (const raw of readSource({ path: file, size: undefined })) {
      if ('record' in raw) records.push(raw.record);
    }
  }
  return records;
}

/** Where a part stands: the keys and places that lead to it. */
type Path = readonly (string | number)[];

function pathsIn(value: unknown, path: Path = []): Path[] {
  const inner: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? value.map((one, i) => [i, one] as const)
    : typeof value === 'object' && value !== null
      ? Object.entries(value)
      : [];
  return [path, ...inner.flatMap(([key, one]) => pathsIn(one, [...path, key]))];
}

function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.map((one, i) => (i === key ? replaced(one, rest, by) : one));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([k, one]) => [k, k === key ? replaced(one, rest, by) : one]));
}

test.each(JSON_FORMATS)('%s: whatever stands in a record, there is a work or a reason', async (format) => {
  const records = await recordsOf(format);
  const importer = importerOf(format);
  if (importer.medium !== 'json') throw new Error('not of JSON');
  const wound = fc.record({ at: fc.nat(), by: fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.string({ unit: 'binary' })) });
  const damaged = fc.record({ record: fc.constantFrom(...records), wounds: fc.array(wound, { maxLength: 4 }) });
  fc.assert(
    fc.property(damaged, ({ record, wounds }) => {
      let raw: unknown = record;
      for (const { at, by } of wounds) {
        const paths = pathsIn(raw);
        raw = replaced(raw, paths[at % paths.length] ?? [], by);
      }
      for (const one of importer.within?.(raw) ?? [raw]) {
        const made = readRecord(importer, one);
        if ('rejection' in made) expect(made.rejection).not.toBe('');
        else if ('supplements' in made) expect(made.supplements).not.toBe('');
        else expect(workSchema.parse(made.work)).toEqual(made.work);
      }
    }),
    { numRuns: 150 },
  );
});
