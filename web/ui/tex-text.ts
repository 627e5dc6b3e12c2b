// TeX outside of formulas (`\emph{x}`, `{\it x}`, `L\'evy`, `\%`, `---`) as its readers see it; pure. What is not known stays as it is written.
import type { Span } from './formulas.js';
import {
  ACCENTS,
  BRACKETS,
  ESCAPED,
  GAPS,
  LETTERS,
  LOOKS,
  type Look,
  PLAIN,
  REFERENCE,
  SECOND,
  SIGNS,
  SILENT,
  SWITCHES,
  TYPED,
} from './tex-signs.js';

/** What is shown instead of a stretch of the text. */
export interface Edit extends Span {
  readonly by: string;
}

export interface Styled extends Span {
  readonly look: Look;
}

export interface TexReading {
  /** In order and apart, none within a formula. */
  readonly edits: readonly Edit[];
  /** By their starts, one within another or apart. */
  readonly looks: readonly Styled[];
}

interface Group {
  /** Of the command that it is the argument of, or of its brace. */
  readonly start: number;
  /** Behind its brace. */
  readonly inner: number;
  look: Look | undefined;
  /** `tex`: its braces are not shown; `plain`: they may be those of a set, `{0, 1}`; `kept`: of a command nobody knows. */
  kind: 'tex' | 'plain' | 'kept';
  /** Instead of its braces. */
  readonly brackets: readonly [string, string];
}

const NOTHING = ['', ''] as const;

const SPECIAL = /[\\{}~]|---?|``|''/g;
const NAME = /\\([A-Za-z]+)\*?/y;
/** The letter under an accent that is a sign: `{\i}`, `\i`, `{e}`, `e`. */
const UNDER_SIGN = /\{\s*\\([ij])\s*\}|\\([ij])(?![A-Za-z])\s?|\{\s*(\p{L})\s*\}|(\p{L})/uy;
/** The same where the accent is a name, which a bare letter would continue. */
const UNDER_NAME = /\s*\{\s*\\([ij])\s*\}|\s*\\([ij])(?![A-Za-z])\s?|\s*\{\s*(\p{L})\s*\}|\s+(\p{L})/uy;
/** `don\'t`, `author\'s`. */
const GENITIVE = /'(?:[stdm]|ll|re|ve)(?!\p{L})/uy;
const OPTIONAL = /\s?\[[^\][{}]{0,200}\]/y;
const ARGUMENT = /\s?\{([^{}]{0,500})\}/y;
/** `{GAN}s`, `{B}ayesian`: capitals that a bibliography is to keep; `{A}` alone is a set. */
const KEPT_CAPITALS = /(?:(?<=\p{L})\{\p{Lu}\}|\{\p{Lu}\}(?=\p{L})|\{(?=[^{}]*\p{Lu})[\p{L}\d-]{2,}\})/uy;
const LETTER = /\p{L}$/u;

