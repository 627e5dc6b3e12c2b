// Importer of OpenAlex works: today's shape (topics, keywords, primary_location) and that of 2022-23 (concepts, host_venue).
import { z } from 'zod';
import { parseId } from '../../src/domain/ids.js';
import type { PlainRef } from '../plain-work.js';
import type { JsonImporter, Reading } from './importer.js';
import { amount, decimal, list, maybe, text } from './lenient.js';
import { RETRACTED } from './marks.js';

/** Below this the classifier of 2022-23 is guessing: concepts of a score under 0.3 are mostly unrelated to the work. */
const LEAST_CONCEPT_SCORE = 0.3;

/** No abstract is this long; a position beyond it is damage, and an array that long would only cost memory. */
const LAST_POSITION = 1_000_000;

/** `keyword` is the name in keywords of early 2024; the scores of 2022-23 are strings. */
const tag = z
  .object({ id: text, display_name: text, keyword: text, score: decimal })
  .transform((raw): PlainRef => ({ id: raw.id, name: raw.display_name ?? raw.keyword, score: raw.score }));

const institution = z
  .object({ id: text, display_name: text, ror: text, country_code: text })
  .transform((raw): PlainRef => ({ id: raw.id, name: raw.display_name, ror: raw.ror, country: raw.country_code }));

const source = z
  .object({ id: text, display_name: text, issn_l: text })
  .transform((raw): PlainRef => ({ id: raw.id, name: raw.display_name, issn: raw.issn_l }));

const authorship = z
  .object({
    author: maybe(z.object({ id: text, display_name: text, orcid: text })),
    raw_author_name: text,
    institutions: list(institution),
  })
  .transform(({ author, raw_author_name, institutions }) => ({
    id: author?.id,
    name: author?.display_name ?? raw_author_name,
    orcid: author?.orcid,
    institutions,
  }));

const schema = z.object({
  id: text,
  doi: text,
  title: text,
  display_name: text,
  abstract: text,
  // read by decodeInvertedIndex: a schema would walk every word twice
  abstract_inverted_index: z.unknown().optional(),
  publication_year: amount,
  publication_date: text,
  type: text,
  language: text,
  ids: maybe(z.object({ openalex: text, doi: text, arxiv: text })),
  primary_location: maybe(z.object({ landing_page_url: text, source: maybe(source) })),
  host_venue: maybe(source),
  locations: list(z.object({ landing_page_url: text })),
  authorships: list(authorship),
  authors_count: amount,
  is_authors_truncated: z.unknown().optional(),
  primary_topic: maybe(tag),
  topics: list(tag),
  concepts: list(tag),
  keywords: list(tag),
  cited_by_count: amount,
  referenced_works: list(z.string()),
  is_retracted: z.unknown().optional(),
  is_paratext: z.unknown().optional(),
});

/**
 * The text of an abstract from `{word: [positions]}`; undefined if there is none. Gaps close up; unusable positions are
 * left out.
 */
export function decodeInvertedIndex(index: unknown): string | undefined {
  if (typeof index === 'string') return decodeInvertedIndex(parsedIndex(index));
  if (typeof index !== 'object' || index === null || Array.isArray(index)) return undefined;
  const words: string[] = [];
  for (const [word, positions] of Object.entries(index)) {
    if (!Array.isArray(positions)) continue;
    for (const position of positions) {
      if (Number.isInteger(position) && position >= 0 && position <= LAST_POSITION) words[position] = word;
    }
  }
  // filter also closes the gaps, which join would print as empty words
  return words.length === 0 ? undefined : words.filter(() => true).join(' ');
}

/** Snapshots of 2022 have the index as a text of JSON, with its length. */
function parsedIndex(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null) return undefined;
    return 'InvertedIndex' in parsed ? parsed.InvertedIndex : parsed;
  } catch {
    return undefined;
  }
}

function topicsOf({ primary_topic, topics, concepts }: z.output<typeof schema>): PlainRef[] {
  if (primary_topic !== undefined) return [primary_topic, ...topics];
  if (topics.length > 0) return topics;
  const scoreOf = (concept: PlainRef) => concept.score ?? 0;
  return concepts.filter((c) => scoreOf(c) >= LEAST_CONCEPT_SCORE).sort((a, b) => scoreOf(b) - scoreOf(a));
}

/** Lists of the API hold the first 100 authors; the work alone, and the snapshot, have all. */
function isCut({ authorships, authors_count, is_authors_truncated }: z.output<typeof schema>): boolean {
  return is_authors_truncated === true || Number(authors_count ?? 0) > authorships.length;
}

/** By the first letter of the id. */
const OTHERS: Readonly<Record<string, string>> = {
  A: 'an author',
  C: 'a concept',
  F: 'a funder',
  I: 'an institution',
  K: 'a keyword',
  P: 'a publisher',
  S: 'a source',
  T: 'a topic',
};

/** A snapshot has files of everything that works speak of; a work names all that is needed of it. */
function otherThan(raw: unknown): string | undefined {
  const id = typeof raw === 'object' && raw !== null && 'id' in raw && typeof raw.id === 'string' ? raw.id : '';
  const { scheme, value } = parseId(id);
  if (scheme === 'openalex') return OTHERS[value.charAt(0)];
  const kind = /^https:\/\/openalex\.org\/(?!works\/)([a-z-]+)\//.exec(id)?.[1];
  return kind === undefined ? undefined : `one of the ${kind}`;
}

/** The facts of an OpenAlex work, or why the record is none; undefined if it is not an object. */
function readOpenalex(raw: unknown): Reading | undefined {
  const other = otherThan(raw);
  if (other !== undefined) return { rejection: `${other} of OpenAlex, not a work`, skipped: true };
  const result = schema.safeParse(raw);
  if (!result.success) return undefined;
  const work = result.data;
  const url = work.primary_location?.landing_page_url;
  return {
    id: work.id ?? work.ids?.openalex,
    title: work.title ?? work.display_name,
    abstract: decodeInvertedIndex(work.abstract_inverted_index) ?? work.abstract,
    year: work.publication_year,
    date: work.publication_date,
    type: work.is_paratext === true ? 'paratext' : work.type,
    language: work.language,
    openalex: work.ids?.openalex,
    doi: work.doi ?? work.ids?.doi,
    arxiv: [work.ids?.arxiv, url, ...work.locations.map((location) => location.landing_page_url)],
    url,
    source: work.primary_location?.source ?? work.host_venue,
    authors: work.authorships,
    partial: isCut(work) ? ['authors'] : [],
    topics: topicsOf(work),
    keywords: work.is_retracted === true ? [...work.keywords, RETRACTED] : work.keywords,
    citations: work.cited_by_count,
    references: work.referenced_works,
  };
}

/** `authorships` is a word of this shape alone: works that were exported from here come back whatever their ids are. */
function isOpenalex(record: object): boolean {
  if ('authorships' in record || 'abstract_inverted_index' in record) return true;
  const id = 'id' in record && typeof record.id === 'string' ? parseId(record.id).scheme : undefined;
  return 'display_name' in record && (id === 'openalex' || otherThan(record) !== undefined);
}

export const openalex: JsonImporter = {
  name: 'openalex',
  endings: ['json', 'jsonl', 'ndjson'],
  medium: 'json',
  recognises: isOpenalex,
  read: readOpenalex,
};
