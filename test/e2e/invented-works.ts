// Invented records in the plain shape: as many as a test needs, the same for the same number.
import { writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { randomFrom } from '../support/works.js';

const SYLLABLES = 'ka lo mi ser ton vel dra qui nor pex ful gam bri sto wen hul'.split(' ');
const VOCABULARY = 4000;
const VENUES = ['Journal of Invented Results', 'Workshop on Made-Up Data', 'Letters in Fiction'];

export interface InventedRecord {
  readonly id: string;
  readonly title: string;
  readonly abstract: string;
  readonly year: number;
  readonly venue: string;
  readonly authors: readonly { readonly id: string; readonly name: string }[];
}

/** Small numbers come often, as frequent words do. */
function inventedWord(random: () => number): string {
  let number = Math.floor(VOCABULARY * random() ** 3);
  let word = '';
  do {
    word += SYLLABLES[number % SYLLABLES.length];
    number = Math.floor(number / SYLLABLES.length);
  } while (number > 0);
  return word;
}

function sentence(random: () => number, words: number): string {
  return Array.from({ length: words }, () => inventedWord(random)).join(' ');
}

/** One record; `abstractWords` decides how much there is to index and to embed. */
export function inventedRecord(number: number, abstractWords: number): InventedRecord {
  const random = randomFrom(number + 1);
  const person = Math.floor(random() * 500);
  return {
    id: `invented:${number}`,
    title: `${sentence(random, 6)} number${number}`,
    abstract: sentence(random, abstractWords),
    year: 1990 + (number % 35),
    venue: VENUES[number % VENUES.length] as string,
    authors: [{ id: `person:${person}`, name: `Person ${sentence(random, 1)} ${person}` }],
  };
}

export function inventedRecords(count: number, abstractWords: number): InventedRecord[] {
  return Array.from({ length: count }, (_, number) => inventedRecord(number, abstractWords));
}

export async function writeGzip(path: string, records: readonly unknown[]): Promise<void> {
  await writeFile(path, gzipSync(records.map((record) => `${JSON.stringify(record)}\n`).join(''), { level: 1 }));
}
