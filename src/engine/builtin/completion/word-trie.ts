// Words as a tree of their letters in flat arrays, in which those near a typed word are found without looking at the rest.
import { Distances, lettersOf } from '../../../text/typos.js';
import { grown } from '../growable.js';

/** Nodes stand in preorder, so that what begins alike is one stretch of nodes and one range of words. */
export class WordTrie {
  private letters = new Uint32Array(1024);
  /** Letters from the root, from 1. */
  private depths = new Uint8Array(1024);
  /** The first node behind those below this one. */
  private ends = new Uint32Array(1024);
  /** How many words stand before the node's. */
  private firsts = new Uint32Array(1024);
  private size = 0;
  private words = 0;
  /** The nodes on the way to the last word. */
  private readonly open: number[] = [];

  /** Adds the next word in the order of their UTF-16 units; no two are the same. */
  push(word: string): void {
    const letters = lettersOf(word);
    let common = 0;
    while (common < this.open.length && this.letters[this.open[common] as number] === letters[common]) common++;
    this.closeBelow(common);
    for (let depth = common; depth < letters.length; depth++) this.addNode(letters[depth] as number, depth + 1);
    this.words++;
  }

  /** Must be called behind the last word. */
  finish(): void {
    this.closeBelow(0);
    this.letters = this.letters.slice(0, this.size);
    this.depths = this.depths.slice(0, this.size);
    this.ends = this.ends.slice(0, this.size);
    this.firsts = grown(this.firsts, this.size + 1).slice(0, this.size + 1);
    this.firsts[this.size] = this.words;
  }

  private closeBelow(depth: number): void {
    while (this.open.length > depth) this.ends[this.open.pop() as number] = this.size;
  }

  private addNode(letter: number, depth: number): void {
    const node = this.size++;
    this.letters = grown(this.letters, this.size);
    this.depths = grown(this.depths, this.size);
    this.ends = grown(this.ends, this.size);
    this.firsts = grown(this.firsts, this.size);
    this.letters[node] = letter;
    this.depths[node] = depth;
    this.firsts[node] = this.words;
    this.open.push(node);
  }

  /** Ranges (first, behind the last, …, ascending and apart) of the words with a beginning at most `most` typos away. */
  near(typed: string, most: number): number[] {
    const distances = new Distances(typed, most);
    const ranges: number[] = [];
    let node = 0;
    while (node < this.size) {
      const least = distances.step(this.depths[node] as number, this.letters[node] as number);
      const end = this.ends[node] as number;
      if (distances.reached) {
        const [from, to] = [this.firsts[node] as number, this.firsts[end] as number];
        if (ranges.at(-1) === from) ranges[ranges.length - 1] = to;
        else ranges.push(from, to);
        node = end;
      } else node = least <= most ? node + 1 : end;
    }
    return ranges;
  }

  /** Bytes of memory. */
  get bytes(): number {
    return [this.letters, this.depths, this.ends, this.firsts].reduce((sum, { byteLength }) => sum + byteLength, 0);
  }
}
