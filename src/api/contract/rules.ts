// What excludes what among the parameters of a request: nothing that was asked for is passed over in silence.
import type { z } from 'zod';
import type { ErrorCode } from '../../errors.js';
import { type ExportName, exportFormat } from '../../export/formats.js';
import { listed, quoted } from '../../search/messages.js';
import type { SearchMode } from '../../search/semantic-leg.js';
import { charactersOf, complaint, MAX_GET_SEARCH, MAX_POST_SEARCH } from './values.js';

export interface Paged {
  readonly page?: number | undefined;
  readonly per_page?: number | undefined;
  readonly cursor?: string | undefined;
}

/** One way of paging. */
export function onePage({ value, issues }: z.core.ParsePayload<Paged>): void {
  if (value.cursor !== undefined && (value.page ?? 1) !== 1) {
    const message = 'page and cursor are two ways of paging: give one of them';
    issues.push({ ...complaint(value, message), path: ['cursor'] });
  }
}

interface Listed extends Paged {
  readonly sort?: string | undefined;
  readonly facets: readonly string[];
  readonly group_by?: string | undefined;
  readonly sample?: number | undefined;
  readonly seed?: string | undefined;
}

/** Why one of the parameters that were given cannot be, where the condition holds. */
type Refusal = readonly [refused: boolean, parameter: string, message: string];

/** A page of a list, its groups, or a sample of it. */
export function oneList(payload: z.core.ParsePayload<Listed>): void {
  onePage(payload);
  const { value, issues } = payload;
  for (const [refused, parameter, message] of [...groupRefusals(value), ...sampleRefusals(value)]) {
    if (refused) issues.push({ ...complaint(value, message), path: [parameter] });
  }
}

function groupRefusals(value: Listed): Refusal[] {
  const { page = 1, cursor, sort, facets, sample } = value;
  if (value.group_by === undefined) return [];
  const paged = page > 1 || cursor !== undefined;
  return [
    [paged, 'group_by', 'groups come in one answer, the largest first: ask without page and cursor'],
    [facets.length > 0, 'group_by', 'group_by and facets both count by fields: facets takes several in one request'],
    [
      sample !== undefined || sort !== undefined,
      'group_by',
      'groups are counted over all that matches: leave sample and sort out',
    ],
  ];
}

function sampleRefusals({ page = 1, cursor, sort, facets, sample, seed }: Listed): Refusal[] {
  if (sample === undefined) return [[seed !== undefined, 'seed', 'seed says which sample to draw: give sample=n, too']];
  return [
    [cursor !== undefined, 'cursor', 'a sample has pages, no cursor: ask with page and seed'],
    [facets.length > 0, 'facets', 'facets count all that matches, not the sample: ask for them without sample'],
    [sort !== undefined, 'sort', 'a sample comes in the order in which it is drawn: leave sort out'],
    [
      page > 1 && seed === undefined,
      'seed',
      'every sample without a seed is another one: give the same seed for every page',
    ],
  ];
}

interface Searching {
  readonly search?: string | undefined;
  readonly 'search.semantic'?: string | undefined;
  readonly mode: SearchMode;
}

export function oneSearch({ value, issues }: z.core.ParsePayload<Searching>): void {
  if (value['search.semantic'] === undefined) return;
  const refuse = (name: string, message: string) => issues.push({ ...complaint(value, message), path: [name] });
  if (value.search !== undefined) {
    refuse('search.semantic', 'search.semantic is search with mode=semantic: give one of them');
  } else if (value.mode === 'keyword') {
    refuse('mode', 'search.semantic looks for meaning alone: leave mode out, or give search with mode=keyword');
  }
}

interface Exportable extends Listed {
  readonly format: 'json' | ExportName;
  readonly highlight: boolean;
  readonly explain: boolean;
  readonly rerank: boolean;
  readonly select?: readonly string[] | undefined;
}

const PARTS_OF_PAGES = [
  'page',
  'per_page',
  'cursor',
  'facets',
  'highlight',
  'explain',
  'rerank',
  'group_by',
  'sample',
  'seed',
] as const;

/** An export holds all works and nothing about them: what belongs to pages is refused rather than passed over. */
export function wholeExport({ value, issues }: z.core.ParsePayload<Exportable>): void {
  const { format, select = [] } = value;
  if (format === 'json') return;
  const refuse = (name: string, message: string, code?: ErrorCode) =>
    issues.push({ ...complaint(value, `${message}: leave it out`, code), path: [name] });
  for (const name of PARTS_OF_PAGES) {
    const given = value[name];
    const isGiven = Array.isArray(given) ? given.length > 0 : given !== undefined && given !== false;
    if (isGiven) refuse(name, `${name} means nothing with format=${format}, which holds every matching work`);
  }
  const { fields } = exportFormat(format);
  if (select.length > 0 && !fields) {
    refuse('select', `select means nothing with format=${format}, whose entries are whole`);
  }
  const lacking = fields && select.find((field) => !fields.includes(field));
  if (lacking === undefined) return;
  const message = `format=${format} knows no field ${quoted(lacking)}: choose from ${listed(fields ?? [], 'and')}`;
  issues.push({ ...complaint(value, message, 'unknown_field'), path: ['select'] });
}

interface TopicText {
  readonly title?: string | undefined;
  readonly abstract?: string | undefined;
  readonly text?: string | undefined;
}

/** A title, an abstract or both, or one text; together no longer than this. */
export function oneText(mostCharacters: number) {
  return ({ value, issues }: z.core.ParsePayload<TopicText>): void => {
    const { title, abstract, text } = value;
    const size = [title, abstract, text].reduce((sum, part) => sum + charactersOf(part ?? ''), 0);
    const refuse = (name: keyof TopicText, message: string, code?: ErrorCode) =>
      issues.push({ ...complaint(value, message, code), path: [name] });
    if (title === undefined && abstract === undefined && text === undefined) {
      refuse('title', 'say what to find topics for: title, abstract or both, or text');
    } else if (text !== undefined && (title ?? abstract) !== undefined) {
      refuse('text', 'text stands for title and abstract: give either it or these');
    } else if (size > mostCharacters) {
      const tooLong = `the text has ${size} characters: at most ${mostCharacters} here`;
      const isGet = mostCharacters === MAX_GET_SEARCH;
      const hint = isGet ? `${tooLong}; POST /topics/suggest takes ${MAX_POST_SEARCH}` : tooLong;
      refuse(longest({ title, abstract, text }), hint, isGet ? 'query_too_long' : 'invalid_parameter');
    }
  };
}

function longest({ title = '', abstract = '', text = '' }: TopicText): keyof TopicText {
  if (text.length > 0) return 'text';
  return abstract.length > title.length ? 'abstract' : 'title';
}
