// The tests that every importer passes: its traps, its golden output, recognition, damage, and the originals.
//
// How to use it: put into test/fixtures/importers/<format>/
//   works/…       invented files with the real structure, in as many layouts as there are (with companions, if any)
//   traps.yaml    a list of { trap, input, expected, absent? }, see `Trap` in importer-fixtures.ts
// run `npm run golden`, look at test/golden/importers/<format>.json, and write test/unit/indexer/importers/<format>.test.ts:
//   describeImporter({ format: 'acl', pieces: ['<b>', '</paper>'], wrap: (input) => `<collection>${input}</collection>` });
//   describeOriginals({ format: 'acl', folder: 'acl-anthology-xml', count: (file, text) => … });
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import type { Format } from '../../indexer/importers/formats.js';
import type { ReadWork } from '../../indexer/importers/read-works.js';
import { SourceError } from '../../indexer/importers/source-error.js';
import { workSchema } from '../../src/domain/work.js';
import { fixtureFiles, NATIVE, readBytes, readFixtures, readTraps, type Trap } from './importer-fixtures.js';
import { skipLoudly } from './skip-loudly.js';

export interface ImporterCase {
  readonly format: Format;
  /** Scraps of the format's syntax that damage is made of. */
  readonly pieces: readonly string[];
  /** Makes a whole file of the text of a trap. */
  readonly wrap?: (input: string) => string;
}

const GOLDEN = fileURLToPath(new URL('../../../test/golden/importers/', import.meta.url));
/** Of all files of a format together; each damaged file is read twice. */
const MUTATIONS = 150;

export function describeImporter({ format, pieces, wrap = (input) => input }: ImporterCase): void {
  describe(`importer ${format}`, () => {
    test.each(readTraps(format).map((one) => [one.trap, one] as const))('%s', async (_name, trap) => {
      const text = typeof trap.input === 'string' ? wrap(trap.input) : JSON.stringify(trap.input);
      expectTrap(trap, await readBytes(Buffer.from(text), format));
    });

    test('gives the golden output', async () => {
      const golden: unknown = JSON.parse(readFileSync(join(GOLDEN, `${format}.json`), 'utf8'));
      const now = await readFixtures(format);
      expect(JSON.parse(JSON.stringify(now))).toEqual(golden);
      for (const work of Object.values(now).flat()) {
        if ('authorships' in work) expect(workSchema.parse(work)).toEqual(work);
      }
    });

    test('its files are recognised', async () => {
      for (const file of worksOf(format)) {
        const bytes = readFileSync(file);
        expect(await readBytes(bytes, 'auto', file)).toEqual(await readBytes(bytes, format, file));
      }
    });

    test('damage never ends the stream but with a reason', async () => {
      const random = seeded(20_260_101);
      const files = worksOf(format);
      for (const file of files) {
        const bytes = readFileSync(file);
        for (let round = 0; round < MUTATIONS / files.length; round += 1) {
          const damaged = damage(bytes, pieces, random);
          await expectOrder(damaged, format, file);
          await expectOrder(damaged, 'auto', file);
        }
      }
    });
  });
}

const worksOf = (format: string) => fixtureFiles(format).filter((file) => !file.endsWith('.yaml'));

function expectTrap({ expected, absent = [] }: Trap, found: readonly ReadWork[]): void {
  expect(found.map(({ work }) => work)).toMatchObject(expected);
  expect(found).toHaveLength(expected.length);
  for (const key of absent) expect(found[0]?.work).not.toHaveProperty(key);
}

/** Every record is a valid work or has a reason, numbers never go back, and there are not more records than bytes. */
async function expectOrder(bytes: Buffer, format: Format | 'auto', file: string): Promise<void> {
  let found: readonly ReadWork[];
  try {
    found = await readBytes(bytes, format, file);
  } catch (error) {
    expect(error).toBeInstanceOf(SourceError);
    return;
  }
  expect(found.length).toBeLessThanOrEqual(bytes.length);
  let number = 1;
  for (const one of found) {
    expect(one.number).toBeGreaterThanOrEqual(number);
    number = one.number;
    if ('rejection' in one.work) expect(one.work.rejection).not.toBe('');
    else if ('supplements' in one.work) expect(one.work.supplements).not.toBe('');
    else expect(workSchema.safeParse(one.work).success).toBe(true);
  }
}

/** Numbers from 0 to 2³² − 1 (xorshift32, Marsaglia 2003). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

/** One to four wounds: bytes changed, cut out, doubled, swapped for a scrap of syntax, or the end cut off. */
function damage(bytes: Buffer, pieces: readonly string[], random: () => number): Buffer {
  let damaged = bytes;
  for (let wounds = 1 + (random() % 4); wounds > 0; wounds -= 1) {
    const at = random() % (damaged.length + 1);
    const end = Math.min(damaged.length, at + (random() % 200));
    const scrap = Buffer.from(pieces[random() % pieces.length] ?? '');
    const kinds: readonly (() => Buffer[])[] = [
      () => [damaged.subarray(0, at), Buffer.from([random() & 0xff]), damaged.subarray(at + 1)],
      () => [damaged.subarray(0, at), damaged.subarray(end)],
      () => [damaged.subarray(0, end), damaged.subarray(at)],
      () => [damaged.subarray(0, at), scrap, damaged.subarray(at)],
      () => [damaged.subarray(0, at), scrap, damaged.subarray(end)],
      () => [damaged.subarray(0, at)],
    ];
    damaged = Buffer.concat(kinds[random() % kinds.length]?.() ?? [damaged]);
  }
  return damaged;
}

export interface OriginalsCase {
  readonly format: Format;
  /** In ../shared/data/native. */
  readonly folder: string;
  /** How many records a file holds, counted another way than by the importer; undefined: it is no file of works. */
  readonly count: (file: string, text: string) => number | undefined;
  /** What may be said of records that are no works; anything else is a failure. */
  readonly reasons?: RegExp;
}

/** Megabytes, read twice. */
const ORIGINALS_MS = 180_000;

/** Every record of the originals is a work or has a reason, where they lie beside the checkout. */
export function describeOriginals({ format, folder, count, reasons }: OriginalsCase): void {
  const path = join(NATIVE, folder);
  if (!existsSync(path)) {
    skipLoudly(`the originals of ${format}`, `there is no ../shared/data/native/${folder}`);
    return;
  }
  test(
    `every record of ../shared/data/native/${folder} is accounted for`,
    async () => {
      const files = (readdirSync(path, { recursive: true }) as string[]).sort().map((name) => join(path, name));
      let works = 0;
      for (const file of files.filter((one) => statSync(one).isFile())) {
        const bytes = readFileSync(file);
        const records = count(file, bytes.toString());
        if (records === undefined) continue;
        const found = await readBytes(bytes, 'auto', file);
        expect({ file, records: found.length }).toEqual({ file, records });
        const rejections = found.flatMap(({ work }) => ('rejection' in work ? [work.rejection] : []));
        expect(rejections.filter((reason) => reasons?.test(reason) !== true)).toEqual([]);
        // thousands of records: jest would compare them for seconds
        expect(isDeepStrictEqual(found, await readBytes(bytes, format, file))).toBe(true);
        works += found.length - rejections.length;
      }
      expect(works).toBeGreaterThan(0);
    },
    ORIGINALS_MS,
  );
}
