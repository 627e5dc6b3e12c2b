// Strings in memory that threads share, numbered in the order in which they came, and found again by hashing.
import { grown } from './growable.js';

// FNV-1a, 32 bits: short keys, one multiplication per byte (Fowler, Noll & Vo).
export const FNV_START = 0x811c9dc5;
export const FNV_PRIME = 0x01000193;
const FEWEST_SLOTS = 16;

export type StringTableDump = ReturnType<StringTable['dump']>;

/** The bytes of the string that is looked for: every table uses them in turn. */
let scratch: Buffer = Buffer.alloc(1024);

/** Room for so many bytes, as `findBytes` and `addBytes` take them. */
export function scratchFor(bytes: number): Buffer {
  if (scratch.length < bytes) scratch = Buffer.alloc(2 * bytes);
  return scratch;
}

/** Puts a string in UTF-8 into the scratch; returns how many bytes it has. */
function encode(text: string): number {
  const bytes = scratchFor(3 * text.length);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) return bytes.write(text, 'utf8');
    bytes[i] = unit;
  }
  return text.length;
}

/**
 * Strings as UTF-8, so that half surrogate pairs come back as U+FFFD. Of readers in other threads each sees the strings
 * that there were when its view was made.
 */
export class StringTable {
  private bytes: Uint8Array = new Uint8Array(0);
  private text: Buffer = Buffer.alloc(0);
  /** String n stands from `starts[n]` up to, without, `starts[n + 1]`. */
  private starts: Uint32Array = new Uint32Array(1);
  /** Open addressing: number + 1, 0 for an empty slot. */
  private slots: Uint32Array = new Uint32Array(FEWEST_SLOTS);
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** The string of a number. */
  at(number: number): string {
    if (this.text.buffer !== this.bytes.buffer || this.text.length !== this.bytes.length) {
      this.text = Buffer.from(this.bytes.buffer, this.bytes.byteOffset, this.bytes.length);
    }
    return this.text.toString('utf8', this.starts[number], this.starts[number + 1]);
  }

  /** The number of a string; of one that was appended several times, that of the last. */
  find(text: string): number | undefined {
    return this.numberIn(this.slotOf(encode(text)));
  }

  /** The number of a string, given out on first sight. */
  add(text: string): number {
    const length = encode(text);
    return this.addBytes(length, hashOfScratch(length));
  }

  /** As `add`, of the first bytes of the scratch and their hash. */
  addBytes(length: number, hash: number): number {
    const slot = this.slotOf(length, hash);
    return this.numberIn(slot) ?? this.insert(slot, length);
  }

  /** Gives a string the next number, whether or not it has one already. */
  append(text: string): number {
    const length = encode(text);
    return this.insert(this.slotOf(length), length);
  }

  /** Less than 0 if the first string comes first by code point, 0 if both are equal. */
  compare(a: number, b: number): number {
    const { bytes, starts } = this;
    const [from, to] = [starts[a] as number, starts[b] as number];
    const [length, other] = [(starts[a + 1] as number) - from, (starts[b + 1] as number) - to];
    const common = Math.min(length, other);
    for (let i = 0; i < common; i++) {
      const order = (bytes[from + i] as number) - (bytes[to + i] as number);
      if (order !== 0) return order;
    }
    return length - other;
  }

  /** A hash of the string, 32 bits. */
  hash(number: number): number {
    return hashOf(this.bytes, this.starts[number] as number, this.starts[number + 1] as number);
  }

  private numberIn(slot: number): number | undefined {
    const number = this.slots[slot] as number;
    // another thread may have added strings since this view was made
    return number === 0 || number > this.count ? undefined : number - 1;
  }

  /** The slot of the string in the scratch, or the empty one where it belongs. */
  private slotOf(length: number, hash = hashOfScratch(length)): number {
    const mask = this.slots.length - 1;
    let slot = spread(hash) & mask;
    for (;;) {
      const number = this.slots[slot] as number;
      if (number === 0 || (number <= this.count && this.isScratch(number - 1, length))) return slot;
      slot = (slot + 1) & mask;
    }
  }

  private isScratch(number: number, length: number): boolean {
    const start = this.starts[number] as number;
    if ((this.starts[number + 1] as number) - start !== length) return false;
    for (let i = 0; i < length; i++) if (this.bytes[start + i] !== scratch[i]) return false;
    return true;
  }

  private insert(slot: number, length: number): number {
    const start = this.starts[this.count] as number;
    this.bytes = grown(this.bytes, start + length);
    for (let i = 0; i < length; i++) this.bytes[start + i] = scratch[i] as number;
    this.starts = grown(this.starts, this.count + 2);
    this.starts[this.count + 1] = start + length;
    this.count++;
    this.slots[slot] = this.count;
    if (this.count * 3 > this.slots.length * 2) this.rehash();
    return this.count - 1;
  }

  /** Into new memory: who reads the old slots goes on. */
  private rehash(): void {
    const slots = grown(new Uint32Array(0), 2 * this.slots.length).subarray(0, 2 * this.slots.length);
    const mask = slots.length - 1;
    for (const number of this.slots) {
      if (number === 0) continue;
      let slot = spread(this.hash(number - 1)) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = number;
    }
    this.slots = slots;
  }

  dump() {
    const used = this.starts[this.count] as number;
    const { slots } = this;
    return { bytes: this.bytes.subarray(0, used), starts: this.starts.subarray(0, this.count + 1), slots };
  }

  static load(dump: StringTableDump): StringTable {
    const table = new StringTable();
    table.bytes = dump.bytes;
    table.starts = dump.starts;
    table.slots = dump.slots;
    table.count = dump.starts.length - 1;
    return table;
  }
}

function hashOfScratch(length: number): number {
  return hashOf(scratch, 0, length);
}

function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = FNV_START;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] as number), FNV_PRIME);
  return hash;
}

/** FNV leaves the low bits of short keys too regular for linear probing. */
function spread(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}
