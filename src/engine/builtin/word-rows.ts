// The words of each document in order, as rows of bytes: a number takes one byte up to 127, two up to 16,383, and so on.
import { grown } from './growable.js';

/** Set in the last byte of each number only, so that a run of numbers is found by its bytes. */
export const LAST_BYTE = 0x80;
const BITS = 7;

/** Puts the bytes of a number at a place, the highest first; returns the place behind. */
function encodeAt(bytes: Uint8Array | number[], place: number, number: number): number {
  let at = place;
  for (let shift = number < 2 ** 14 ? BITS : number < 2 ** 21 ? 2 * BITS : 3 * BITS; shift > 0; shift -= BITS) {
    if (number >>> shift !== 0) bytes[at++] = (number >>> shift) & (LAST_BYTE - 1);
  }
  bytes[at++] = LAST_BYTE | (number & (LAST_BYTE - 1));
  return at;
}

/** The bytes of numbers, as they stand in a row. */
export function bytesOf(numbers: ArrayLike<number>): Uint8Array {
  const bytes: number[] = [];
  for (let i = 0; i < numbers.length; i++) encodeAt(bytes, bytes.length, numbers[i] as number);
  return Uint8Array.from(bytes);
}

/** Numbers are below 2^28; rows are written once, as documents are numbered in the order of writing. */
export class WordRows {
  /** Row d is `data[starts[d]]` up to, without, `data[starts[d + 1]]`; both valid until the next `push`. */
  starts: Uint32Array = new Uint32Array(1);
  data: Uint8Array = new Uint8Array(0);
  private rows = 0;

  /** Appends the next document's row. */
  push(numbers: readonly number[]): void {
    const start = this.starts[this.rows] as number;
    this.starts = grown(this.starts, this.rows + 2);
    this.data = grown(this.data, start + 4 * numbers.length);
    let at = start;
    for (let i = 0; i < numbers.length; i++) at = encodeAt(this.data, at, numbers[i] as number);
    this.rows++;
    this.starts[this.rows] = at;
  }

  /** The numbers of a row. */
  of(doc: number): number[] {
    const numbers: number[] = [];
    const end = this.starts[doc + 1] as number;
    let number = 0;
    for (let at = this.starts[doc] as number; at < end; at++) {
      const byte = this.data[at] as number;
      number = (number << BITS) | (byte & (LAST_BYTE - 1));
      if (byte < LAST_BYTE) continue;
      numbers.push(number);
      number = 0;
    }
    return numbers;
  }

  dump() {
    const used = this.starts[this.rows] as number;
    return { starts: this.starts.subarray(0, this.rows + 1), data: this.data.subarray(0, used) };
  }

  static load(dump: ReturnType<WordRows['dump']>): WordRows {
    const rows = new WordRows();
    rows.starts = dump.starts;
    rows.data = dump.data;
    rows.rows = dump.starts.length - 1;
    return rows;
  }
}
