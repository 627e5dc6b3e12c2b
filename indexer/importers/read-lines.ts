// Splits a byte stream into lines: one JSON text per line (JSONL).
import { BLANKS, type Piece, PieceBuffer, type Splitter } from './pieces.js';

const NEWLINE = 0x0a;

export class LineSplitter implements Splitter {
  readonly unit = 'line';
  readonly #line: PieceBuffer;
  #number = 0;

  /** @param longest bytes of a line */
  constructor(longest?: number) {
    this.#line = new PieceBuffer(longest);
  }

  push(chunk: Buffer): Piece[] {
    const pieces: Piece[] = [];
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      this.#line.add(chunk.subarray(start, end));
      this.#finish(pieces);
      start = end + 1;
    }
    this.#line.add(chunk.subarray(start));
    return pieces;
  }

  end(): Piece[] {
    const pieces: Piece[] = [];
    this.#finish(pieces);
    return pieces;
  }

  #finish(pieces: Piece[]): void {
    this.#number += 1;
    const piece = this.#line.take(this.#number);
    if ('problem' in piece || !piece.text.every((byte) => BLANKS.has(byte))) pieces.push(piece);
  }
}
