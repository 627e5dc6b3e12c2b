// The files of the million bench: the works of a collection of a given size, and further ones that come later.
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { multiplied, type PlainRecord, TitleForms } from './million-works.js';

const SEED = 8;

/** The records of corpora, file by file. */
export async function* readCorpora(corpora: readonly string[]): AsyncGenerator<PlainRecord> {
  for (const path of corpora) {
    const bytes = createReadStream(path);
    const input = path.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
    for await (const line of createInterface({ input })) {
      if (line !== '') yield JSON.parse(line) as PlainRecord;
    }
  }
}

async function countRecords(corpora: readonly string[]): Promise<number> {
  let count = 0;
  for await (const _ of readCorpora(corpora)) count += 1;
  return count;
}

/** `count` of `total`, evenly. */
async function* evenly(records: AsyncIterable<PlainRecord>, total: number, count: number): AsyncGenerator<PlainRecord> {
  let seen = 0;
  for await (const one of records) {
    if (Math.floor(((seen + 1) * count) / total) > Math.floor((seen * count) / total)) yield one;
    seen += 1;
  }
}

export interface Written {
  readonly real: number;
  readonly made: number;
}

/**
 * Writes a collection of `works` works as JSON lines: real ones, evenly drawn if there are more, and made-up ones if
 * there are fewer; and to another file `further` works that none of them is.
 */
export async function writeCollection(
  corpora: readonly string[],
  works: number,
  further: number,
  paths: { readonly works: string; readonly further: string },
): Promise<Written> {
  const total = await countRecords(corpora);
  const real = Math.min(total, works);
  const titles = new TitleForms();
  const out = lines(paths.works);
  for await (const one of evenly(readCorpora(corpora), total, real)) {
    titles.add(one.title ?? '');
    await out.write(one);
  }
  const made = { seed: SEED, from: real, count: works - real, titles };
  for await (const one of multiplied(readCorpora(corpora), total, made)) await out.write(one);
  await out.end();
  const later = lines(paths.further);
  const more = { seed: SEED + 1, from: works, count: further, titles };
  for await (const one of multiplied(readCorpora(corpora), total, more)) await later.write(one);
  await later.end();
  return { real, made: works - real };
}

/** Some records of a file, from one on. */
export async function readRecords(path: string, from: number, count: number): Promise<PlainRecord[]> {
  const records: PlainRecord[] = [];
  let at = 0;
  for await (const one of readCorpora([path])) {
    if (at >= from) records.push(one);
    at += 1;
    if (records.length >= count) break;
  }
  return records;
}

/** Writes records to a file, one a line. */
export async function writeRecords(path: string, records: readonly PlainRecord[]): Promise<void> {
  const out = lines(path);
  for (const one of records) await out.write(one);
  await out.end();
}

function lines(path: string) {
  const file = createWriteStream(path);
  const failed = once(file, 'error').then(([error]) => Promise.reject(error));
  failed.catch(() => undefined);
  return {
    write: async (one: PlainRecord) => {
      if (!file.write(`${JSON.stringify(one)}\n`)) await Promise.race([once(file, 'drain'), failed]);
    },
    end: async () => {
      file.end();
      await Promise.race([once(file, 'close'), failed]);
    },
  };
}
