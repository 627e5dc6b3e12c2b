// Cuts a stream of XML into the elements that are records, so that one damaged record does not hide the next.
import { localName } from './xml-element.js';

/** No record is this long; beyond it the file is not what we think it is, and it would only cost memory. */
export const LONGEST_RECORD = 16 * 1024 * 1024;

/** No start tag is this long, in characters. */
const LONGEST_TAG = 64 * 1024;
/** As much as a name with its prefix and bracket may take that a chunk cuts. */
const LONGEST_NAME = 128;

/** `line` counts from 1: where it begins in the file. */
export type XmlPiece =
  /** The start tag of a container, as the text of an element without content. */
  | { readonly kind: 'open'; readonly name: string; readonly line: number; readonly text: string }
  | { readonly kind: 'close'; readonly name: string; readonly line: number }
  | { readonly kind: 'record'; readonly name: string; readonly line: number; readonly text: string }
  | { readonly kind: 'problem'; readonly line: number; readonly problem: string };

/** Brackets of what is not searched for tags, with their ends. */
const PASSED: Readonly<Record<string, string>> = { '<!--': '-->', '<![CDATA[': ']]>', '<?': '?>' };

interface Begun {
  readonly name: string;
  /** With its prefix. */
  readonly written: string;
  /** Where its content begins in the text that is held. */
  readonly content: number;
  /** How many elements of its name, but of another namespace, are open within it. */
  nested: number;
}

/**
 * Knows the names of records and of what contains them, comments, CDATA and the ends of tags, nothing else: whether a
 * record is XML is decided by who parses it. A record that is not closed where the next one of its name, or a
 * container, begins or ends is given up, and what it seemed to hold is looked through again.
 */
export class XmlSplitter {
  readonly #tokens: RegExp;
  readonly #containers: ReadonlySet<string>;
  /** What is not given out yet; begins with the record if one is begun. */
  #text = '';
  /** Up to where `#text` is looked through. */
  #at = 0;
  /** The line on which `#text` begins. */
  #line = 1;
  #begun: Begun | undefined;
  /** The name of a record that is too long to be held, while its end is looked for. */
  #drained: string | undefined;
  readonly #open: string[] = [];
  #pieces: XmlPiece[] = [];

  /** @param records names of elements, without prefixes; they may lie within `containers` only */
  constructor(records: readonly string[], containers: readonly string[]) {
    const names = [...records, ...containers].join('|');
    this.#tokens = new RegExp(`<!--|<!\\[CDATA\\[|<\\?|<(/?)((?:[\\w.-]+:)?(?:${names}))(?=[\\s/>])`, 'g');
    this.#containers = new Set(containers);
  }

  push(chunk: string): XmlPiece[] {
    this.#text += chunk;
    while (this.#step());
    if (this.#begun !== undefined && this.#text.length > LONGEST_RECORD) {
      this.#problem(`longer than ${LONGEST_RECORD / 1024 / 1024} MiB`);
      this.#drained = this.#begun.name;
      this.#begun = undefined;
    }
    if (this.#begun === undefined) this.#forget(this.#at);
    return this.#take();
  }

  /** What is left when the stream has ended. */
  end(): XmlPiece[] {
    while (this.#begun !== undefined) {
      this.#giveUp(`the file ends before its </${this.#begun.name}>`);
      while (this.#step());
    }
    const inside = this.#open.at(-1);
    this.#forget(this.#text.length);
    if (inside !== undefined) this.#problem(`the file ends in the middle: </${inside}> is missing`);
    return this.#take();
  }

  #take(): XmlPiece[] {
    const pieces = this.#pieces;
    this.#pieces = [];
    return pieces;
  }

  #problem(problem: string): void {
    this.#pieces.push({ kind: 'problem', line: this.#line, problem });
  }

  /** Lets go of the text before `to`. */
  #forget(to: number): void {
    for (let end = this.#text.indexOf('\n'); end >= 0 && end < to; end = this.#text.indexOf('\n', end + 1)) {
      this.#line += 1;
    }
    this.#text = this.#text.slice(to);
    this.#at = Math.max(0, this.#at - to);
  }

