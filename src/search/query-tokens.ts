// The text of a search → its pieces: words, quoted phrases, field words, parentheses; each with what stands before it.
import { FIELD_WORDS, type FieldWord } from './query-fields.js';

export interface Span {
  /** UTF-16 offsets in the text, end exclusive; the sign of a negation belongs to it. */
  readonly start: number;
  readonly end: number;
}

/** `negated`: a minus stands before it. */
interface Signed extends Span {
  readonly negated: boolean;
}

export type Token =
  | (Signed & { readonly type: 'word' | 'phrase'; readonly text: string })
  | (Signed & { readonly type: 'field'; readonly field: FieldWord; readonly text: string; readonly quoted: boolean })
  /** `close` is the place of its partner among the tokens, once it is there. */
  | (Signed & { readonly type: 'open'; readonly field: FieldWord | undefined; close: number | undefined })
  | (Span & { readonly type: 'close' });

const QUOTES = '"“”„‟';
const BLANK = /\s/;
// A straight quote opens only where a word could begin, so that inches (5" wafer) stay text; a curly one says so itself.
const BEHIND_WORD = /(?<=[\p{L}\p{M}\p{N}])/uy;
// A minus before a bare number is a sign, not an exclusion: pasted abstracts are full of -5 °C and 10 -3.
const WORD_WITH_LETTER = /\p{N}*\p{L}/uy;
/** No field word is longer. */
const FIELD = /([A-Za-z]{1,12}):(?=\S)/y;

const isBlank = (character: string | undefined) => character === undefined || BLANK.test(character);
const isQuote = (character: string | undefined) => character !== undefined && QUOTES.includes(character);

/** Two quotes and nothing between. */
const isNothing = (token: Token) => token.type === 'phrase' && !token.negated && token.text === '';

/** Where a pattern with the flag `y` matches. */
function at(pattern: RegExp, text: string, place: number): RegExpExecArray | null {
  pattern.lastIndex = place;
  return pattern.exec(text);
}

/**
 * Splits a text, in time linear in its length: no character is looked at again but to find the end of a piece.
 * @param operators whether parentheses and field words mean something
 */
export function tokensOf(source: string, operators: boolean): Token[] {
  return new Lexer(source, operators).read();
}

class Lexer {
  readonly #source: string;
  readonly #operators: boolean;
  readonly #tokens: Token[] = [];
  /** What the next `)` closes: a token, or a parenthesis within a word, as in O(n). */
  readonly #open: (Extract<Token, { type: 'open' }> | undefined)[] = [];
  #at = 0;

  constructor(source: string, operators: boolean) {
    this.#source = source;
    this.#operators = operators;
  }

