// The names of documents as rows of word numbers: what completion is derived from, kept in the snapshot.
import type { CompletionNames } from '../../../text/completion.js';
import { Rows } from '../growable.js';
import { Words } from '../words.js';

/** Stands behind each name; behind the last one come words that belong to none. */
export const END_OF_NAME = 0;
/** Begin what is a word only to those who ask for it; no word of a text has them. */
const ACRONYM = '\u0001';
const MARKED = '\u0002';
/** Words from here on are words of names. */
export const FIRST_WORD = '\u0003';

/** An acronym, or a word with its diacritics, as it stands in the vocabulary. */
export const acronymKey = (word: string) => ACRONYM + word;
export const markedKey = (word: string) => MARKED + word;

export type NameTableDump = ReturnType<NameTable['dump']>;

export class NameTable {
  words = Words.of(['']);
  rows = new Rows();
  private readonly row: number[] = [];

  /** Adds the next document. */
  push({ names, joined, marked, acronyms }: CompletionNames): void {
    const { row, words } = this;
    row.length = 0;
    for (const name of names) {
      for (const word of name) row.push(words.add(word));
      row.push(END_OF_NAME);
    }
    for (const word of joined) row.push(words.add(word));
    for (const word of marked) row.push(words.add(markedKey(word)));
    for (const word of acronyms) row.push(words.add(acronymKey(word)));
    this.rows.push(row, row.length);
  }

  dump() {
    return { words: this.words.dump(), rows: this.rows.dump() };
  }

  static load(dump: NameTableDump): NameTable {
    const table = new NameTable();
    table.words = Words.load(dump.words);
    table.rows = Rows.load(dump.rows);
    return table;
  }
}
