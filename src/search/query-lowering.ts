// What a node of a search asks for: as a filter, as words to rank by, and printed so that it reads as the same again.
import { WORKS } from '../domain/fields.js';
import { and, type Filter, type WordsFilter } from '../domain/query.js';
import { contentWords, isStopWord, wordsOf } from '../text/analyze.js';
import { FIELD_WORDS } from './query-fields.js';
import { canBeAsked, type Node } from './query-groups.js';
import { bare, OPERATOR, tidy } from './query-words.js';

const ALL_FIELDS = WORKS.textFields.map(({ name }) => name);
const QUOTE = /["“”„‟]/g;
const UNPRINTABLE = /["“”„‟()]/;
const SIMPLE_WORD = /^\p{L}[\p{L}\p{N}]*$/u;
/** Behind something else these are no operators, but would be where they are printed. */
const SIGNED = /^-\p{N}*\p{L}/u;
const FIELD = /^-?([A-Za-z]{1,12}):/;

/** Words of a work in whichever field; `exact`: side by side, and unstemmed. */
export const inAnyField = (text: string, exact: boolean): WordsFilter => ({
  type: 'words',
  fields: ALL_FIELDS,
  text,
  exact,
});

/** @param exact whether words count as they are written, as those of exclusions do */
export function filterOf(node: Node, exact = false): Filter {
  if (node.type !== 'operator' && node.negated) {
    const isWords = node.type === 'word' || node.type === 'phrase';
    return { type: 'not', filter: isWords ? excludable(node.text) : filterOf({ ...node, negated: false }, true) };
  }
  switch (node.type) {
    case 'operator':
      return { type: 'all' };
    case 'word':
      return exact ? and(printWord(node.text).split(' ').map(excludable)) : inAnyField(printWord(node.text), false);
    case 'phrase':
      return inAnyField(tidy(node.text), true);
    case 'field':
      return node.condition.filter;
    case 'parentheses':
      return conjunctionFilter(node.nodes, exact);
    case 'group':
      return { type: 'or', filters: node.alternatives.map((nodes) => conjunctionFilter(nodes, exact)) };
  }
}

/** Words of one alternative are one condition; those that ask for nothing are left out. */
function conjunctionFilter(nodes: readonly Node[], exact: boolean): Filter {
  const asked = flat(nodes).filter(canBeAsked);
  const words = exact ? [] : asked.filter((node) => node.type === 'word' && !node.negated);
  const text = words.map((node) => (node.type === 'word' ? printWord(node.text) : '')).join(' ');
  const others = asked.filter((node) => !words.includes(node)).map((node) => filterOf(node, exact));
  return and([...(words.length > 0 ? [inAnyField(text, false)] : []), ...others]);
}

const excludable = (word: string) => inAnyField(exclusionOf(word), true);

/** Without parentheses that are nothing but around something. */
function flat(nodes: readonly Node[]): readonly Node[] {
  return nodes.flatMap((node) => (node.type === 'parentheses' && !node.negated ? flat(node.nodes) : [node]));
}

/** The words of a node that say what a work is about; undefined where it may hold for works without any of them. */
export function contentOf(node: Node): string | undefined {
  if (node.type === 'operator' || node.negated) return undefined;
  switch (node.type) {
    case 'word':
      return canBeAsked(node) ? printWord(node.text) : undefined;
    case 'phrase':
      return canBeAsked(node) ? node.text : undefined;
    case 'field':
      return node.condition.ranks ? node.condition.words : undefined;
    case 'parentheses':
      return conjunctionContent(node.nodes);
    case 'group': {
      const all = node.alternatives.map(conjunctionContent);
      return all.includes(undefined) ? undefined : all.join(' ');
    }
  }
}

function conjunctionContent(nodes: readonly Node[]): string | undefined {
  const all = nodes.map(contentOf).filter((content) => content !== undefined);
  return all.length > 0 ? all.join(' ') : undefined;
}

/** How much a node asks of an engine. */
export function sizeOf(node: Node): { readonly leaves: number; readonly words: number; readonly longest: number } {
  if (node.type === 'operator') return { leaves: 0, words: 0, longest: 0 };
  if (node.type === 'group' || node.type === 'parentheses') {
    const sides = node.type === 'group' ? node.alternatives : [node.nodes];
    const sizes = sides.map((nodes) => nodes.map(sizeOf));
    const all = sizes.flat();
    return {
      leaves: sum(all.map(({ leaves }) => leaves)),
      words: sum(all.map(({ words }) => words)),
      longest: sizes.reduce((most, side) => Math.max(most, sum(side.map(({ words }) => words))), 0),
    };
  }
  const words = wordsOf(node.type === 'field' ? (node.condition.words ?? '') : node.text).length;
  return { leaves: 1, words, longest: words };
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

/** A node as it can be typed. */
export function printNode(node: Node): string {
  switch (node.type) {
    case 'operator':
      return '';
    case 'word':
      return node.negated ? printExclusion(exclusionOf(node.text)) : printWord(node.text);
    case 'phrase':
      return node.negated ? printExclusion(exclusionOf(node.text)) : `"${tidy(node.text)}"`;
    case 'field':
      return `${node.negated ? '-' : ''}${node.condition.field}:${node.condition.value}`;
    case 'parentheses':
      return node.negated ? `NOT (${printAll(node.nodes)})` : printAll(node.nodes);
    case 'group':
      return `${node.negated ? 'NOT ' : ''}(${node.alternatives.map(printAll).join(' OR ')})`;
  }
}

/** The nodes of one alternative. */
export function printAll(nodes: readonly Node[]): string {
  return nodes.map(printNode).filter(Boolean).join(' ');
}

function printWord(text: string): string {
  if (OPERATOR.test(text)) return text.toLowerCase();
  const isWord = wordsOf(text).length > 0 && !UNPRINTABLE.test(text) && !SIGNED.test(text) && !isFieldWord(text);
  return isWord ? text : contentWords(text).join(' ');
}

const isFieldWord = (text: string) => FIELD_WORDS.has(FIELD.exec(text)?.[1]?.toLowerCase() ?? '');

export function printExclusion(text: string): string {
  return SIMPLE_WORD.test(text) && !isStopWord(text.toLowerCase()) ? `-${text}` : `-"${text}"`;
}

/** The words that an exclusion names, without punctuation at their ends. */
export function exclusionOf(text: string): string {
  return bare(tidy(text.replace(QUOTE, ' ')));
}
