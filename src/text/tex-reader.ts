// Finds what of a text is TeX, and what each piece stands for.
import { mathsIn, type Stretch } from './maths.js';
import { readCommand } from './tex-commands.js';
import { readScript } from './tex-scripts.js';

/** A stretch of the text, and what it is read as. */
export interface Edit extends Stretch {
  readonly by: string;
}

/** What stands around the contents of a group, instead of its braces. */
export interface Brackets {
  readonly opening: string;
  readonly closing: string;
  /** The same of the group that begins right behind. */
  readonly next?: Brackets;
}

interface Group extends Brackets {
  /** Where its brace stands. */
  readonly at: number;
}

const SPECIAL = /[\\${}^_~]|---?|``|''/g;
const PLAIN_GROUP: Brackets = { opening: '', closing: '' };
/** `{GAN}s`, `{B}ayesian`: capitals that a bibliography is to keep. */
const KEPT_CAPITALS = /(?<![_^])\{([\p{L}\d-]+)\}/uy;
const ALNUM = /[\p{L}\p{N}]/u;

/**
 * One pass over a text, without recursion: groups are kept in a list, so that depth costs nothing. What it finds are
 * edits, in order and apart.
 */
export class TexReader {
  readonly text: string;
  /** Whether there is any TeX at all: only then are ties, dashes and lone braces of TeX. */
  readonly isTex: boolean;
  private readonly maths: readonly Stretch[];
  private readonly found: Edit[] = [];
  private readonly open: Group[] = [];
  /** What the groups will be that begin at these places. */
  private readonly expected = new Map<number, Brackets>();
  private span = 0;
  /** Braces are known to be a pair only at the second one. */
  private inOrder = true;
  /** Behind the last escaped quote that can close a quotation, by its sign; looked for once. */
  private readonly closers = new Map<string, number>();

  constructor(text: string) {
    this.text = text;
    this.maths = text.includes('$') || text.includes('\\') ? mathsIn(text) : [];
    this.isTex = text.includes('\\') || this.maths.length > 0;
  }

  edits(): readonly Edit[] {
    const special = new RegExp(SPECIAL);
    for (let next = special.exec(this.text); next; next = special.exec(this.text)) {
      special.lastIndex = Math.max(special.lastIndex, this.read(next[0], next.index));
    }
    if (!this.inOrder) this.found.sort((a, b) => a.start - b.start || a.end - b.end);
    return apart(this.found);
  }

  /** Adds an edit, and returns where it ends. */
  put(start: number, end: number, by: string): number {
    if (start < (this.found.at(-1)?.start ?? 0)) this.inOrder = false;
    this.found.push({ start, end, by });
    return end;
  }

  /** Whether a place is within a formula. Asked in ascending order. */
  inMaths(at: number): boolean {
    while ((this.maths[this.span]?.end ?? Infinity) <= at) this.span++;
    return (this.maths[this.span]?.start ?? Infinity) <= at;
  }

  /** Says what will stand in place of the braces of the group that begins at a place. */
  expectGroup(at: number, brackets: Brackets): void {
    this.expected.set(at, brackets);
  }

  /** Whether a letter or digit stands right before a place, as it is read. */
  isBehindWord(at: number): boolean {
    const last = this.found.at(-1);
    const before = last?.end === at && last.by !== '' ? last.by : this.text.slice(Math.max(0, at - 2), at);
    return ALNUM.test([...before].at(-1) ?? '');
  }

  /** Where the last escaped quote of a sign is that may close a quotation; -1: there is none. */
  lastCloser(sign: string): number {
    let at = this.closers.get(sign);
    if (at === undefined) {
      at = -1;
      const closer = new RegExp(`(?<=\\S)\\\\${sign}(?![\\p{L}\\p{N}{\\\\])`, 'gu');
      for (const { index } of this.text.matchAll(closer)) at = index;
      this.closers.set(sign, at);
    }
    return at;
  }

  /** Reads what begins with a special sign, and returns behind what. */
  private read(sign: string, at: number): number {
    if (sign === '\\') return readCommand(this, at);
    if (sign === '$') return this.readDollar(at);
    if (sign === '{') return this.openGroup(at);
    if (sign === '}') return this.closeGroup(at);
    if (sign === '^' || sign === '_') return readScript(this, at);
    if (!this.isTex) return at;
    if (sign === '~') return this.put(at, at + 1, ' ');
    if (this.inMaths(at)) return at;
    return this.put(at, at + sign.length, TYPED[sign] as string);
  }

  private readDollar(at: number): number {
    if (!this.inMaths(at)) return at;
    const { start, end } = this.maths[this.span] as Stretch;
    const width = this.text.startsWith('$$', start) ? 2 : 1;
    if (at !== start && at !== end - width) return at;
    return this.put(at, at + width, width === 2 ? ' ' : '');
  }

  private openGroup(at: number): number {
    const brackets = this.expected.get(at);
    if (!brackets && !this.isTex) {
      KEPT_CAPITALS.lastIndex = at;
      const kept = KEPT_CAPITALS.exec(this.text);
      if (kept && /\p{Lu}/u.test(kept[1] as string)) {
        this.put(at, at + 1, '');
        return this.put(KEPT_CAPITALS.lastIndex - 1, KEPT_CAPITALS.lastIndex, '');
      }
      return at;
    }
    this.open.push({ at, ...(brackets ?? PLAIN_GROUP) });
    return at;
  }

  private closeGroup(at: number): number {
    const group = this.open.pop();
    if (!group) return at;
    this.put(group.at, group.at + 1, group.opening);
    if (group.next && this.text[at + 1] === '{') this.expectGroup(at + 1, group.next);
    return this.put(at, at + 1, group.closing);
  }
}

const TYPED: Readonly<Record<string, string>> = { '--': '–', '---': '—', '``': '“', "''": '”' };

/** Edits in order, without those that overlap an earlier one. */
function apart(edits: readonly Edit[]): Edit[] {
  const kept: Edit[] = [];
  let at = 0;
  for (const edit of edits) {
    if (edit.start < at) continue;
    kept.push(edit);
    at = edit.end;
  }
  return kept;
}