/** @param formulas those of `formulasIn`: nothing in them is read */
export function readTexText(text: string, formulas: readonly Span[]): TexReading {
  if (!/[\\{]/.test(text) && formulas.length === 0) return { edits: [], looks: [] };
  return new TexTextReader(text, formulas).read();
}

/** The match of a sticky expression at a place. */
function matchAt(expression: RegExp, text: string, at: number): RegExpExecArray | undefined {
  expression.lastIndex = at;
  return expression.exec(text) ?? undefined;
}

class TexTextReader {
  private readonly edits: Edit[] = [];
  /** Dashes, ties and quotes, which are TeX only where there is some. */
  private readonly typed: Edit[] = [];
  private readonly looks: Styled[] = [];
  private readonly open: Group[] = [];
  private isTex: boolean;
  private quotes = 0;
  private readonly text: string;
  private readonly formulas: readonly Span[];

  constructor(text: string, formulas: readonly Span[]) {
    this.text = text;
    this.formulas = formulas;
    this.isTex = formulas.length > 0;
  }

  read(): TexReading {
    const special = new RegExp(SPECIAL);
    let next = 0;
    for (let found = special.exec(this.text); found; found = special.exec(this.text)) {
      while ((this.formulas[next]?.end ?? Infinity) <= found.index) next++;
      const formula = this.formulas[next];
      if (formula && formula.start <= found.index) special.lastIndex = formula.end;
      else special.lastIndex = Math.max(special.lastIndex, this.readAt(found[0], found.index));
    }
    const edits = this.isTex ? [...this.edits, ...this.typed] : this.edits;
    return {
      edits: apart(edits.sort((a, b) => a.start - b.start)),
      looks: this.looks.sort((a, b) => a.start - b.start || b.end - a.end),
    };
  }

  /** Reads what begins with a special sign, and returns behind what. */
  private readAt(sign: string, at: number): number {
    if (sign === '\\') return this.readCommand(at);
    if (sign === '{') return this.openGroup({ start: at, inner: at + 1, kind: 'plain' });
    if (sign === '}') return this.closeGroup(at);
    const end = at + sign.length;
    const before = this.text[at - 1] ?? ' ';
    const after = this.text[end] ?? ' ';
    if (sign === '~' && (/\s/.test(before) || /\s/.test(after))) return end;
    // `--help`
    if (sign === '--' && /\s/.test(before) && !/\s/.test(after)) return end;
    // `f''` and 5'' close nothing
    if (sign === "''" && this.quotes === 0) return end;
    this.quotes += sign === '``' ? 1 : sign === "''" ? -1 : 0;
    this.typed.push({ start: at, end, by: TYPED[sign] ?? sign });
    return end;
  }

  private put(start: number, end: number, by: string): number {
    this.isTex = true;
    this.edits.push({ start, end, by });
    const group = this.open.at(-1);
    if (group?.inner === start && group.kind === 'plain') group.kind = 'tex';
    return end;
  }

  private openGroup({ look, brackets = NOTHING, ...group }: Pick<Group, 'start' | 'inner' | 'kind'> & Partial<Group>) {
    this.open.push({ ...group, look, brackets });
    return group.inner;
  }

  private closeGroup(at: number): number {
    const group = this.open.pop();
    if (!group) return at + 1;
    const { start, inner, look, kind, brackets } = group;
    if (kind === 'kept' || (kind === 'plain' && !this.isTexGroup(start, at))) return at + 1;
    this.edits.push({ start, end: inner, by: brackets[0] }, { start: at, end: at + 1, by: brackets[1] });
    if (kind === 'tex') this.isTex = true;
    if (look && at > inner) this.looks.push({ start: inner, end: at, look });
    return at + 1;
  }

  /** Whether braces around plain text are TeX: those of capitals, and empty ones that end the name of a command. */
  private isTexGroup(start: number, end: number): boolean {
    if (end === start + 1) return this.edits.at(-1)?.end === start;
    return matchAt(KEPT_CAPITALS, this.text, start)?.[0].length === end + 1 - start;
  }

  private readCommand(at: number): number {
    const name = matchAt(NAME, this.text, at);
    if (!name) return this.readSign(at);
    const [whole, word = ''] = name;
    const end = at + whole.length;
    return (
      this.readLetter(at, word, end) ?? this.readLook(at, word, end) ?? this.readOther(at, word, end) ?? this.keep(end)
    );
  }

  /** What nobody knows stays, with its argument. */
  private keep(end: number): number {
    return this.text[end] === '{' ? this.openGroup({ start: end, inner: end + 1, kind: 'kept' }) : end;
  }

  /** A letter or a sign that is written as a word. */
  private readLetter(at: number, word: string, end: number): number | undefined {
    if (ACCENTS.has(word)) {
      const under = matchAt(UNDER_NAME, this.text, end);
      const letter = under && accented(under, word);
      if (under && letter !== undefined) return this.put(at, end + under[0].length, letter);
      // `\b{eta}`: archives have taken the names of Greek letters for accents
      const rest = matchAt(ARGUMENT, this.text, end);
      const greek = rest && SIGNS.get(word + rest[1]);
      if (rest && greek !== undefined) return this.put(at, end + rest[0].length, greek);
    }
    const letter = LETTERS.get(word);
    if (letter === undefined && !SIGNS.has(word)) return undefined;
    if (this.text.startsWith('{}', end)) return this.put(at, end + 2, letter ?? SIGNS.get(word) ?? '');
    if (letter === undefined) return this.put(at, end, SIGNS.get(word) ?? '');
    return this.put(at, end + (/^ \p{L}/u.test(this.text.slice(end, end + 3)) ? 1 : 0), letter);
  }

  /** What changes how a group looks. */
  private readLook(at: number, word: string, end: number): number | undefined {
    if (LOOKS.has(word) || PLAIN.has(word) || BRACKETS.has(word)) {
      const brace = /^\s?\{/.exec(this.text.slice(end, end + 2))?.[0].length;
      if (brace === undefined) return undefined;
      const how = { look: LOOKS.get(word), brackets: BRACKETS.get(word) ?? NOTHING };
      return this.openGroup({ start: at, inner: end + brace, kind: 'tex', ...how });
    }
    if (!SWITCHES.has(word)) return undefined;
    const group = this.open.at(-1);
    if (group) {
      if (group.kind === 'plain') group.kind = 'tex';
      group.look = SWITCHES.get(word) ?? group.look;
    }
    return this.put(at, end + (this.text[end] === ' ' ? 1 : 0), '');
  }

  /** What says something to TeX, not to readers. */
  private readOther(at: number, word: string, end: number): number | undefined {
    const behind = end + (matchAt(OPTIONAL, this.text, end)?.[0].length ?? 0);
    const argument = matchAt(ARGUMENT, this.text, behind);
    const after = behind + (argument?.[0].length ?? 0);
    const gap = GAPS.get(word);
    if (gap !== undefined) return this.put(at, end, gap === '.' ? '' : gap === '_' ? ' ' : gap);
    if (!argument) return undefined;
    if (SILENT.has(word)) return this.put(at, after, '');
    if (REFERENCE.test(word)) return this.put(at, after, `[${argument[1]}]`);
    if (word === 'url' || word === 'path') return this.put(at, after, argument[1] ?? '');
    if (SECOND.has(word) && this.text[after] === '{') {
      return this.openGroup({ start: at, inner: after + 1, kind: 'tex' });
    }
    return undefined;
  }

  private readSign(at: number): number {
    const sign = this.text[at + 1] ?? '';
    const end = at + 2;
    if (sign !== '' && ACCENTS.has(sign)) return this.readAccent(at, sign);
    const by = ESCAPED.get(sign);
    if (by !== undefined) return this.put(at, end, by);
    // the end of a line
    if (sign === '\\') return this.put(at, end + (matchAt(OPTIONAL, this.text, end)?.[0].length ?? 0), ' ');
    return end;
  }

  /** A sign above a letter; where the two are no letter, or the sign is an escaped quote, the sign itself. */
  private readAccent(at: number, sign: string): number {
    const behind = at + 2;
    const under = this.isQuote(at, sign) ? undefined : matchAt(UNDER_SIGN, this.text, behind);
    const letter = under && accented(under, sign);
    if (under && letter !== undefined) return this.put(at, behind + under[0].length, letter);
    return this.put(at, behind + (this.text.startsWith('{}', behind) ? 2 : 0), sign);
  }

  private isQuote(at: number, sign: string): boolean {
    if (sign !== "'" && sign !== '"') return false;
    const before = this.text.slice(Math.max(0, at - 2), at);
    if (sign === "'" && LETTER.test(before)) return matchAt(GENITIVE, this.text, at + 1) !== undefined;
    return !/[\p{L}{}]$/u.test(before) && this.closes(sign, behindLetters(this.text, at + 2));
  }

  /** Whether the next escaped quote of a sign can close a quotation. */
  private closes(sign: string, from: number): boolean {
    const closer = this.text.indexOf(`\\${sign}`, from);
    return closer > 0 && closer - from < 300 && !/^[\p{L}{\\]/u.test(this.text.slice(closer + 2, closer + 4));
  }
}

function behindLetters(text: string, from: number): number {
  return from + (/^\p{L}*/u.exec(text.slice(from, from + 60))?.[0].length ?? 0);
}

/** One letter with its accent; undefined if Unicode has none, unless braces say that it is meant. */
function accented(under: RegExpExecArray, accent: string): string | undefined {
  const [, dotlessBraced, dotless, braced, bare] = under;
  const letter = ((dotlessBraced ?? dotless ?? braced ?? bare ?? '') + (ACCENTS.get(accent) ?? '')).normalize('NFC');
  return [...letter].length === 1 || bare === undefined ? letter : undefined;
}

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
