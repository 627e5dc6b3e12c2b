// The pieces of a search → what they are together: alternatives joined by OR, exclusions, parentheses, plain words.
import { isStopWord, wordsOf } from '../text/analyze.js';
import type { FieldCondition, FieldWord } from './query-fields.js';
import type { Span, Token } from './query-tokens.js';
import { OPERATOR } from './query-words.js';

interface Signed extends Span {
  readonly negated: boolean;
}

/** Something that can be asked for, or excluded. */
export type Node =
  | (Signed & { readonly type: 'word' | 'phrase'; readonly text: string })
  | (Signed & { readonly type: 'field'; readonly condition: FieldCondition })
  /** One of at least two alternatives, of each all nodes. */
  | (Signed & { readonly type: 'group'; readonly alternatives: readonly (readonly Node[])[] })
  /** Parentheses around one thing or several; `inner` is what stands between them. */
  | (Signed & { readonly type: 'parentheses'; readonly nodes: readonly Node[]; readonly inner: Span })
  /** An operator that was understood, and is no text. */
  | (Span & { readonly type: 'operator' });

type Operator = Span & { readonly operator: 'AND' | 'OR' | 'NOT' };
type Element = Node | Operator;

export interface Parsed {
  readonly nodes: readonly Node[];
  /** Field words whose values could not be read. */
  readonly unread: readonly { readonly written: string; readonly field: FieldWord }[];
}

/** Deeper parentheses are text. */
const MAX_DEPTH = 10;
/** OR before it is an odds ratio, not an operator. */
const DECIMAL = /^[=:<>]?\d+[.·]\d+[),.:;%]*$/;

/**
 * OR joins what stands right beside it, or, within parentheses, all that stands on either side; NOT and a minus exclude
 * what follows; AND joins what is joined anyway. An operator without something to ask for on each side is a word.
 */
export function parse(source: string, tokens: readonly Token[], operators: boolean): Parsed {
  const parser = new Parser(source, tokens, operators && !isShouted(tokens));
  return { nodes: parser.parse(0, tokens.length), unread: parser.unread };
}

/**
 * Whether capitals are just how the text is written: then there is a function word in capitals, no small letter, and
 * nothing else that only a query has.
 */
function isShouted(tokens: readonly Token[]): boolean {
  const words: string[] = [];
  let depth = 0;
  for (const token of tokens) {
    if (token.type === 'open') depth += token.close === undefined ? 0 : 1;
    else if (token.type === 'close') depth--;
    else if (token.type !== 'word' || token.negated || (depth > 0 && token.text === 'OR')) return false;
    else if (!OPERATOR.test(token.text)) words.push(token.text);
  }
  if (words.some((word) => /\p{Ll}/u.test(word))) return false;
  return words.some((word) => /^\p{Lu}{2,}$/u.test(word) && isStopWord(word.toLowerCase()));
}

class Parser {
  readonly unread: { readonly written: string; readonly field: FieldWord }[] = [];
  readonly #source: string;
  readonly #tokens: readonly Token[];
  readonly #operators: boolean;

  constructor(source: string, tokens: readonly Token[], operators: boolean) {
    this.#source = source;
    this.#tokens = tokens;
    this.#operators = operators;
  }

