// Splits a byte stream of JSON into the elements of its top-level arrays, or into the objects that follow one another.
import { BLANKS, type Piece, PieceBuffer, type Splitter } from './pieces.js';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
/** 1 for the bytes that mean something inside an element; all others are passed over in one look. */
const STRUCTURAL = new Uint8Array(256);
for (const byte of [QUOTE, COMMA, OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT]) STRUCTURAL[byte] = 1;

const BYTE_ORDER_MARK = new Set([0xef, 0xbb, 0xbf]);

/**
 * Knows strings and nesting, nothing else: whether an element is JSON is decided by who parses it, so one broken element
 * does not hide the next. Several arrays one after the other (`cat a.json b.json`) are read as one.
 */
export class JsonSplitter implements Splitter {
  readonly unit = 'element';
  /** How deep the elements lie: 1 in arrays, 0 for objects that follow one another. */
  readonly #base: 0 | 1;
  /** Whether something that is no element stands around the arrays. */
  readonly #wrapped: boolean;
  #element = new PieceBuffer();
  #number = 0;
  #depth = 0;
  #inElement = false;
  #inString = false;
  #escaped = false;
  #lost = false;

  constructor(layout: 'array' | 'wrapped' | 'objects') {
    this.#base = layout === 'objects' ? 0 : 1;
    this.#wrapped = layout === 'wrapped';
  }

  push(chunk: Buffer): Piece[] {
    const pieces: Piece[] = [];
    let from = 0;
    for (let at = 0; at < chunk.length && !this.#lost; at += 1) {
      const byte = chunk[at] as number;
      if (this.#inString) {
        at = this.#skipString(chunk, at);
        continue;
      }
      if (this.#inElement && STRUCTURAL[byte] === 0) continue;
      const wasInElement = this.#inElement;
      const end = this.#outsideString(byte, at, pieces);
      if (!wasInElement && this.#inElement) from = at;
      if (end === undefined) continue;
      if (wasInElement) this.#element.add(chunk.subarray(from, end));
      pieces.push(this.#element.take(this.#number));
      this.#inElement = false;
    }
    if (this.#inElement && !this.#lost) this.#element.add(chunk.subarray(from));
    return pieces;
  }

  end(): Piece[] {
    if (this.#lost || this.#depth === 0) return [];
    const complete = this.#inElement && this.#depth === this.#base && !this.#inString;
    const pieces = complete ? [this.#element.take(this.#number)] : [];
    const number = this.#inElement && !complete ? this.#number : this.#number + 1;
    return [...pieces, { number, problem: 'the file ends in the middle' }];
  }

  /** Where the string ends that `from` lies in: at its closing quote, or at the end of the chunk. */
  #skipString(chunk: Buffer, from: number): number {
    let escaped = this.#escaped;
    let at = from;
    for (; at < chunk.length; at += 1) {
      const byte = chunk[at];
      if (escaped) escaped = false;
      else if (byte === BACKSLASH) escaped = true;
      else if (byte === QUOTE) break;
    }
    this.#escaped = escaped;
    this.#inString = at === chunk.length;
    return at;
  }

  /** Takes one byte; returns where the current element ends (exclusive), if this byte ends it. */
  #outsideString(byte: number, at: number, pieces: Piece[]): number | undefined {
    if (BLANKS.has(byte)) return undefined;
    if (this.#depth < this.#base) {
      if (byte === OPEN_ARRAY) this.#depth = 1;
      else if (this.#wrapped) this.#inString = byte === QUOTE;
      else if (!BYTE_ORDER_MARK.has(byte)) this.#giveUp(pieces);
      return undefined;
    }
    if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) {
      this.#begin();
      this.#depth += 1;
    } else if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) {
      return this.#close(at, pieces);
    } else if (byte === COMMA && this.#depth === this.#base) {
      return this.#inElement ? at : undefined;
    } else if (!this.#inElement && this.#base === 0) {
      if (!BYTE_ORDER_MARK.has(byte)) this.#giveUp(pieces);
    } else {
      this.#begin();
      this.#inString = byte === QUOTE;
    }
    return undefined;
  }

  #begin(): void {
    if (!this.#inElement) this.#number += 1;
    this.#inElement = true;
  }

  #close(at: number, pieces: Piece[]): number | undefined {
    if (this.#depth === 0) {
      this.#giveUp(pieces);
      return undefined;
    }
    this.#depth -= 1;
    if (this.#depth > 0 || !this.#inElement) return undefined;
    return this.#base === 1 ? at : at + 1;
  }

  #giveUp(pieces: Piece[]): void {
    this.#lost = true;
    pieces.push({ number: this.#number + 1, problem: 'not JSON from here on; the rest of the file is left out' });
  }
}
