// Names and words in order, so that what begins alike stands together: made anew when enough names have come in.
import { type Bits, hasBit } from '../bitset.js';
import type { Breathe } from '../breathing.js';
import { END_OF_NAME, FIRST_WORD, type NameTable } from './name-table.js';
import { sortedNames } from './sorted-names.js';
import { WordTrie } from './word-trie.js';

/** How many documents, or words, are looked at between two breaths. */
const STRIDE = 2_000;
/** Words with typos whose neighbours are kept: a few hundred bytes each. */
const MOST_REMEMBERED = 1_000;

/** A stretch of ranks: from, behind the last. */
export type Range = readonly [number, number];

/** Everything is over the first `docs` documents and the first `words` words; what came later is not in it. */
export class NameOrder {
  readonly docs: number;
  readonly words: number;
  /** Words by rank; rank by word. */
  readonly byRank: Uint32Array;
  readonly rankOf: Uint32Array;
  /** The first rank of a word of names: before it stand acronyms and words with diacritics. */
  readonly firstRank: number;
  /** Over the words from `firstRank` on. */
  readonly trie: WordTrie;
  /** Documents by the ranks of their words: those of rank r from `starts[r]` to `starts[r + 1]`. */
  readonly starts: Uint32Array;
  readonly postings: Uint32Array;
  /** Where each name begins in the rows, names in order; whose it is. */
  readonly names: Uint32Array;
  readonly owners: Uint32Array;
  private readonly table: NameTable;
  private readonly lately = new Map<string, readonly number[]>();

  constructor(table: NameTable, parts: Parts) {
    this.table = table;
    this.docs = parts.docs;
    this.words = parts.byRank.length;
    this.byRank = parts.byRank;
    this.rankOf = parts.rankOf;
    this.firstRank = parts.firstRank;
    this.trie = parts.trie;
    this.starts = parts.starts;
    this.postings = parts.postings;
    this.names = parts.names;
    this.owners = parts.owners;
  }

  /** The ranks of the words that begin so. */
  beginningWith(beginning: string): Range {
    const from = this.firstWord((word) => word >= beginning);
    return [from, this.firstWord((word) => word > beginning && !word.startsWith(beginning))];
  }

  /**
   * Ranges (first, behind the last, …) of the ranks of words with a beginning so near. Whoever types the third word of a
   * name has typed the first two before: what was asked lately is remembered.
   */
  near(typed: string, typos: number): readonly number[] {
    const key = `${typos} ${typed}`;
    const known = this.lately.get(key);
    if (known) return known;
    const ranges = this.trie.near(typed, typos).map((rank) => rank + this.firstRank);
    // a map gives its keys in the order in which they came
    if (this.lately.size >= MOST_REMEMBERED) this.lately.delete(this.lately.keys().next().value as string);
    this.lately.set(key, ranges);
    return ranges;
  }

  /** The rank of a word itself. */
  rank(word: string): number | undefined {
    const number = this.table.words.find(word);
    return number === undefined || number >= this.words ? undefined : this.rankOf[number];
  }

  private firstWord(holds: (word: string) => boolean): number {
    return firstWhere(this.byRank.length, (rank) => holds(this.table.words.word(this.byRank[rank] as number)));
  }

  /** The names, by their place in the order, whose words begin with those typed, the last of which may be a beginning. */
  namesBeginningWith(typed: readonly string[]): Range {
    const ranks = typed.slice(0, -1).map((word) => this.rank(word));
    if (ranks.includes(undefined)) return [0, 0];
    const [low, high] = this.beginningWith(typed.at(-1) ?? '');
    const behind = (last: number) => {
      const target = [...(ranks as number[]), last];
      return firstWhere(this.names.length, (place) => this.compare(place, target) >= 0);
    };
    return [behind(low), behind(high)];
  }

  /** Whether a name is these words and no more. */
  isName(place: number, words: readonly string[]): boolean {
    const at = this.names[place] as number;
    return sameName(this.table, at, words);
  }

  /** A name and the ranks that it should begin with. */
  private compare(place: number, target: readonly number[]): number {
    const { data } = this.table.rows;
    const at = this.names[place] as number;
    for (let i = 0; i < target.length; i++) {
      const cell = data[at + i] as number;
      if (cell === END_OF_NAME) return -1;
      const order = (this.rankOf[cell] as number) - (target[i] as number);
      if (order !== 0) return order;
    }
    return 0;
  }

  /** Bytes of memory. */
  get bytes(): number {
    const arrays = [this.byRank, this.rankOf, this.starts, this.postings, this.names, this.owners];
    return arrays.reduce((sum, { byteLength }) => sum + byteLength, this.trie.bytes);
  }
}

