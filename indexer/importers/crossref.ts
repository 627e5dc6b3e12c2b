// Importer of Crossref's works, as its REST API and its public data files have them (api.crossref.org, "Metadata API JSON Format").
import { z } from 'zod';
import type { PlainAuthor, PlainRef, PlainWork, Rejected } from '../plain-work.js';
import { bestDate, datePartsOf } from './date-parts.js';
import type { JsonImporter } from './importer.js';
import { amount, list, text, textsUnder } from './lenient.js';
import { RETRACTED } from './marks.js';

const strings = list(z.string());

/** `id` holds a ROR where the publisher sent one. */
const affiliation = z.object({
  name: text,
  id: list(z.object({ id: text, 'id-type': text })),
});

const person = z.object({
  given: text,
  family: text,
  suffix: text,
  /** Of groups, in place of given and family. */
  name: text,
  ORCID: text,
  affiliation: list(affiliation),
});

const update = list(z.object({ type: text }));
const related = list(z.object({ id: text, 'id-type': text }));

const schema = z.object({
  DOI: text,
  URL: text,
  title: strings,
  subtitle: strings,
  'original-title': strings,
  abstract: text,
  type: text,
  subtype: text,
  language: text,
  author: list(person),
  editor: list(person),
  'container-title': strings,
  'short-container-title': strings,
  institution: list(z.object({ name: text })),
  ISSN: strings,
  'issn-type': list(z.object({ type: text, value: text })),
  issued: z.unknown().optional(),
  published: z.unknown().optional(),
  'published-print': z.unknown().optional(),
  'published-online': z.unknown().optional(),
  posted: z.unknown().optional(),
  approved: z.unknown().optional(),
  subject: strings,
  'is-referenced-by-count': amount,
  reference: z.unknown().optional(),
  'update-to': update,
  'updated-by': update,
  relation: z.unknown().optional(),
});

type Item = z.output<typeof schema>;

/** Crossref's types in the words of the works here, where they differ. */
const TYPES: Readonly<Record<string, string>> = {
  'journal-article': 'article',
  'posted-content': 'preprint',
  monograph: 'book',
  'book-part': 'book-chapter',
  'book-section': 'book-chapter',
  'book-track': 'book-chapter',
  'reference-book': 'book',
  'edited-book': 'book',
  'report-component': 'report',
  'report-series': 'report',
  database: 'dataset',
};

/** Kinds of posted content that are no preprints. */
const POSTED: Readonly<Record<string, string>> = {
  dissertation: 'dissertation',
  letter: 'letter',
  report: 'report',
  peer_review: 'peer-review',
};

/** What works stand in, or parts of works: they have DOIs, but are no works. */
const NO_WORKS = new Set([
  'journal',
  'journal-volume',
  'journal-issue',
  'book-series',
  'book-set',
  'proceedings-series',
  'report-series',
  'standard-series',
  'component',
  'grant',
]);

const EDITED = new Set(['edited-book', 'reference-book', 'proceedings', 'book', 'book-set']);

/** The facts of a work, or why the record is none; undefined if it is not an object. */
function readCrossref(raw: unknown): PlainWork | Rejected | undefined {
  const result = schema.safeParse(raw);
  if (!result.success) return undefined;
  const item = result.data;
  if (item.type !== undefined && NO_WORKS.has(item.type))
    return { rejection: `a ${item.type}, not a work`, skipped: true };
  const edited = item.author.length === 0 && EDITED.has(item.type ?? '');
  return {
    id: item.DOI === undefined ? undefined : `doi:${item.DOI}`,
    title: titleOf(item),
    abstract: item.abstract,
    ...dateOf(item),
    type: typeOf(item),
    language: item.language,
    doi: relatedDoi(item, 'is-preprint-of') ?? item.DOI,
    arxiv: [relatedDoi(item, 'has-preprint')?.replace(/^.*10\.48550\/arxiv\./i, 'arxiv:')],
    url: item.URL,
    source: sourceOf(item),
    authors: (edited ? item.editor : item.author).map(authorOf),
    topics: item.subject.map((name) => ({ name })),
    keywords: item['updated-by'].some(({ type }) => isRetraction(type)) ? [RETRACTED] : [],
    citations: item['is-referenced-by-count'],
    references: textsUnder('DOI', item.reference).map((doi) => `doi:${doi}`),
  };
}

const filled = (texts: readonly string[]) => texts.find((one) => one.trim() !== '');

/** Title and subtitle, unless the title has the subtitle already. */
function titleOf(item: Item): string | undefined {
  const title = filled(item.title) ?? filled(item['original-title']);
  const subtitle = filled(item.subtitle)?.trim();
  if (title === undefined || subtitle === undefined) return title;
  if (title.toLowerCase().includes(subtitle.toLowerCase())) return title;
  return `${title.trim().replace(/:$/, '')}: ${subtitle}`;
}

/** `issued` is the earliest of print and online; `created` is when the DOI was registered, often decades later. */
function dateOf(item: Item): { year?: number | undefined; date?: string | undefined } {
  const names = ['issued', 'published', 'published-print', 'published-online', 'posted', 'approved'] as const;
  return bestDate(names.map((name) => datePartsOf(item[name])));
}

function isRetraction(type: string | undefined): boolean {
  return /^(?:partial_)?(?:retraction|withdrawal|removal)$/.test(type ?? '');
}

/** A notice is told by what it does to another work. */
function typeOf(item: Item): string | undefined {
  const updates = item['update-to'].map(({ type }) => type ?? '');
  if (updates.some(isRetraction)) return 'retraction';
  if (updates.some((type) => /^(?:correction|corrigendum|erratum|addendum|expression_of_concern)$/.test(type)))
    return 'erratum';
  const { type = '', subtype = '' } = item;
  if (type === 'posted-content' && Object.hasOwn(POSTED, subtype)) return POSTED[subtype];
  return Object.hasOwn(TYPES, type) ? TYPES[type] : type || undefined;
}

/** The DOI of the first work with this relation. */
function relatedDoi({ relation }: Item, name: string): string | undefined {
  if (typeof relation !== 'object' || relation === null) return undefined;
  const parsed = related.safeParse((relation as Readonly<Record<string, unknown>>)[name]);
  return parsed.data?.find((one) => one['id-type'] === 'doi')?.id;
}

/** The journal or proceedings; of posted content the server. */
function sourceOf(item: Item): PlainRef | undefined {
  const name = filled(item['container-title']) ?? filled(item['short-container-title']);
  const issn = item['issn-type'].find(({ type }) => type === 'print')?.value ?? item.ISSN[0];
  if (name !== undefined) return { name, issn };
  return item.type === 'posted-content' ? { name: item.institution[0]?.name } : undefined;
}

function authorOf(author: z.output<typeof person>): PlainAuthor {
  const name = [author.given, author.family, author.suffix].filter(Boolean).join(' ');
  return {
    name: name === '' ? author.name : name,
    orcid: author.ORCID,
    institutions: author.affiliation.map((one) => ({
      name: one.name,
      ror: one.id.find((id) => id['id-type'] === 'ROR')?.id,
    })),
  };
}

/** What only Crossref says of a DOI: who registered it, and when it was looked at. */
const OWN = ['deposited', 'indexed', 'member', 'reference-count', 'is-referenced-by-count', 'content-domain'];

export function isCrossref(record: object): boolean {
  return 'DOI' in record && OWN.some((key) => key in record);
}

export const crossref: JsonImporter = {
  name: 'crossref',
  endings: ['json', 'jsonl'],
  medium: 'json',
  recognises: isCrossref,
  read: readCrossref,
};
