// Words as a tree of their letters in flat arrays, in which those near a typed word are found without looking at the rest.
import { MOST_LETTERS } from '../../../text/completion.js';
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

/** Whether a word has a beginning at most `most` typos away from what was typed. */
export function beginsNear(word: string, typed: string, most: number): boolean {
  const distances = new Distances(typed, most);
  const letters = lettersOf(word);
  for (let depth = 1; depth <= letters.length; depth++) {
    const least = distances.step(depth, letters[depth - 1] as number);
    if (distances.reached) return true;
    if (least > most) return false;
  }
  return false;
}

function lettersOf(word: string): number[] {
  return Array.from(word, (letter) => letter.codePointAt(0) as number);
}

/**
 * The rows of the table of distances between beginnings of a word and of what was typed (optimal string alignment), of
 * which only the cells that may stay within `most` are filled (Ukkonen, "Algorithms for approximate string matching",
 * 1985). The row of a depth stays valid for all words that begin alike.
 */
class Distances {
  /** Whether the last step reached a beginning that is near enough. */
  reached = false;
  private readonly typed: readonly number[];
  private readonly most: number;
  private readonly width: number;
  private readonly rows: Uint8Array;
  private readonly path = new Uint32Array(MOST_LETTERS + 2);

  constructor(typed: string, most: number) {
    this.typed = lettersOf(typed);
    this.most = most;
    this.width = this.typed.length + 1;
    this.rows = new Uint8Array(this.width * (MOST_LETTERS + 2)).fill(most + 1);
    for (let j = 0; j <= Math.min(most, this.typed.length); j++) this.rows[j] = j;
  }

  /** Fills the row of a depth with this letter; returns its least distance, more than `most` if there is no hope below. */
  step(depth: number, letter: number): number {
    const { typed, most, width, rows, path } = this;
    path[depth] = letter;
    const row = depth * width;
    const above = row - width;
    const from = Math.max(0, depth - most);
    const to = Math.min(typed.length, depth + most);
    let least = most + 1;
    // what was left of the band belongs to another word
    if (from > 0) rows[row + from - 1] = most + 1;
    for (let j = from; j <= to; j++) {
      let distance = Math.min(most + 1, (rows[above + j] as number) + 1);
      if (j > 0) {
        const wrong = typed[j - 1] === letter ? 0 : 1;
        distance = Math.min(distance, (rows[row + j - 1] as number) + 1, (rows[above + j - 1] as number) + wrong);
        const swapped = depth > 1 && j > 1 && typed[j - 2] === letter && typed[j - 1] === path[depth - 1];
        if (swapped) distance = Math.min(distance, (rows[above - width + j - 2] as number) + 1);
      }
      rows[row + j] = distance;
      if (distance < least) least = distance;
    }
    if (to < typed.length) rows[row + to + 1] = most + 1;
    this.reached = to === typed.length && (rows[row + to] as number) <= most;
    return least;
  }
}
