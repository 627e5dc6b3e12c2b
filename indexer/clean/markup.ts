// HTML, JATS and MathML in a text → the text that they set. Only known elements are markup: `a < b and c > d` is none.
//
// Not an HTML parser: recovering from errors as browsers do, these take `a <b and c` for a tag and drop what follows.

import { lowered, raised } from '../../src/text/scripts.js';
import { Formulas } from './formulas.js';

const setOf = (names: string): ReadonlySet<string> => new Set(names.split(/\s+/));

/** What stands within a line; the letters beside it stay together. */
const INLINE = setOf(
  `a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd mark nobr q samp small span strike strong sub sup tt u
  var wbr bold italic roman sc monospace overline underline sans-serif styled-content named-content ext-link xref email uri
  inline-formula inline-graphic alternatives tex-math script style`,
);
/** What begins and ends a line. */
const BLOCK = setOf(
  `p div br hr li ul ol dl dt dd h1 h2 h3 h4 h5 h6 table thead tbody tr td th caption pre blockquote section article header
  footer center img body html head abstract title subtitle sec list list-item def-list def-item def term label break
  disp-formula disp-quote trans-abstract abstracttext`,
);
/** Tags that are markup even where their pair is missing; others may be what a text speaks of, as `</s>` and `<label>`. */
const ALONE = setOf('p div br hr li i b em strong italic bold sub sup h1 h2 h3 h4 subtitle wbr');
/** What names and foreign words are set in: sources lose the blanks beside them. */
const SLANTED = setOf('i em italic');
/** Their contents are no text. */
const HIDDEN = setOf('script style annotation-xml');
const FORMULAS = setOf('math inline-formula disp-formula alternatives tex-math annotation');
const MATHML = setOf(
  `math mrow mi mo mn ms mtext mspace mstyle msub msup msubsup mfrac msqrt mroot mover munder munderover mtable mtr mtd
  mfenced semantics annotation annotation-xml mpadded mphantom menclose merror none mprescripts mmultiscripts`,
);

const ATTRIBUTE = String.raw`\s+[\w:.-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>=]+)`;
const TAG = new RegExp(
  String.raw`<!\[CDATA\[|\]\]>|<(?<close>\/?)(?:[a-z]\w{0,9}:)?(?<name>[a-z][a-z\d-]{0,19})(?<attributes>(?:${ATTRIBUTE})*)\s*(?<empty>\/?)>`,
  'gi',
);
/** A script of more is a passage. */
const LONGEST_SCRIPT = 24;
/** More than a letter within a word; more than an ending. */
const PHRASE = /\p{L}[^<]{2}/uy;
const WORD = /\p{L}{2}/uy;
const END_OF_SENTENCE = /[.:;!?…。]\s*$/;

interface Frame {
  readonly name: string;
  /** How many pieces had been written before it. */
  readonly from: number;
}

/** Text with its markup read: lists, paragraphs and headings as sentences, `H<sub>2</sub>O` as `H₂O`. Never throws. */
export function withoutMarkup(text: string): string {
  return text.includes('<') ? new MarkupReader(withoutComments(text)).read() : text;
}

/** By searching, as a pattern would look for the end of each that has none. */
function withoutComments(text: string): string {
  let kept = '';
  let at = 0;
  for (let start = text.indexOf('<!--'); start >= 0; start = text.indexOf('<!--', at)) {
    const end = text.indexOf('-->', start + 4);
    if (end < 0) break;
    kept += text.slice(at, start);
    at = end + 3;
  }
  return kept + text.slice(at);
}

class MarkupReader {
  private readonly pieces: string[] = [];
  private readonly frames: Frame[] = [];
  private readonly formulas = new Formulas(this.pieces);
  /** Within how many elements without text. */
  private hidden = 0;
  private readonly text: string;
  private readonly closed = new Map<string, boolean>();

  constructor(text: string) {
    this.text = text;
  }

