// The vocabulary of words: reads a text straight into word numbers, without making a string per word.
import { wordsOf } from '../../text/analyze.js';

/** How the reader treats a UTF-16 unit: end of word, part of a plain word (the lower-case unit), or beyond it. */
const SEPARATOR = 0;
const BEYOND = 1;
/** What words are made of; of the unspaced scripts also the symbols, as in `wordsOf`. */
const OF_WORDS = /[\p{L}\p{M}\p{N}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const UNITS = classify();

function classify(): Uint8Array {
  const units = new Uint8Array(65_536);
  for (let unit = 0; unit < units.length; unit++) {
    const char = String.fromCharCode(unit);
    const surrogate = unit >= 0xd800 && unit <= 0xdfff;
    if (unit < 128) units[unit] = /[A-Za-z0-9]/.test(char) ? char.toLowerCase().charCodeAt(0) : SEPARATOR;
    else units[unit] = surrogate || OF_WORDS.test(char) ? BEYOND : SEPARATOR;
  }
  return units;
}

// FNV-1a, 32 bits: short keys, one multiplication per letter (Fowler, Noll & Vo).
const FNV_START = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * Words and their numbers, from 0 in order of first appearance. `read` finds exactly the words that `wordsOf` finds; a
 * word of ASCII letters and digits is looked up by its units, any other by its folded string.
 */
export class Words {
  private readonly words: string[] = [];
  /** Open addressing: word number + 1, 0 for an empty slot. */
  private slots = new Uint32Array(1024);

  get size(): number {
    return this.words.length;
  }

  word(number: number): string {
    return this.words[number] as string;
  }

  find(word: string): number | undefined {
    const slot = this.slotOf(word);
    const number = this.slots[slot] as number;
    return number === 0 ? undefined : number - 1;
  }

  add(word: string): number {
    const slot = this.slotOf(word);
    const number = this.slots[slot] as number;
    return number === 0 ? this.insert(slot, word) : number - 1;
  }

  /** Appends the numbers of the text's words, in order, to `into`. */
  read(text: string, into: number[]): void {
    let start = -1;
    let hash = FNV_START;
    let plain = true;
    for (let i = 0; i <= text.length; i++) {
      const unit = i < text.length ? (UNITS[text.charCodeAt(i)] as number) : SEPARATOR;
      if (unit === SEPARATOR) {
        if (start >= 0) this.readRun(text, start, i, plain ? hash : undefined, into);
        start = -1;
        hash = FNV_START;
        plain = true;
        continue;
      }
      if (start < 0) start = i;
      if (unit === BEYOND) plain = false;
      else hash = Math.imul(hash ^ unit, FNV_PRIME);
    }
  }

  private readRun(text: string, start: number, end: number, hash: number | undefined, into: number[]): void {
    if (hash === undefined) {
      for (const word of wordsOf(text.slice(start, end))) into.push(this.add(word));
      return;
    }
    const mask = this.slots.length - 1;
    let slot = spread(hash) & mask;
    for (;;) {
      const number = this.slots[slot] as number;
      if (number === 0) {
        into.push(this.insert(slot, text.slice(start, end).toLowerCase()));
        return;
      }
      if (isSame(this.words[number - 1] as string, text, start, end)) {
        into.push(number - 1);
        return;
      }
      slot = (slot + 1) & mask;
    }
  }

  private slotOf(word: string): number {
    const mask = this.slots.length - 1;
    let slot = spread(hashOf(word)) & mask;
    for (;;) {
      const number = this.slots[slot] as number;
      if (number === 0 || this.words[number - 1] === word) return slot;
      slot = (slot + 1) & mask;
    }
  }

  private insert(slot: number, word: string): number {
    // a substring would keep the whole text alive
    const own = Buffer.from(word, 'utf8').toString();
    this.words.push(own);
    this.slots[slot] = this.words.length;
    if (this.words.length * 2 > this.slots.length) this.rehash();
    return this.words.length - 1;
  }

  /** Words differ, so that each only needs an empty slot: comparing them again would be felt as a pause. */
  private rehash(slots = this.slots.length * 2): void {
    this.slots = new Uint32Array(slots);
    for (let number = 0; number < this.words.length; number++) {
      let slot = spread(hashOf(this.words[number] as string)) & (slots - 1);
      while (this.slots[slot] !== 0) slot = (slot + 1) & (slots - 1);
      this.slots[slot] = number + 1;
    }
  }

  dump(): string[] {
    return this.words;
  }

  static load(words: readonly string[]): Words {
    const loaded = new Words();
    for (const word of words) loaded.words.push(word);
    loaded.rehash(Math.max(loaded.slots.length, 2 ** Math.ceil(Math.log2(2 * words.length + 1))));
    return loaded;
  }
}

function hashOf(word: string): number {
  let hash = FNV_START;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), FNV_PRIME);
  return hash;
}

/** FNV leaves the low bits of short keys too regular for linear probing. */
function spread(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}

function isSame(word: string, text: string, start: number, end: number): boolean {
  if (word.length !== end - start) return false;
  for (let i = 0; i < word.length; i++) {
    if (word.charCodeAt(i) !== UNITS[text.charCodeAt(start + i)]) return false;
  }
  return true;
}
