// How many living documents have each word, kept up to date as documents come and go.
import { grown } from './growable.js';

export class WordFrequencies {
  private counts: Uint32Array = new Uint32Array(0);
  /** The last document that had the word, from 1. */
  private last: Uint32Array = new Uint32Array(0);
  private size = 0;

  /** Counts the distinct words of the next document: a row of word numbers. */
  add(doc: number, row: readonly number[], words: number): void {
    this.counts = grown(this.counts, words);
    this.last = grown(this.last, words);
    this.size = words;
    for (let i = 0; i < row.length; i++) {
      const word = row[i] as number;
      if (this.last[word] === doc + 1) continue;
      this.last[word] = doc + 1;
      this.counts[word] = (this.counts[word] as number) + 1;
    }
  }

  /** Takes a document away that has these words. */
  remove(words: ReadonlySet<number>): void {
    for (const word of words) this.counts[word] = (this.counts[word] as number) - 1;
  }

  of(word: number): number {
    return this.counts[word] as number;
  }

  dump(): Uint32Array {
    return this.counts.subarray(0, this.size);
  }

  static load(counts: Uint32Array): WordFrequencies {
    const loaded = new WordFrequencies();
    loaded.counts = counts;
    loaded.size = counts.length;
    return loaded;
  }
}
