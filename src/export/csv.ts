// Works → lines of CSV (RFC 4180), with cells that no spreadsheet takes for a formula.
import type { Work } from '../domain/work.js';
import { bare } from './facts.js';

/** A column, and the fields of an answer that `select` names it by. */
export interface Column {
  readonly name: string;
  readonly fields: readonly string[];
  readonly cell: (work: Work) => string | number | undefined;
}

const BETWEEN = '; ';
const list = (values: readonly (string | undefined)[]) => values.map((value) => value ?? '').join(BETWEEN);
const names = (things: readonly { readonly display_name: string }[]) => list(things.map((one) => one.display_name));

/** The columns in their order. Lists are joined by `; `; `author_ids` and `orcids` have an empty place where one is not known. */
export const CSV_COLUMNS: readonly Column[] = [
  { name: 'id', fields: ['id'], cell: (work) => work.id },
  { name: 'title', fields: ['title', 'display_name'], cell: (work) => work.display_name },
  { name: 'authors', fields: ['authorships'], cell: (work) => names(work.authorships.map((one) => one.author)) },
  {
    name: 'author_ids',
    fields: ['authorships'],
    cell: (work) => optionalList(work.authorships.map(({ author }) => author.id)),
  },
  {
    name: 'orcids',
    fields: ['authorships'],
    cell: (work) => optionalList(work.authorships.map(({ author }) => bare(author.orcid))),
  },
  { name: 'institutions', fields: ['authorships'], cell: (work) => list([...new Set(institutionsOf(work))]) },
  { name: 'publication_year', fields: ['publication_year'], cell: (work) => work.publication_year },
  { name: 'publication_date', fields: ['publication_date'], cell: (work) => work.publication_date },
  { name: 'type', fields: ['type'], cell: (work) => work.type },
  { name: 'language', fields: ['language'], cell: (work) => work.language },
  {
    name: 'source',
    fields: ['primary_location'],
    cell: (work) => work.primary_location?.source?.display_name,
  },
  { name: 'issn_l', fields: ['primary_location'], cell: (work) => work.primary_location?.source?.issn_l },
  { name: 'url', fields: ['primary_location'], cell: (work) => work.primary_location?.landing_page_url },
  { name: 'doi', fields: ['doi', 'ids'], cell: (work) => bare(work.ids.doi) },
  { name: 'arxiv_id', fields: ['ids'], cell: (work) => bare(work.ids.arxiv) },
  { name: 'openalex_id', fields: ['ids'], cell: (work) => bare(work.ids.openalex) },
  { name: 'primary_topic', fields: ['primary_topic'], cell: (work) => work.topics[0]?.display_name },
  { name: 'topics', fields: ['topics'], cell: (work) => names(work.topics) },
  { name: 'keywords', fields: ['keywords'], cell: (work) => names(work.keywords) },
  { name: 'cited_by_count', fields: ['cited_by_count'], cell: (work) => work.cited_by_count },
  {
    name: 'referenced_works_count',
    fields: ['referenced_works_count'],
    cell: (work) => work.referenced_works.length,
  },
  { name: 'referenced_works', fields: ['referenced_works'], cell: (work) => list(work.referenced_works) },
  { name: 'abstract', fields: ['abstract'], cell: (work) => work.abstract },
];

function institutionsOf(work: Work): string[] {
  return work.authorships.flatMap(({ institutions }) => institutions.map((one) => one.display_name));
}

/** Nothing, rather than separators alone, where no value is known. */
function optionalList(values: readonly (string | undefined)[]): string {
  return values.every((value) => value === undefined) ? '' : list(values);
}

/** The line of names. */
export function csvHead(columns: readonly Column[]): string {
  return line(columns.map(({ name }) => name));
}

export function csvLine(columns: readonly Column[], work: Work): string {
  return line(columns.map(({ cell }) => csvCell(cell(work))));
}

const line = (cells: readonly string[]) => `${cells.join(',')}\r\n`;

/**
 * What spreadsheets take for the beginning of a formula, also in its full-width form and behind what is not seen (OWASP,
 * "CSV Injection"). Where the list separator is a semicolon, or tabs part cells, one begins within a text, too.
 */
const FORMULA = /(?=[=+\-@＝＋－＠])(?<=(?:^|[;\t\r\n])[\s\p{Cc}\p{Cf}]*)/gu;

/** A cell as written: an apostrophe before what could be taken for a formula; quoted where it must be. */
export function csvCell(value: string | number | undefined): string {
  if (value === undefined) return '';
  const text = typeof value === 'string' ? value.replace(FORMULA, "'") : String(value);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
