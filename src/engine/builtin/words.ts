// The vocabulary of words: reads a text straight into word numbers, without making a string per word.
import { plainTokens, wordsOf } from '../../text/analyze.js';
import {
  APOSTROPHES,
  compoundsIn,
  HYPHENS,
  humpsOf,
  joinedForm,
  MOST_PARTS,
  SHORTEST_PART,
} from '../../text/compounds.js';
import { withoutTex } from '../../text/tex.js';
import { FNV_PRIME, FNV_START, StringTable, type StringTableDump, scratchFor } from './string-table.js';

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

/** Runs of letters and digits between which nothing but hyphens have stood so far. */
class Chain {
  /** Where it begins in the text; -1: there is none. */
  start = -1;
  /** How many words had been read before it. */
  before = 0;
  plain = true;
  /** Where the letter stands that an apostrophe ties to the next run; -1: there is none. */
  initial = -1;

  get isOpen(): boolean {
    return this.start >= 0 || this.initial >= 0;
  }
}

interface Run {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly plain: boolean;
  readonly before: number;
}

/** Units of the shortest word that capitals part. */
const SHORTEST_HUMPS = 2 * SHORTEST_PART;
/** Of each UTF-16 unit whether it may be a sign of the word before it, or tie it to the next. */
const SIGNS = new Uint8Array(65_536);
for (const sign of `+#${HYPHENS}${APOSTROPHES}`) SIGNS[sign.charCodeAt(0)] = 1;

/** What stands between a run and the next one. */
const NOTHING = 0;
const HYPHEN = 1;
const NAME = 2;

function tieAt(text: string, at: number): number {
  const next = at + 1 < text.length ? (UNITS[text.charCodeAt(at + 1)] as number) : SEPARATOR;
  if (next === SEPARATOR) return NOTHING;
  const sign = text[at] as string;
  if (HYPHENS.includes(sign)) return HYPHEN;
  return APOSTROPHES.includes(sign) ? NAME : NOTHING;
}

/** Whether the apostrophe behind a run may be one of a name: of others than plain runs it is not known how many words they are. */
function isInitial({ text, start, end, plain }: Run): boolean {
  const next = text.charCodeAt(end + 1);
  return (!plain || end - start === 1) && !(next >= 97 && next <= 122);
}

/** How many signs behind a run belong to its last word: `C++`, `C#`. A run that is not plain may end with such a word. */
function signsBehind(text: string, start: number, end: number, plain: boolean): number {
  const sign = text.charCodeAt(end);
  if (sign !== 35 && sign !== 43) return 0;
  const last = text[end - 1] as string;
  if (plain ? end - start > 1 || !/[a-z]/i.test(last) : !/[a-z]/i.test(last)) return 0;
  if (sign === 35) return 1;
  return text.charCodeAt(end + 1) === 43 ? 2 : 0;
}

/**
 * Words and their numbers, from 0 in order of first appearance. `read` finds exactly the words that `wordsOf` finds; a
 * word of ASCII letters and digits is looked up by its units, any other by its folded string.
 */
export class Words {
  private table = new StringTable();

  get size(): number {
    return this.table.size;
  }

  word(number: number): string {
    return this.table.at(number);
  }

  find(word: string): number | undefined {
    return this.table.find(word);
  }

  add(word: string): number {
    return this.table.add(word);
  }

  /** Appends the numbers of the text's words, in order, to `into`, and to `compounds` what its compounds also are. */
  read(written: string, into: number[], compounds: number[][] = []): void {
    const text = withoutTex(written);
    const chain = new Chain();
    let start = -1;
    let hash = FNV_START;
    let plain = true;
    let capitals = 0;
    for (let i = 0; i <= text.length; i++) {
      const code = i < text.length ? text.charCodeAt(i) : 0;
      const unit = UNITS[code] as number;
      if (unit > BEYOND) {
        if (start < 0) start = i;
        hash = Math.imul(hash ^ unit, FNV_PRIME);
        // 32 lie between the cases
        capitals += (unit - code) >> 5;
      } else if (unit === BEYOND) {
        if (start < 0) start = i;
        plain = false;
      } else if (start >= 0) {
        if (SIGNS[code] === 0 && !chain.isOpen) this.readRun(text, start, i, plain ? hash : undefined, into);
        else i = this.readTied({ text, start, end: i, plain, before: into.length }, hash, chain, into, compounds);
        if (capitals > 0 && i - start >= SHORTEST_HUMPS) this.readHumps(text, start, i, capitals, plain, compounds);
        start = -1;
        hash = FNV_START;
        plain = true;
        capitals = 0;
      }
    }
  }

