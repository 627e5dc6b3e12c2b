// Goes through the nodes of a search: takes conditions out of the words, and keeps what could not be read as text.
import { wordsOf } from '../text/analyze.js';
import { idInText } from './pasted-id.js';
import { FIELD_WORDS } from './query-fields.js';
import { isPlain, type Node, parse } from './query-groups.js';
import { contentOf, exclusionOf, filterOf, printAll, sizeOf } from './query-lowering.js';
import { type Span, tokensOf } from './query-tokens.js';
import { bare, OPERATOR, tidy } from './query-words.js';
import { type Note, type Part, printPart } from './understood.js';

export const HAS_WORD = /[\p{L}\p{N}]/u;
/** What means something where a word begins: `"deep learning"-based` excludes nothing. */
const GLUED = /^[-(]|^[A-Za-z]{1,12}:|[)"“”„‟]/;
/** A parenthesis without partner, alone or behind a field word. */
const HALF = /^-?(?:[A-Za-z]+:)?\($|^\)$/;

/** Every condition costs the engine a search of its own. */
export const MAX_CONDITIONS = 20;
/** Of all groups together: each alternative is looked up by itself. */
const MAX_ALTERNATIVES = 100;
const MAX_WORDS = 500;
/** Notes of one code. */
const MAX_ALIKE = 3;
/**
 * Beside its conditions a query that somebody typed has fewer words: questions and titles stay below 40, abstracts do
 * not. In a longer text quotes are quotations, minus signs are signs, and OR is an odds ratio. A longer phrase or
 * alternative is such a text, too.
 */
export const MAX_TYPED = 40;

/** Whatever is no operator. */
type Condition = Exclude<Node, { type: 'operator' }>;

interface Replacement extends Span {
  readonly text: string;
  readonly words: string;
}

/** Goes through the nodes of a search and keeps what each of them says. */
export class QueryReader {
  readonly parts: Part[] = [];
  /** Whether there were more conditions than can be read. */
  beyond = false;
  /** Whether a phrase or an alternative is too long to be one. */
  unusual = false;
  readonly #source: string;
  readonly #operators: boolean;
  /** In their order. */
  readonly #replacements: Replacement[] = [];
  readonly #ids: Span[] = [];
  readonly notes: Note[] = [];
  #alternatives = 0;
  #words = 0;

  constructor(source: string, operators: boolean) {
    this.#source = source;
    this.#operators = operators;
    const { nodes, unread } = parse(source, tokensOf(source, operators), operators);
    for (const node of nodes) this.#take(node);
    for (const { written, field } of unread) {
      this.note('unread_field', `${written.slice(0, 60)} is read as words: ${field.right}`);
    }
  }

  /** The words outside of conditions, as typed; `text`: with those of conditions that say what a work is about. */
  rest(which: 'text' | 'words', withoutIds: boolean): string {
    return tidy(this.#rest(which, withoutIds));
  }

  #take(node: Node): void {
    if (node.type === 'operator') this.#replace(node, '', '');
    else if (node.type === 'word' && !node.negated) this.#takeWord(node);
    else if (node.type === 'parentheses' && !node.negated) this.#takeParentheses(node);
    else if (isEmpty(node)) this.#replace(node, node.negated ? '' : node.text, '');
    else this.#takeCondition(node);
  }

  /** Around words alone they are punctuation. */
  #takeParentheses(node: Extract<Node, { type: 'parentheses' }>): void {
    const isText = isPlain(node);
    if (!isText) this.#replace({ start: node.start, end: node.inner.start }, '', '');
    for (const inner of node.nodes) this.#take(inner);
    if (!isText) this.#replace({ start: node.inner.end, end: node.end }, '', '');
  }

  #takeWord(node: Node & { readonly text: string }): void {
    if (!this.#operators) return;
    if (node.text.endsWith(':')) this.#hintAtBlank(node);
    if (idInText(node.text)) this.#ids.push(node);
    // an operator that could not be read is a word, and stays one wherever it is printed
    else if (OPERATOR.test(node.text)) this.#print(node, node.text.toLowerCase());
    else if (HALF.test(node.text) || (this.#isGlued(node) && GLUED.test(node.text))) {
      this.#print(node, wordsOf(node.text).join(' '));
    }
  }

  /** Whether something stands right before it, apart from which it would be read as something else. */
  #isGlued({ start }: Span): boolean {
    return start > 0 && /[^\s(]/.test(this.#source[start - 1] as string);
  }

  /** Stays in the text as it is, and is printed as something else. */
  #print({ start, end }: Span, words: string): void {
    this.#replacements.push({ start, end, text: this.#source.slice(start, end), words: ` ${words} ` });
  }

  /** `author: hinton` may be a heading as well. */
  #hintAtBlank({ text, end }: { readonly text: string } & Span): void {
    const field = FIELD_WORDS.get(text.slice(0, -1).toLowerCase());
    if (!field || end >= this.#source.trimEnd().length) return;
    this.note('unread_field', `${text} with a blank behind it is read as a word: ${field.right}`);
  }

  /** A condition, or text where there are too many. */
  #takeCondition(node: Condition): void {
    const { leaves, words, longest } = sizeOf(node);
    if (longest > MAX_TYPED) {
      this.unusual = true;
      return;
    }
    const part = partOf(node);
    const written = printPart(part);
    if (this.parts.some((one) => printPart(one) === written)) {
      this.#leave(node);
      return;
    }
    const grouped = 'alternatives' in part;
    const fits = !grouped || (this.#alternatives + leaves <= MAX_ALTERNATIVES && this.#words + words <= MAX_WORDS);
    if (this.parts.length >= MAX_CONDITIONS || !fits) {
      this.beyond = true;
      const most = `${MAX_CONDITIONS} conditions and ${MAX_ALTERNATIVES} alternatives`;
      this.note('too_many_conditions', `a search has at most ${most}: the others are read as words`);
      return;
    }
    if (grouped) {
      this.#alternatives += leaves;
      this.#words += words;
    }
    this.parts.push(part);
    this.#leave(node);
  }

  /** Takes a condition out of the words; what it says of the idea stays in the text. */
  #leave(node: Condition): void {
    this.#replace(node, contentOf(node) ?? '', '');
  }

  #replace({ start, end }: Span, text: string, words: string): void {
    this.#replacements.push({ start, end, text: apart(text), words: apart(words) });
  }

  #rest(which: 'text' | 'words', withoutIds: boolean): string {
    const ids = withoutIds ? this.#ids.map(({ start, end }) => ({ start, end, text: ' ', words: ' ' })) : [];
    const all = ids.length > 0 ? [...this.#replacements, ...ids].sort((a, b) => a.start - b.start) : this.#replacements;
    let rest = '';
    let at = 0;
    for (const replacement of all) {
      rest += this.#source.slice(at, replacement.start) + replacement[which];
      at = replacement.end;
    }
    return rest + this.#source.slice(at);
  }

  /** An id among words is none of them, unless there is nothing else. */
  setsIdsAside(): boolean {
    if (this.#ids.length === 0) return false;
    const aside = HAS_WORD.test(this.#rest('text', true)) || this.parts.length > 0;
    if (aside) {
      const written = this.#ids.map(({ start, end }) => this.#source.slice(start, end)).slice(0, 3);
      this.note('id_in_text', `${written.join(', ').slice(0, 200)} is no word: search for it alone to find the work`);
    }
    return aside;
  }

  /** Says something once, and of a kind not more than a person reads. */
  note(code: Note['code'], message: string): void {
    const alike = this.notes.filter((note) => note.code === code);
    if (alike.length < MAX_ALIKE && !alike.some((note) => note.message === message)) this.notes.push({ code, message });
  }
}

/** With blanks around it. */
const apart = (text: string) => (text === '' ? ' ' : ` ${text} `);

/** Quotes around no word, and an exclusion of none. */
function isEmpty(node: Node): node is Extract<Node, { type: 'word' | 'phrase' }> {
  return (node.type === 'word' || node.type === 'phrase') && bare(node.text) === '';
}

function partOf(node: Condition): Part {
  switch (node.type) {
    case 'field':
      return { type: 'condition', negated: node.negated, condition: node.condition };
    case 'word':
    case 'phrase':
      if (node.negated) return { type: 'exclusion', text: exclusionOf(node.text) };
      return { type: 'phrase', text: tidy(node.text) };
    default: {
      const sides = node.type === 'group' ? node.alternatives : [node.nodes];
      return { type: node.negated ? 'none_of' : 'any_of', alternatives: sides.map(printAll), filter: filterOf(node) };
    }
  }
}
