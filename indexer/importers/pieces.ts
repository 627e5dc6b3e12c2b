// What the splitters share: the pieces of a byte stream that each hold one JSON text.
import type { Unit } from './importer.js';

/** No work is this long; beyond it the file is not what we think it is, and the piece would only cost memory. */
export const LONGEST_PIECE = 64 * 1024 * 1024;

/** `number` counts from 1: lines in a file of lines (blank ones too), else elements. */
export type Piece =
  | { readonly number: number; readonly text: Buffer }
  | { readonly number: number; readonly problem: string };

/** Cuts a stream of bytes into pieces. Chunks may be cut anywhere; memory holds one chunk and one unfinished piece. */
export interface Splitter {
  readonly unit: Unit;
  push(chunk: Buffer): Piece[];
  /** What is left when the stream has ended. */
  end(): Piece[];
}

export const BLANKS = new Set([0x20, 0x09, 0x0d, 0x0a]);

/** The bytes of one piece as they arrive in parts; what grows beyond the longest piece is let go. */
export class PieceBuffer {
  readonly #longest: number;
  #parts: Buffer[] = [];
  #size = 0;

  constructor(longest = LONGEST_PIECE) {
    this.#longest = longest;
  }

  add(part: Buffer): void {
    this.#size += part.length;
    if (this.#size > this.#longest) this.#parts = [];
    else if (part.length > 0) this.#parts.push(part);
  }

  /** The piece, and an empty buffer for the next one. */
  take(number: number): Piece {
    const parts = this.#parts;
    const tooLong = this.#size > this.#longest;
    this.#parts = [];
    this.#size = 0;
    if (tooLong) return { number, problem: `longer than ${this.#longest / 1024 / 1024} MiB` };
    return { number, text: parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts) };
  }
}