/** Whether the name that begins at this cell is these words and no more. */
export function sameName({ words, rows }: NameTable, at: number, typed: readonly string[]): boolean {
  if (rows.data[at + typed.length] !== END_OF_NAME) return false;
  return typed.every((word, i) => {
    const cell = rows.data[at + i] as number;
    return cell !== END_OF_NAME && words.word(cell) === word;
  });
}

interface Parts {
  readonly docs: number;
  readonly byRank: Uint32Array;
  readonly rankOf: Uint32Array;
  readonly firstRank: number;
  readonly trie: WordTrie;
  readonly starts: Uint32Array;
  readonly postings: Uint32Array;
  readonly names: Uint32Array;
  readonly owners: Uint32Array;
}

/** An order of nothing. */
export function emptyOrder(table: NameTable): NameOrder {
  const none = new Uint32Array(0);
  const trie = new WordTrie();
  trie.finish();
  const starts = new Uint32Array(1);
  const parts = { byRank: none, rankOf: none, starts, postings: none, names: none, owners: none };
  return new NameOrder(table, { ...parts, docs: 0, firstRank: 0, trie });
}

/** Orders the living of the first `docs` documents, which must not change meanwhile; `breathe` is awaited now and then. */
export async function orderNames(table: NameTable, docs: number, alive: Bits, breathe: Breathe): Promise<NameOrder> {
  const byRank = await sortedWords(table, breathe);
  const rankOf = new Uint32Array(byRank.length);
  for (let rank = 0; rank < byRank.length; rank++) rankOf[byRank[rank] as number] = rank;
  const word = (rank: number) => table.words.word(byRank[rank] as number);
  const firstRank = firstWhere(byRank.length, (rank) => word(rank) >= FIRST_WORD);
  const trie = new WordTrie();
  for (let rank = firstRank; rank < byRank.length; rank++) {
    trie.push(word(rank));
    if (rank % STRIDE === 0) await breathe();
  }
  trie.finish();
  const posted = await postingsOf(table, docs, alive, rankOf, breathe);
  const named = await sortedNames(table, docs, alive, rankOf, breathe);
  return new NameOrder(table, { docs, byRank, rankOf, firstRank, trie, ...posted, ...named });
}

/** Word numbers in the order of their words, sorted letter by letter so that nothing takes long. */
async function sortedWords({ words }: NameTable, breathe: Breathe): Promise<Uint32Array> {
  const byFirst = new Map<string, { word: string; number: number }[]>();
  for (let number = 0; number < words.size; number++) {
    const word = words.word(number);
    const first = word.slice(0, 2);
    const list = byFirst.get(first);
    if (list) list.push({ word, number });
    else byFirst.set(first, [{ word, number }]);
    if (number % STRIDE === 0) await breathe();
  }
  const sorted = new Uint32Array(words.size);
  let at = 0;
  for (const first of [...byFirst.keys()].sort()) {
    const list = (byFirst.get(first) ?? []).sort((a, b) => (a.word < b.word ? -1 : 1));
    for (const { number } of list) sorted[at++] = number;
    await breathe();
  }
  return sorted;
}

async function postingsOf(
  { rows, words }: NameTable,
  docs: number,
  alive: Bits,
  rankOf: Uint32Array,
  breathe: Breathe,
): Promise<Pick<Parts, 'starts' | 'postings'>> {
  const starts = new Uint32Array(words.size + 1);
  const lastDoc = new Int32Array(words.size).fill(-1);
  const eachWord = async (take: (rank: number, doc: number) => void) => {
    lastDoc.fill(-1);
    for (let doc = 0; doc < docs; doc++) {
      if (doc % STRIDE === 0) await breathe();
      if (!hasBit(alive, doc)) continue;
      for (let i = rows.starts[doc] as number; i < (rows.starts[doc + 1] as number); i++) {
        const cell = rows.data[i] as number;
        if (cell === END_OF_NAME || lastDoc[cell] === doc) continue;
        lastDoc[cell] = doc;
        take(rankOf[cell] as number, doc);
      }
    }
  };
  await eachWord((rank) => {
    starts[rank + 1] = (starts[rank + 1] as number) + 1;
  });
  for (let rank = 0; rank < words.size; rank++) {
    starts[rank + 1] = (starts[rank + 1] as number) + (starts[rank] as number);
  }
  const next = starts.slice();
  const postings = new Uint32Array(starts[words.size] as number);
  await eachWord((rank, doc) => {
    const at = next[rank] as number;
    postings[at] = doc;
    next[rank] = at + 1;
  });
  return { starts, postings };
}

/** The first of `count` places at which `holds`; it holds at all behind it. */
function firstWhere(count: number, holds: (place: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
