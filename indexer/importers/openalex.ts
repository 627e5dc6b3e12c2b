// Importer of OpenAlex works: today's shape (topics, keywords, primary_location) and that of 2022-23 (concepts, host_venue).
import { z } from 'zod';
import { parseId } from '../../src/domain/ids.js';
import type { PlainRef, PlainWork } from '../plain-work.js';
import type { JsonImporter } from './importer.js';
import { amount, decimal, list, maybe, text } from './lenient.js';

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
  primary_topic: maybe(tag),
  topics: list(tag),
  concepts: list(tag),
  keywords: list(tag),
  cited_by_count: amount,
  referenced_works: list(z.string()),
});

/**
 * The text of an abstract from `{word: [positions]}`; undefined if there is none. Gaps close up; unusable positions are
 * left out.
 */
export function decodeInvertedIndex(index: unknown): string | undefined {
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

function topicsOf({ primary_topic, topics, concepts }: z.output<typeof schema>): PlainRef[] {
  if (primary_topic !== undefined) return [primary_topic, ...topics];
  if (topics.length > 0) return topics;
  const scoreOf = (concept: PlainRef) => concept.score ?? 0;
  return concepts.filter((c) => scoreOf(c) >= LEAST_CONCEPT_SCORE).sort((a, b) => scoreOf(b) - scoreOf(a));
}

/** The facts of an OpenAlex work; undefined if it is not an object. */
function readOpenalex(raw: unknown): PlainWork | undefined {
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
    type: work.type,
    language: work.language,
    openalex: work.ids?.openalex,
    doi: work.doi ?? work.ids?.doi,
    arxiv: [work.ids?.arxiv, url, ...work.locations.map((location) => location.landing_page_url)],
    url,
    source: work.primary_location?.source ?? work.host_venue,
    authors: work.authorships,
    topics: topicsOf(work),
    keywords: work.keywords,
    citations: work.cited_by_count,
    references: work.referenced_works,
  };
}

/** `authorships` is a word of this shape alone: works that were exported from here come back whatever their ids are. */
function isOpenalex(record: object): boolean {
  if ('authorships' in record || 'abstract_inverted_index' in record) return true;
  const id = 'id' in record && typeof record.id === 'string' ? parseId(record.id).scheme : undefined;
  return id === 'openalex' && 'display_name' in record;
}

export const openalex: JsonImporter = {
  name: 'openalex',
  endings: ['json', 'jsonl', 'ndjson'],
  medium: 'json',
  recognises: isOpenalex,
  read: readOpenalex,
};