  /** The nodes of the tokens of a range, none of which is parted from its partner. */
  parse(from: number, to: number): readonly Node[] {
    return joined(this.#elements(from, to, 0));
  }

  #elements(from: number, to: number, depth: number): Element[] {
    const elements: Element[] = [];
    for (let i = from; i < to; i++) {
      const token = this.#tokens[i] as Token;
      if (token.type === 'open' && token.close !== undefined && depth < MAX_DEPTH) {
        elements.push(...this.#parenthesised(token, i, token.close, depth));
        i = token.close;
      } else if (token.type === 'open' || token.type === 'close') {
        elements.push(this.#plain(token));
      } else if (token.type === 'field') {
        elements.push(this.#field(token));
      } else {
        elements.push(this.#operators && isOperatorWord(token) ? operatorOf(token) : token);
      }
    }
    return excluding(elements);
  }

  #field(token: Extract<Token, { type: 'field' }>): Node {
    const { start, end, negated, field } = token;
    const condition = field.read(token.text, token.quoted);
    if (condition) return { type: 'field', start, end, negated, condition };
    this.unread.push({ written: this.#source.slice(start, end), field });
    return this.#plain(token);
  }

  #plain({ start, end }: Span): Node {
    return { type: 'word', start, end, negated: false, text: this.#source.slice(start, end) };
  }

  #parenthesised(open: Extract<Token, { type: 'open' }>, from: number, to: number, depth: number): Element[] {
    const close = this.#tokens[to] as Token;
    const inner = { start: open.end, end: close.start };
    const sides = sidesOf(this.#elements(from + 1, to, depth + 1));
    const read = open.field ? this.#withinField(sides, open.field) : sides;
    // a field word before parentheses that it has no conditions for is a word of its own
    if (!read) {
      const prefix = { start: open.start, end: open.end - 1 };
      return [this.#plain(prefix), nodeOf({ start: open.end - 1, end: close.end, negated: false }, inner, sides)];
    }
    const node = nodeOf({ start: open.start, end: close.end, negated: open.negated }, inner, read);
    if (!open.negated || (!holdsWordsOnly(node) && canBeAsked(node))) return [node];
    // -(x + y) is a formula
    const sign = { start: open.start, end: open.start + 1 };
    return [this.#plain(sign), { ...node, start: sign.end, negated: false }];
  }

  /** `author:(hinton OR lecun)`: each word and each phrase is a value of the field. */
  #withinField(sides: readonly (readonly Node[])[], field: FieldWord): Node[][] | undefined {
    const asValue = (node: Node): Node | undefined => {
      if (!canBeAsked(node)) return { type: 'operator', start: node.start, end: node.end };
      if (node.type !== 'word' && node.type !== 'phrase') return undefined;
      const condition = field.read(node.text, node.type === 'phrase');
      return condition && { type: 'field', start: node.start, end: node.end, negated: node.negated, condition };
    };
    const read = sides.map((side) => side.map(asValue));
    const all = read.flat();
    return all.includes(undefined) || !all.some((node) => node?.type === 'field') ? undefined : (read as Node[][]);
  }
}

type Place = Span & { readonly negated: boolean };

function nodeOf(place: Place, inner: Span, sides: readonly (readonly Node[])[]): Extract<Node, Signed> {
  const [only = [], ...others] = sides;
  const { start, end, negated } = place;
  if (others.length > 0) return { type: 'group', start, end, negated, alternatives: sides };
  return { type: 'parentheses', start, end, negated, nodes: only, inner };
}

const isOperatorWord = (token: Token) => token.type === 'word' && !token.negated && OPERATOR.test(token.text);

function operatorOf(token: Token): Operator {
  const { start, end, text } = token as Extract<Token, { type: 'word' }>;
  return { start, end, operator: text as Operator['operator'] };
}

const isNode = (element: Element | undefined): element is Node => element !== undefined && !('operator' in element);

/** An operator that was not understood, as the word that it is. */
function asWord(element: Element): Node {
  if (isNode(element)) return element;
  const { start, end, operator } = element;
  return { type: 'word', start, end, negated: false, text: operator };
}

/** NOT and what it excludes as one node. */
function excluding(elements: readonly Element[]): Element[] {
  const result: Element[] = [];
  for (let i = 0; i < elements.length; i++) {
    const element = elements[i] as Element;
    if (isNode(element) || element.operator !== 'NOT') {
      result.push(element);
      continue;
    }
    const next = elements[i + 1];
    const excludes = isNode(next) && next.type !== 'operator' && !next.negated && canBeAsked(next);
    if (!excludes) {
      result.push(asWord(element));
      continue;
    }
    result.push({ ...next, start: element.start, negated: true });
    i++;
  }
  return result;
}

/** The alternatives that an OR within parentheses leaves; one where there is none. */
function sidesOf(elements: readonly Element[]): Node[][] {
  const sides: Side[] = [];
  for (const part of partsOf(elements)) {
    const before = sides.at(-1);
    const asks = part.elements.some((one) => isNode(one) && canBeAsked(one));
    if (!before || !part.or) sides.push({ elements: part.elements, asks });
    else if (before.asks && asks && !isRatio(part.elements)) sides.push({ elements: part.elements, asks });
    else {
      before.elements.push(asWord(part.or), ...part.elements);
      before.asks ||= asks;
    }
  }
  return sides.map((side) => conjunctionOf(side.elements));
}

interface Side {
  readonly elements: Element[];
  /** Whether anything in it can be asked for. */
  asks: boolean;
}

/** What stands between ORs, each with the one before it. */
function partsOf(elements: readonly Element[]): { readonly or: Element | undefined; readonly elements: Element[] }[] {
  const parts: { or: Element | undefined; elements: Element[] }[] = [{ or: undefined, elements: [] }];
  for (const element of elements) {
    if (isNode(element) || element.operator !== 'OR') parts.at(-1)?.elements.push(element);
    else parts.push({ or: element, elements: [] });
  }
  return parts;
}

/** Outside of parentheses, what stands right beside an OR is an alternative. */
function joined(elements: readonly Element[]): Node[] {
  const result: Element[] = [];
  /** Of the group that stands last, if it was begun here: one that was written in parentheses is one alternative. */
  let chain: Node[][] | undefined;
  for (let i = 0; i < elements.length; i++) {
    const element = elements[i] as Element;
    const before = result.at(-1);
    const next = elements[i + 1];
    const isOr = !isNode(element) && element.operator === 'OR';
    if (isOr && isNode(before) && isNode(next) && canBeAsked(before) && canBeAsked(next) && !isRatio([next])) {
      if (chain) chain.push([next]);
      else chain = [[before], [next]];
      const { start } = before;
      result[result.length - 1] = { type: 'group', start, end: next.end, negated: false, alternatives: chain };
      i++;
    } else {
      result.push(isOr ? asWord(element) : element);
      chain = undefined;
    }
  }
  return conjunctionOf(result);
}

/** AND between two things says what holds anyway. */
function conjunctionOf(elements: readonly Element[]): Node[] {
  return elements.map((element, i): Node => {
    if (isNode(element)) return element;
    const [before, next] = [elements[i - 1], elements[i + 1]];
    const joins =
      element.operator === 'AND' && isNode(before) && isNode(next) && canBeAsked(before) && canBeAsked(next);
    return joins ? { type: 'operator', start: element.start, end: element.end } : asWord(element);
  });
}

/** Whether a node asks for something: function words and punctuation do not. */
export function canBeAsked(node: Node): boolean {
  switch (node.type) {
    case 'operator':
      return false;
    case 'word':
      // who excludes a function word means it
      return wordsOf(node.text).some((word) => node.negated || !isStopWord(word));
    case 'phrase':
      return wordsOf(node.text).length > 0;
    case 'parentheses':
      return node.nodes.some(canBeAsked);
    default:
      return true;
  }
}

/** Whether the first thing that is asked for is a number as an odds ratio is. */
function isRatio(elements: readonly Element[]): boolean {
  const first = elements.find((one) => isNode(one) && canBeAsked(one));
  if (!first || !isNode(first)) return false;
  if (first.type === 'parentheses') return !first.negated && isRatio(first.nodes);
  return first.type === 'word' && !first.negated && DECIMAL.test(first.text);
}

/** Whether there is nothing but words that are asked for, so that it is text like any other. */
export function isPlain(node: Node): boolean {
  return node.type !== 'operator' && !node.negated && holdsWordsOnly(node);
}

function holdsWordsOnly(node: Node): boolean {
  return node.type === 'word' || (node.type === 'parentheses' && node.nodes.every(isPlain));
}