  read(): Token[] {
    while (this.#at < this.#source.length) {
      if (isBlank(this.#source[this.#at])) this.#at++;
      else this.#readOne();
    }
    return this.#tokens;
  }

  #readOne(): void {
    const start = this.#at;
    const first = this.#atBoundary(start);
    if (this.#closesToken(start)) this.#close(start);
    else if (first && this.#source[start] === '-' && this.#readSigned(start + 1, true)) return;
    else if (first && this.#readSigned(start, false)) return;
    else this.#readPlain(start);
  }

  #readPlain(start: number): void {
    const closing = this.#opens(start) ? this.#quoteFrom(start + 1) : -1;
    const end = closing >= 0 ? closing + 1 : this.#endOfWord(start);
    const text = closing >= 0 ? this.#cut(start + 1, closing) : this.#cut(start, end);
    this.#push({ type: closing >= 0 ? 'phrase' : 'word', start, end, negated: false, text });
  }

  /** What may be excluded, and what must stand at the start of a word; false where there is nothing of the kind. */
  #readSigned(place: number, negated: boolean): boolean {
    const start = negated ? place - 1 : place;
    if (negated && isQuote(this.#source[place])) {
      const closing = this.#quoteFrom(place + 1);
      if (closing < 0) return false;
      this.#push({ type: 'phrase', start, end: closing + 1, negated, text: this.#cut(place + 1, closing) });
      return true;
    }
    if (this.#operators && this.#source[place] === '(') {
      this.#pushOpen(start, place + 1, negated, undefined);
      return true;
    }
    if (this.#operators && this.#readField(start, place, negated)) return true;
    if (!negated || !at(WORD_WITH_LETTER, this.#source, place)) return false;
    const end = this.#endOfWord(place, true);
    this.#push({ type: 'word', start, end, negated, text: this.#cut(place, end) });
    return true;
  }

  #readField(start: number, place: number, negated: boolean): boolean {
    const head = at(FIELD, this.#source, place);
    const field = head && FIELD_WORDS.get(head[1]?.toLowerCase() ?? '');
    if (!head || !field) return false;
    const from = place + head[0].length;
    if (this.#source[from] === '(') {
      this.#pushOpen(start, from + 1, negated, field);
      return true;
    }
    if (isQuote(this.#source[from])) {
      const closing = this.#quoteFrom(from + 1);
      if (closing < 0) return false;
      const text = this.#cut(from + 1, closing);
      this.#push({ type: 'field', start, end: closing + 1, negated, field, text, quoted: true });
      return true;
    }
    const end = this.#endOfWord(from);
    if (end === from) return false;
    this.#push({ type: 'field', start, end, negated, field, text: this.#cut(from, end), quoted: false });
    return true;
  }

  /** The end of a run without blanks, phrases and a parenthesis that closes a group. @param bare ends at any quote */
  #endOfWord(start: number, bare = false): number {
    let end = start;
    for (; end < this.#source.length; end++) {
      const character = this.#source[end];
      if (isBlank(character) || this.#closesToken(end)) break;
      if (isQuote(character) && (bare || (end > start && this.#opens(end) && this.#quoteFrom(end + 1) >= 0))) break;
      if (!this.#operators) continue;
      if (character === '(') this.#open.push(undefined);
      if (character === ')') this.#open.pop();
    }
    return end;
  }

  #closesToken(place: number): boolean {
    return this.#source[place] === ')' && this.#open.at(-1) !== undefined;
  }

  #close(start: number): void {
    const partner = this.#open.pop();
    if (partner) partner.close = this.#tokens.length;
    this.#push({ type: 'close', start, end: start + 1 });
  }

  #pushOpen(start: number, end: number, negated: boolean, field: FieldWord | undefined): void {
    const token = { type: 'open' as const, start, end, negated, field, close: undefined };
    this.#open.push(token);
    this.#push(token);
  }

  #push(token: Token): void {
    const last = this.#tokens.at(-1);
    // a long row of quotes is one thing, and nothing
    if (last && isNothing(last) && isNothing(token) && last.end === token.start) {
      this.#tokens[this.#tokens.length - 1] = { ...token, start: last.start };
    } else this.#tokens.push(token);
    this.#at = token.end;
  }

  #atBoundary(place: number): boolean {
    const last = this.#tokens.at(-1);
    return place === 0 || isBlank(this.#source[place - 1]) || (last?.type === 'open' && last.end === place);
  }

  #opens(place: number): boolean {
    const character = this.#source[place];
    return isQuote(character) && (character !== '"' || !at(BEHIND_WORD, this.#source, place));
  }

  /** The next quote, of whatever kind, from a place on; -1 if there is none. */
  #quoteFrom(place: number): number {
    if (this.#nextQuote < place && this.#nextQuote >= 0) {
      let next = place;
      while (next < this.#source.length && !isQuote(this.#source[next])) next++;
      this.#nextQuote = next < this.#source.length ? next : -1;
    }
    return this.#nextQuote;
  }

  /** The last quote that was looked for, so that a stretch without any is looked through once. */
  #nextQuote = 0;

  #cut(start: number, end: number): string {
    return this.#source.slice(start, end);
  }
}