  read(): string {
    let at = 0;
    for (const found of this.text.matchAll(TAG)) {
      const { close = '', name = '', attributes = '', empty = '' } = found.groups ?? {};
      const known = name.toLowerCase();
      if (name !== '' && !this.isMarkup(known, close, attributes, found.index)) continue;
      this.write(this.text.slice(at, found.index));
      at = found.index + found[0].length;
      if (name === '') continue;
      if (SLANTED.has(known)) this.part(close === '' ? PHRASE : WORD, at);
      if (close === '') this.open(known, attributes, empty !== '');
      else this.close(known);
    }
    this.write(this.text.slice(at));
    // what was never closed
    while (this.frames.length > 0) this.end(this.frames.pop() as Frame);
    return this.pieces.join('');
  }

  /** Whether a tag is one: what has neither a pair nor a prefix may be a variable, or what the text speaks of. */
  private isMarkup(name: string, close: string, attributes: string, at: number): boolean {
    if (!INLINE.has(name) && !BLOCK.has(name) && !MATHML.has(name)) return false;
    if (close !== '') return ALONE.has(name) || this.frames.some((frame) => frame.name === name);
    if (attributes !== '' || (ALONE.has(name) && name.length > 1)) return true;
    return (name === 'p' && at === 0) || this.isClosed(name);
  }

  private isClosed(name: string): boolean {
    let known = this.closed.get(name);
    if (known === undefined) {
      known = new RegExp(String.raw`<\/(?:[a-z]\w{0,9}:)?${name}\s*>`, 'i').test(this.text);
      this.closed.set(name, known);
    }
    return known;
  }

  private write(text: string): void {
    if (text === '' || this.hidden > 0) return;
    // blanks between the elements of a formula are of the file
    this.pieces.push(this.formulas.isOpen ? text.trim() : text);
  }

  private open(name: string, attributes: string, empty: boolean): void {
    if (BLOCK.has(name)) this.pieces.push(' ');
    if (empty || name === 'br' || name === 'hr' || name === 'img' || name === 'wbr' || name === 'break') return;
    if (HIDDEN.has(name)) this.hidden++;
    if (FORMULAS.has(name) || MATHML.has(name)) this.formulas.open(name, attributes);
    this.frames.push({ name, from: this.pieces.length });
  }

  private close(name: string): void {
    const at = this.frames.findLastIndex((frame) => frame.name === name);
    if (at < 0) {
      if (BLOCK.has(name)) this.pieces.push(' ');
      return;
    }
    while (this.frames.length > at) this.end(this.frames.pop() as Frame);
  }

  private end({ name, from }: Frame): void {
    if (HIDDEN.has(name)) this.hidden--;
    if (FORMULAS.has(name) || MATHML.has(name)) this.formulas.close(name);
    if (name === 'sub' || name === 'sup') this.shift(name, from);
    if (/^(?:title|label|h[1-6])$/.test(name)) this.head(from);
    if (BLOCK.has(name)) this.pieces.push(' ');
  }

  /** Sets the blank that is lost between a letter and what follows. */
  private part(next: RegExp, at: number): void {
    next.lastIndex = at;
    if (next.test(this.text) && /\p{L}$/u.test(this.pieces.at(-1)?.slice(-2) ?? '')) this.pieces.push(' ');
  }

  private shift(name: string, from: number): void {
    // what is long is no script, and joining it again and again would take quadratic time
    if (this.pieces.length - from > 4) return;
    const content = this.pieces.slice(from).join('');
    if (content.length > LONGEST_SCRIPT) return;
    this.pieces.length = from;
    this.pieces.push(name === 'sub' ? loweredText(content) : raisedText(content));
  }

  /** A heading within a text: `Methods: …`. */
  private head(from: number): void {
    const written = this.pieces.slice(from).slice(-4).join('');
    if (/[\p{L}\p{N}]/u.test(written) && !END_OF_SENTENCE.test(written)) this.pieces.push(':');
  }
}

/** As people type it where Unicode cannot say it: `VO2`. */
function loweredText(content: string): string {
  return lowered(content.trim()) ?? content;
}

/** As people type it where Unicode cannot say it: `10^-3.5`; marks of footnotes as they are. */
function raisedText(content: string): string {
  const plain = content.trim();
  return raised(plain) ?? (/^[-−+]?[\p{L}\p{N}]/u.test(plain) ? `^${plain}` : content);
}