  /** Reads a run that a sign may tie to others, and returns where the last unit stands that has been read. */
  private readTied(run: Run, hash: number, chain: Chain, into: number[], compounds: number[][]): number {
    const { text, start, end, plain } = run;
    const behind = end + signsBehind(text, start, end, plain);
    if (plain && behind > end) into.push(this.add(text.slice(start, behind).toLowerCase()));
    else this.readRun(text, start, behind, plain ? hash : undefined, into);
    this.follow(chain, { ...run, end: behind }, into, compounds);
    return Math.max(end, behind - 1);
  }

  /** Adds the words that capitals part. A capital at the beginning alone, as sentences have it, parts nothing. */
  private readHumps(
    text: string,
    from: number,
    to: number,
    capitals: number,
    plain: boolean,
    compounds: number[][],
  ): void {
    const first = text.charCodeAt(from);
    if (capitals === to - from || (capitals === 1 && first >= 65 && first <= 90)) return;
    const run = text.slice(from, to);
    if (plain) {
      const parts = humpsOf(run);
      if (parts) compounds.push(parts.map((part) => this.add(part)));
      return;
    }
    for (const { start, end } of plainTokens(run)) {
      const parts = humpsOf(run.slice(start, end));
      if (parts) compounds.push(parts.map((part) => this.add(part)));
    }
  }

  /** Adds a run to the chain that it belongs to, and the compounds that end with it. */
  private follow(chain: Chain, run: Run, into: readonly number[], compounds: number[][]): void {
    const { text, start, end, plain, before } = run;
    const tie = tieAt(text, end);
    if (chain.initial >= 0) this.readCompounds(text.slice(chain.initial, end), compounds);
    chain.initial = tie === NAME && isInitial(run) ? start : -1;
    if (chain.start < 0 && tie === HYPHEN) {
      chain.start = start;
      chain.before = before;
      chain.plain = plain;
      return;
    }
    if (chain.start < 0) return;
    chain.plain &&= plain;
    if (tie === HYPHEN) return;
    if (!chain.plain) this.readCompounds(text.slice(chain.start, end), compounds);
    else if (into.length - chain.before <= MOST_PARTS) {
      const parts: string[] = [];
      for (let i = chain.before; i < into.length; i++) parts.push(this.word(into[i] as number));
      const joined = joinedForm(parts);
      if (joined !== undefined) compounds.push([this.add(joined)]);
    }
    chain.start = -1;
  }

  private readCompounds(text: string, compounds: number[][]): void {
    for (const { word } of compoundsIn(text)) compounds.push([this.add(word)]);
  }

  private readRun(text: string, start: number, end: number, hash: number | undefined, into: number[]): void {
    if (hash === undefined) {
      for (const word of wordsOf(text.slice(start, end))) into.push(this.add(word));
      return;
    }
    const length = end - start;
    const bytes = scratchFor(length);
    for (let i = 0; i < length; i++) bytes[i] = UNITS[text.charCodeAt(start + i)] as number;
    into.push(this.table.addBytes(length, hash));
  }

  dump(): StringTableDump {
    return this.table.dump();
  }

  static load(dump: StringTableDump): Words {
    const loaded = new Words();
    loaded.table = StringTable.load(dump);
    return loaded;
  }

  /** A vocabulary that begins with these words. */
  static of(words: readonly string[]): Words {
    const made = new Words();
    for (const word of words) made.add(word);
    return made;
  }
}
