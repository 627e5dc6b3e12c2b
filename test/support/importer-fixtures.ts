// The fixtures of an importer: its files, its traps, its golden output, and how they are read.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { Companions } from '../../indexer/importers/companions.js';
import type { Format } from '../../indexer/importers/formats.js';
import { type ReadWork, readWorks } from '../../indexer/importers/read-works.js';

// the sources: the compiler does not copy data files
export const FIXTURES = fileURLToPath(new URL('../../../test/fixtures/importers/', import.meta.url));

/** Originals of other services, where they lie beside the checkout. */
export const NATIVE = fileURLToPath(new URL('../../../../shared/data/native/', import.meta.url));

/** One peculiarity of a format: what stands in a file, and what must come of it. */
export interface Trap {
  readonly trap: string;
  /** The text of a file or, for JSON, its one record as an object. */
  readonly input: unknown;
  /** Parts of the works, one for each record; `{ rejection }`, with `skipped: true` where it is no error. */
  readonly expected: readonly Record<string, unknown>[];
  /** Keys that the first work must not have. */
  readonly absent?: readonly string[];
}

export function readTraps(format: string): Trap[] {
  return parse(readFileSync(join(FIXTURES, format, 'traps.yaml'), 'utf8')) as Trap[];
}

/** The files of `<format>/works/`, at any depth, by path. */
export function fixtureFiles(format: string): string[] {
  const folder = join(FIXTURES, format, 'works');
  const names = readdirSync(folder, { recursive: true }) as string[];
  return names.sort().flatMap((name) => (statSync(join(folder, name)).isFile() ? [join(folder, name)] : []));
}

/** The formats that have a folder of fixtures. */
export function fixtureFormats(): string[] {
  return existsSync(FIXTURES) ? readdirSync(FIXTURES).sort() : [];
}

/**
 * What is read out of bytes, as an import reads them.
 * @param file whose companions are read, if it has any
 */
export async function readBytes(bytes: Buffer, format: Format | 'auto', file = '-'): Promise<ReadWork[]> {
  // small chunks: they cut tags, entities and characters
  const chunks = Array.from({ length: Math.ceil(bytes.length / 997) }, (_, index) =>
    bytes.subarray(index * 997, (index + 1) * 997),
  );
  const open = { path: file, stream: Readable.from(chunks) };
  const found: ReadWork[] = [];
  for await (const one of readWorks(open, { format, beside: new Companions().of(file) })) found.push(one);
  return found;
}

/** The records of all files of a format, as they are committed in test/golden/importers. */
export async function readFixtures(format: Format): Promise<Record<string, ReadWork['work'][]>> {
  const found: Record<string, ReadWork['work'][]> = {};
  for (const file of fixtureFiles(format)) {
    const name = relative(join(FIXTURES, format, 'works'), file).replaceAll('\\', '/');
    // a companion is no file of works
    if (name.endsWith('.yaml')) continue;
    found[name] = (await readBytes(readFileSync(file), format, file)).map(({ work }) => work);
  }
  return found;
}
