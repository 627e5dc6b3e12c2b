// Importer of CSL-JSON, the items of citation processors, as Zotero and Pandoc write them (citationstyles.org, csl-data.json).
import { z } from 'zod';
import type { PlainAuthor, PlainRef, PlainWork } from '../plain-work.js';
import { isCrossref } from './crossref.js';
import { datePartsOf, type PartialDate } from './date-parts.js';
import type { JsonImporter } from './importer.js';
import { list, text } from './lenient.js';

const name = z.object({
  family: text,
  given: text,
  'dropping-particle': text,
  'non-dropping-particle': text,
  suffix: text,
  literal: text,
});

/** Lists of strings, or one string with commas or semicolons between its parts. */
const strings = list(z.string()).transform((all) =>
  all.flatMap((one) =>
    one
      .split(/[,;]/)
      .map((part) => part.trim())
      .filter(Boolean),
  ),
);

const schema = z.object({
  id: text,
  'citation-key': text,
  type: text,
  title: text,
  abstract: text,
  author: list(name),
  editor: list(name),
  issued: z.unknown().optional(),
  'original-date': z.unknown().optional(),
  'container-title': text,
  'collection-title': text,
  'event-title': text,
  event: text,
  publisher: text,
  volume: text,
  ISSN: strings,
  DOI: text,
  URL: text,
  archive: text,
  number: text,
  note: text,
  language: text,
  keyword: strings,
});

type Item = z.output<typeof schema>;

/** CSL's types in the words of the works here, where they differ. */
const TYPES: Readonly<Record<string, string>> = {
  'article-journal': 'article',
  'article-magazine': 'article',
  'article-newspaper': 'article',
  'paper-conference': 'proceedings-article',
  chapter: 'book-chapter',
  thesis: 'dissertation',
  'entry-encyclopedia': 'reference-entry',
  'entry-dictionary': 'reference-entry',
  entry: 'reference-entry',
  review: 'review',
  'review-book': 'review',
};

/** The facts of an item; undefined if it is not an object. */
function readCslJson(raw: unknown): PlainWork | undefined {
  const result = schema.safeParse(raw);
  if (!result.success) return undefined;
  const item = result.data;
  const people = item.author.length === 0 && item.type === 'book' ? item.editor : item.author;
  return {
    id: idOf(item),
    title: item.title,
    abstract: item.abstract,
    ...dateOf(item.issued),
    type: typeOf(item),
    language: item.language,
    doi: item.DOI,
    arxiv: arxivIn(item),
    url: item.URL,
    source: sourceOf(item),
    authors: people.map(authorOf),
    topics: [],
    keywords: item.keyword.map((one) => ({ name: one })),
    references: [],
  };
}

/** Its own id; one that has none is known by its DOI or its address. */
function idOf(item: Item): string | undefined {
  return [item.id, item['citation-key'], item.DOI, item.URL].find((one) => one !== undefined && one.trim() !== '');
}

/** `article` is what stands alone, such as a preprint; older programs write it for articles of journals, too. */
function typeOf({ type = '', 'container-title': container, volume }: Item): string | undefined {
  if (type === 'article') return container !== undefined && volume !== undefined ? 'article' : 'preprint';
  return Object.hasOwn(TYPES, type) ? TYPES[type] : type || undefined;
}

/** Zotero writes `arXiv:2101.00001 [cs]` as number or archive, and other fields line by line into the note. */
function arxivIn({ number, archive, note, URL }: Item): string[] {
  const written = [number, archive, note].flatMap((one) => /arxiv:\s*([^\s[\]]+)/i.exec(one ?? '')?.[1] ?? []);
  return [...written.map((one) => `arxiv:${one}`), ...(URL === undefined ? [] : [URL])];
}

/** Proceedings often go without a name of their own: then the conference. */
function sourceOf(item: Item): PlainRef | undefined {
  const meeting = item.type === 'paper-conference' ? (item['event-title'] ?? item.event) : undefined;
  const server = item.type === 'article' ? item.publisher : undefined;
  const found = [item['container-title'], meeting, item['collection-title'], server].find((one) => one?.trim());
  return found === undefined ? undefined : { name: found, issn: item.ISSN[0] };
}

/** As parts, as a text that a program could not read, or as a bare string. */
function dateOf(issued: unknown): PartialDate {
  const parts = datePartsOf(issued);
  if (parts.year !== undefined) return parts;
  const { raw, literal } =
    typeof issued === 'object' && issued !== null
      ? (issued as { readonly raw?: unknown; readonly literal?: unknown })
      : { raw: issued, literal: undefined };
  const written = [raw, literal].find((one) => typeof one === 'string' || typeof one === 'number');
  const [day] = /^\s*\d{4}-\d{2}-\d{2}/.exec(String(written ?? '')) ?? [];
  const year = /(?<!\d)(?:1[0-9]|20)\d\d(?!\d)/.exec(String(written ?? ''))?.[0];
  return { year: year === undefined ? undefined : Number(year), date: day?.trim() };
}

function authorOf(author: z.output<typeof name>): PlainAuthor {
  const parts = [
    author.given,
    author['dropping-particle'],
    author['non-dropping-particle'],
    author.family,
    author.suffix,
  ];
  const whole = parts
    .map((part) => part?.trim())
    .filter(Boolean)
    .join(' ');
  return { name: whole === '' ? author.literal : whole, institutions: [] };
}

/** Names of variables that no other format here writes so. */
const OWN = ['issued', 'container-title', 'citation-key', 'accessed', 'event-place', 'publisher-place', 'title-short'];

/** People as family and given names, or a name as one piece. */
function namesPeople(record: object): boolean {
  const author = 'author' in record && Array.isArray(record.author) ? record.author[0] : undefined;
  return typeof author === 'object' && author !== null && ('family' in author || 'literal' in author);
}

/** Crossref's works are such items with more in them; the plain shape has `authors`. */
function isCslJson(record: object): boolean {
  if ('authors' in record || isCrossref(record)) return false;
  return OWN.some((key) => key in record) || namesPeople(record) || ('DOI' in record && 'title' in record);
}

export const cslJson: JsonImporter = {
  name: 'csl-json',
  endings: ['json'],
  medium: 'json',
  recognises: isCslJson,
  read: readCslJson,
};
