// Sorts all names of an index, in flat arrays: a million of them are no objects.
import { type Bits, hasBit } from '../bitset.js';
import type { Breathe } from '../breathing.js';
import type { Ranking } from '../select-top.js';
import { END_OF_NAME, type NameTable } from './name-table.js';

/** How many documents are looked at between two breaths. */
const STRIDE = 2_000;

/** Names sorted by the ranks of their words: by counting for the first word, by comparing among those that share it. */
export async function sortedNames(
  { rows, words }: NameTable,
  docs: number,
  alive: Bits,
  rankOf: Uint32Array,
  breathe: Breathe,
): Promise<{ names: Uint32Array; owners: Uint32Array }> {
  const rankAt = (name: number) => rankOf[rows.data[name] as number] as number;
  const eachName = async (take: (name: number, doc: number) => void) => {
    for (let doc = 0; doc < docs; doc++) {
      if (doc % STRIDE === 0) await breathe();
      if (hasBit(alive, doc)) for (const name of namesIn(rows, doc)) take(name, doc);
    }
  };
  const ends = new Uint32Array(words.size + 1);
  await eachName((name) => {
    const place = rankAt(name) + 1;
    ends[place] = (ends[place] as number) + 1;
  });
  for (let rank = 0; rank < words.size; rank++) ends[rank + 1] = (ends[rank + 1] as number) + (ends[rank] as number);
  const names = new Uint32Array(ends[words.size] as number);
  const owners = new Uint32Array(names.length);
  await eachName((name, doc) => {
    const rank = rankAt(name);
    const place = ends[rank] as number;
    names[place] = name;
    owners[place] = doc;
    ends[rank] = place + 1;
  });
  // what was the beginning of each first word has become its end
  for (let rank = 0, from = 0; rank < words.size; from = ends[rank++] as number) {
    const to = ends[rank] as number;
    if (to - from < 2) continue;
    sortStretch(names, owners, from, to, (a, b) => compareNames(rows.data, rankOf, a, b) || a - b);
    await breathe();
  }
  return { names, owners };
}

/** Sorts names from one place to before another, each with its owner. */
function sortStretch(names: Uint32Array, owners: Uint32Array, from: number, to: number, compare: Ranking): void {
  const [those, theirs] = [names.slice(from, to), owners.slice(from, to)];
  const order = Array.from(those, (_, i) => i).sort((i, j) => compare(those[i] as number, those[j] as number));
  for (const [i, other] of order.entries()) {
    names[from + i] = those[other] as number;
    owners[from + i] = theirs[other] as number;
  }
}

function compareNames(data: Uint32Array, rankOf: Uint32Array, a: number, b: number): number {
  for (let i = 0; ; i++) {
    const [x, y] = [data[a + i] as number, data[b + i] as number];
    if (x === y) {
      if (x === END_OF_NAME) return 0;
      continue;
    }
    if (x === END_OF_NAME) return -1;
    if (y === END_OF_NAME) return 1;
    return (rankOf[x] as number) - (rankOf[y] as number);
  }
}

/** Where the names of a document begin. */
export function* namesIn({ starts, data }: NameTable['rows'], doc: number): Generator<number> {
  let name = starts[doc] as number;
  for (let i = name; i < (starts[doc + 1] as number); i++) {
    if (data[i] !== END_OF_NAME) continue;
    yield name;
    name = i + 1;
  }
}