  /** Takes the next token; false if there is none yet. */
  #step(): boolean {
    this.#tokens.lastIndex = this.#at;
    const token = this.#tokens.exec(this.#text);
    if (token === null) {
      // a name may be cut at the end
      const last = this.#text.lastIndexOf('<');
      this.#at = Math.max(this.#at, last >= this.#text.length - LONGEST_NAME ? last : this.#text.length);
      return false;
    }
    const [found, slash, name] = token;
    const closer = PASSED[found];
    if (closer !== undefined) return this.#pass(token.index, closer);
    const end = this.#endOfTag(token.index + found.length);
    if (end === undefined) {
      this.#at = token.index;
      return false;
    }
    const written = name ?? '';
    const tag = { name: localName(written), written, closes: slash === '/', start: token.index, end };
    if (this.#begun === undefined) this.#outside(tag);
    else this.#inside(tag, this.#begun);
    return true;
  }

  /** Goes behind a comment and its like. */
  #pass(start: number, closer: string): boolean {
    const end = this.#text.indexOf(closer, start);
    this.#at = end < 0 ? start : end + closer.length;
    // what is in no record need not be held: its end is enough
    if (end < 0 && this.#begun === undefined && this.#text.length - start > LONGEST_TAG) {
      const opener = this.#text.slice(start, start + 9).match(/^(?:<!--|<!\[CDATA\[|<\?)/)?.[0] ?? '';
      const kept = this.#text.slice(1 - closer.length);
      this.#forget(this.#text.length - kept.length);
      this.#text = opener + this.#text;
      this.#at = 0;
    }
    return end >= 0;
  }

  /** Behind the bracket that closes a tag; a damaged tag ends where the next begins; undefined if it is not there yet. */
  #endOfTag(from: number): number | undefined {
    const whole = /(?:[^<>"']|"[^"<]*"|'[^'<]*')*>/y;
    whole.lastIndex = from;
    if (whole.test(this.#text)) return whole.lastIndex;
    const next = this.#text.indexOf('<', from);
    if (next >= 0) return next;
    return this.#text.length - from > LONGEST_TAG ? this.#text.length : undefined;
  }

  #outside({ name, written, closes, start, end }: Tag): void {
    const container = this.#containers.has(name);
    const text = this.#text.slice(start, end);
    const closed = /\/\s*>$/.test(text);
    this.#forget(start);
    this.#at = end - start;
    const line = this.#line;
    if (this.#drained !== undefined) {
      const over = this.#drained === name || container;
      if (over) this.#drained = undefined;
      if (closes && over && !container) return;
    }
    if (container && closes) this.#close(name, line);
    else if (container) this.#enter(name, line, text, closed);
    else if (closes) this.#problem(`</${name}> without its start`);
    else if (closed) this.#pieces.push({ kind: 'record', name, line, text });
    else this.#begun = { name, written, content: end - start, nested: 0 };
  }

  #enter(name: string, line: number, text: string, closed: boolean): void {
    this.#pieces.push({ kind: 'open', name, line, text: closed ? text : text.replace(/>?$/, '/>') });
    if (closed) this.#pieces.push({ kind: 'close', name, line });
    else this.#open.push(name);
  }

  #close(name: string, line: number): void {
    const at = this.#open.lastIndexOf(name);
    if (at < 0) this.#problem(`</${name}> without its start`);
    // what was left open within it ends with it
    else for (const one of this.#open.splice(at).reverse()) this.#pieces.push({ kind: 'close', name: one, line });
  }

  #inside(tag: Tag, begun: Begun): void {
    const { name, written, closes, start, end } = tag;
    this.#at = end;
    const same = written === begun.written;
    if (same && closes && begun.nested > 0) {
      begun.nested -= 1;
    } else if (same && closes) {
      this.#pieces.push({ kind: 'record', name, line: this.#line, text: this.#text.slice(0, end) });
      this.#begun = undefined;
      this.#forget(end);
    } else if (same && /\sxmlns\s*=/.test(this.#text.slice(start, end))) {
      // the records of MARC within those of OAI-PMH
      begun.nested += /\/\s*>$/.test(this.#text.slice(start, end)) ? 0 : 1;
    } else if (same || this.#containers.has(name)) {
      this.#giveUp(`not closed before the next <${closes ? '/' : ''}${written}>`);
    }
  }

  /** Gives the record up, and goes back to behind its start tag. */
  #giveUp(problem: string): void {
    const content = this.#begun?.content ?? 0;
    this.#problem(problem);
    this.#begun = undefined;
    this.#at = content;
    this.#forget(content);
  }
}

interface Tag {
  readonly name: string;
  readonly written: string;
  readonly closes: boolean;
  /** Where it stands in the text that is held, its end exclusive. */
  readonly start: number;
  readonly end: number;
}
