// Cuts a file of BibTeX where entries begin, so that no entry, however broken, costs another one.
import { isUtf8 } from 'node:buffer';
import type { Bytes } from './byte-stream.js';
import { LONGEST_PIECE } from './pieces.js';
import { LineSplitter } from './read-lines.js';

/** What stands from one line that begins an entry up to the next such line. */
export interface Block {
  readonly text: string;
  /** The number of its first line in the file, from 1. */
  readonly line: number;
  /** Why it cannot be read. */
  readonly problem?: string;
}

const BEGINNING = /^\s*@\s*[A-Za-z]+\s*[{(]/;
const MEBIBYTE = 1024 * 1024;

/** The blocks of a file, in order; what stands before the first entry is none. Holds one block at a time. */
export async function* blocksOf(bytes: Bytes): AsyncGenerator<Block> {
  const splitter = new LineSplitter();
  const block = new BlockBuffer();
  for await (const chunk of bytes) yield* block.push(splitter.push(chunk));
  yield* block.push(splitter.end());
  yield* block.take();
}

type Line = ReturnType<LineSplitter['push']>[number];

class BlockBuffer {
  private parts: string[] = [];
  private line = 0;
  private last = 0;
  private size = 0;

  *push(lines: readonly Line[]): Generator<Block> {
    for (const line of lines) {
      const text = 'problem' in line ? '' : decoded(line.text);
      if (BEGINNING.test(text)) {
        yield* this.take();
        this.line = line.number;
        this.last = line.number;
      }
      if (this.line === 0) continue;
      // lines of blanks are left out by the splitter; they count
      this.parts.push('\n'.repeat(line.number - this.last), text);
      this.last = line.number;
      this.size += text.length;
      if (this.size > LONGEST_PIECE || 'problem' in line) this.parts = [];
    }
  }

  *take(): Generator<Block> {
    if (this.line === 0) return;
    const { line } = this;
    const text = this.parts.join('');
    if (this.parts.length > 0) yield { text, line };
    else yield { text: '', line, problem: `longer than ${LONGEST_PIECE / MEBIBYTE} MiB` };
    this.parts = [];
    this.line = 0;
    this.size = 0;
  }
}

/** Old bibliographies are in the encodings of their time, of which Windows-1252 holds the most usual one. */
function decoded(line: Buffer): string {
  return isUtf8(line) ? line.toString('utf8').replace(/^\ufeff/, '') : WESTERN.decode(line);
}

const WESTERN = new TextDecoder('windows-1252');
