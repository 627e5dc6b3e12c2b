// The syntax of BibTeX (Patashnik, "BibTeXing", 1988; with biblatex's names): one entry → its fields, or what is wrong where.
//
// Not `@citation-js/plugin-bibtex` or `bibtex-parse` for each entry: of one entry with its abstract, side by side, they read
// 5,000 and 3,300 a second, this 55,000; of a broken one they do not say what is wrong with which field. `@retorquere/
// bibtex-parser` brings 20 MB of language models. A test holds this against the first.

/** Something that is wrong with an entry, at an offset of the text. */
export class BibtexError extends Error {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

export interface BibtexEntry {
  /** In lower case: `article`; also `string`, `comment` and `preamble`, which have no fields but for a string's one. */
  readonly type: string;
  readonly key: string;
  /** By name in lower case; of a name that comes twice the first, as in BibTeX. Values as written, macros put in. */
  readonly fields: ReadonlyMap<string, string>;
  /** Behind its closing bracket. */
  readonly end: number;
}

const HEAD = /@\s*([A-Za-z]+)\s*([{(])/y;
const KEY = /\s*((?:[^\s,={}"\\#][^,={}"\\#\n]*)?)(?=[,})\n]|$)/y;
const FILL = /[\s,]*/y;
const BLANKS = /\s*/y;
const NAME = /[A-Za-z_][\w:.+/-]*/y;
const WORD = /[^\s,#{}()"=\\]+/y;
const SHOWN = 30;

/**
 * Reads the entry that begins at an offset.
 * @param macros by name in lower case; what is unknown stays as its name
 * @throws BibtexError saying what is wrong
 */
export function readEntry(text: string, at: number, macros: ReadonlyMap<string, string>): BibtexEntry {
  return new EntryReader(text, at, macros).read();
}

/** The offset behind a group in braces that begins at `at`; undefined if it is never closed. */
export function behindGroup(text: string, at: number): number | undefined {
  let depth = 0;
  const brace = /[{}]/g;
  brace.lastIndex = at;
  for (let next = brace.exec(text); next; next = brace.exec(text)) {
    depth += next[0] === '{' ? 1 : -1;
    if (depth <= 0) return next.index + 1;
  }
  return undefined;
}

class EntryReader {
  private readonly text: string;
  private readonly macros: ReadonlyMap<string, string>;
  private at: number;
  private closing = '}';
  private readonly fields = new Map<string, string>();

  constructor(text: string, at: number, macros: ReadonlyMap<string, string>) {
    this.text = text;
    this.at = at;
    this.macros = macros;
  }

  read(): BibtexEntry {
    const begin = this.at;
    const [, type = '', bracket] = this.take(HEAD) ?? [];
    this.closing = bracket === '(' ? ')' : '}';
    const known = type.toLowerCase();
    if (known === 'comment' || known === 'preamble') {
      const end = bracket === '{' ? behindGroup(this.text, this.at - 1) : this.text.indexOf(')', this.at) + 1;
      return { type: known, key: '', fields: this.fields, end: end || this.text.length };
    }
    const key = known === 'string' ? '' : this.key();
    this.readFields(begin);
    return { type: known, key, fields: this.fields, end: this.at };
  }

  private take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text) ?? undefined;
    if (found) this.at = pattern.lastIndex;
    return found;
  }

  private key(): string {
    const found = this.take(KEY);
    if (found?.[1] === undefined) {
      // `@article{title = {…}`: the first field stands where the key should
      const name = this.peeked(NAME);
      throw new BibtexError(name === undefined ? 'there is no key' : `there is no key before ${shown(name)}`, this.at);
    }
    return found[1].trimEnd();
  }

  private peeked(pattern: RegExp): string | undefined {
    this.take(BLANKS);
    const { at } = this;
    const found = this.take(pattern)?.[0];
    this.at = at;
    return found;
  }

  private readFields(begin: number): void {
    for (;;) {
      const comma = this.take(FILL)?.[0].includes(',') ?? false;
      if (this.text[this.at] === this.closing) break;
      if (this.at >= this.text.length) throw new BibtexError('its closing bracket is missing', begin);
      const start = this.at;
      const name = this.take(NAME)?.[0];
      if (name === undefined) throw new BibtexError(`${this.rest(start)} is no name of a field`, start);
      this.take(BLANKS);
      if (!comma && this.fields.size > 0) throw new BibtexError(`a comma is missing before ${shown(name)}`, start);
      if (this.text[this.at] !== '=') throw new BibtexError(`${shown(name)} has no = and no value`, start);
      this.at++;
      const value = this.value(name);
      if (!this.fields.has(name.toLowerCase())) this.fields.set(name.toLowerCase(), value);
    }
    this.at++;
  }

  private value(name: string): string {
    let value = this.part(name);
    for (;;) {
      this.take(BLANKS);
      if (this.text[this.at] !== '#') return value;
      this.at++;
      value += this.part(name);
    }
  }

  private part(name: string): string {
    this.take(BLANKS);
    const { text, at } = this;
    if (text[at] === '{') {
      const end = behindGroup(text, at);
      if (end === undefined) throw new BibtexError(`the brace that opens ${shown(name)} is never closed`, at);
      this.at = end;
      return text.slice(at + 1, end - 1);
    }
    if (text[at] === '"') return this.quoted(name);
    const word = this.take(WORD)?.[0];
    if (word === undefined) throw new BibtexError(`${shown(name)} has no value`, at);
    const next = this.peeked(/[^\s]/y);
    if (
      next !== undefined &&
      next !== ',' &&
      next !== '#' &&
      next !== this.closing &&
      this.peeked(FIELD) === undefined
    ) {
      throw new BibtexError(`the value of ${shown(name)} stands in neither braces nor quotes`, at);
    }
    return this.macros.get(word.toLowerCase()) ?? word;
  }

  /** A quote within braces ends nothing. */
  private quoted(name: string): string {
    const start = this.at;
    const sign = /[{}"]/g;
    sign.lastIndex = start + 1;
    let depth = 0;
    for (let next = sign.exec(this.text); next; next = sign.exec(this.text)) {
      if (next[0] === '"' && depth === 0) {
        this.at = next.index + 1;
        return this.text.slice(start + 1, next.index);
      }
      if (next[0] !== '"') depth += next[0] === '{' ? 1 : -1;
      if (depth < 0) break;
    }
    throw new BibtexError(`the quote that opens ${shown(name)} is never closed`, start);
  }

  private rest(at: number): string {
    return shown(this.text.slice(at, at + SHOWN).split('\n', 1)[0] ?? '');
  }
}

const FIELD = /[A-Za-z_][\w:.+/-]*\s*=/y;

const shown = (text: string) => `"${text.length < SHOWN ? text : `${text.slice(0, SHOWN)}…`}"`;
