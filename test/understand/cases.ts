// The worked cases of query understanding (cases.yaml): how they are read, and rendered into docs/queries.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type Reading, understoodOf } from '../../src/search/understand.js';

/** What a case says of a reading; whatever is left out is as `COMPLETED` has it. */
export interface Expected {
  readonly kind?: string;
  readonly text: string;
  readonly loose?: string;
  readonly words?: string;
  readonly phrases?: readonly string[];
  readonly excluded?: readonly string[];
  readonly any_of?: readonly (readonly string[])[];
  readonly none_of?: readonly (readonly string[])[];
  /** As they can be typed. */
  readonly conditions?: readonly string[];
  /** Ids of works that the whole text may be. */
  readonly ids?: readonly string[];
  /** Codes. */
  readonly notes?: readonly string[];
}

export interface Case {
  readonly input: string;
  readonly reads: Expected;
  readonly reason: string;
}

export interface Group {
  readonly group: string;
  readonly cases: readonly Case[];
}

// the sources: the compiler does not copy data files
const CASES = new URL('../../../test/understand/cases.yaml', import.meta.url);
const DOCS = new URL('../../../docs/queries.md', import.meta.url);
/** What stands behind it in the docs is rendered, what stands before it is written. */
const MARKER = '<!-- The rest is test/understand/cases.yaml, rendered by `npm run golden`. -->';
const LONGEST = 160;

export function readGroups(): readonly Group[] {
  return parse(readFileSync(CASES, 'utf8')) as Group[];
}

/** A reading in the words of the cases, nothing left out. */
export function described(reading: Reading): Required<Expected> {
  const { kind, text, loose, words, ids } = reading;
  const { phrases, excluded, anyOf, noneOf, conditions, notes } = understoodOf(reading);
  const written = conditions.map((condition) => condition.written);
  const codes = notes.map(({ code }) => code);
  const parts = { phrases, excluded, any_of: anyOf, none_of: noneOf, conditions: written };
  return { kind, text, loose, words, ...parts, ids, notes: codes };
}

/** With all that a case leaves out. */
export function completed(reads: Expected): Required<Expected> {
  const { kind = 'words', text, loose = text } = reads;
  const none = { phrases: [], excluded: [], any_of: [], none_of: [], conditions: [], ids: [], notes: [] };
  return { kind, loose, words: loose, ...none, ...reads };
}

export const committedDocs = (): string => readFileSync(DOCS, 'utf8');
export const writeDocs = (text: string): void => writeFileSync(DOCS, text);

/** The docs with the cases as they are now. @throws Error without the marker */
export function renderedDocs(before: string, groups: readonly Group[]): string {
  const end = before.indexOf(MARKER);
  if (end < 0) throw new Error(`docs/queries.md has lost its marker: ${MARKER}`);
  return `${before.slice(0, end)}${MARKER}\n\n${groups.map(renderGroup).join('\n')}`;
}

function renderGroup({ group, cases }: Group): string {
  const rows = cases.map(({ input, reads, reason }) => `| ${code(input)} | ${summary(reads)} | ${cell(reason)} |`);
  return [`### ${group}`, '', '| typed | read as | why |', '| --- | --- | --- |', ...rows, ''].join('\n');
}

function summary(reads: Expected): string {
  const { kind, text, words, phrases, excluded, any_of, none_of, conditions, ids, notes } = completed(reads);
  const chips = [
    ...phrases.map((phrase) => `"${phrase}"`),
    ...any_of.map((group) => `(${group.join(' OR ')})`),
    ...conditions,
    ...excluded.map((exclusion) => `-"${exclusion}"`),
    ...none_of.map((group) => `NOT (${group.join(' OR ')})`),
  ];
  const parts = [
    ...(kind === 'words' || kind === 'conditions' ? [] : [`_${kind}_`]),
    ...(ids.length > 0 ? [`what has the id ${ids.map(code).join(', ')}, if it is here; else`] : []),
    ...(words === '' || kind === 'text' ? [] : [`words ${code(words)}`]),
    ...chips.map(code),
    ...(chips.length > 0 && text !== '' && text !== words ? [`ranked by ${code(text)}`] : []),
    ...notes.map((note) => `note \`${note}\``),
  ];
  return parts.join(' · ').replaceAll('; else ·', '; else');
}

/** As code that fits into a table. */
function code(text: string): string {
  const shown = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  const visible = shown
    .replace(/\n/g, '⏎')
    .replace(/\t/g, '⇥')
    .replace(/[\p{Cc}\p{Cs}]/gu, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
  // two backticks around text with one, and blanks where code would lose them
  const fence = visible.includes('`') ? '``' : '`';
  return visible === ''
    ? '(nothing)'
    : `${fence}${/^\s|\s$/.test(visible) ? ` ${visible} ` : visible}${fence}`.replaceAll('|', '\\|');
}

const cell = (text: string): string => text.replace(/\s+/g, ' ').replaceAll('|', '\\|');
