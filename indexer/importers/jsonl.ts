// Importer of the plain shape: one object per work with title, abstract, authors, venue, topics.
import { z } from 'zod';
import type { PlainRef, PlainWork } from '../plain-work.js';
import type { JsonImporter } from './importer.js';
import { amount, decimal, list, maybe, named, text } from './lenient.js';

/** Topics, keywords and affiliations are names alone, or names with more. */
const ref = named(
  z.object({ id: text, name: text, display_name: text, score: decimal, ror: text, country_code: text }).transform(
    (raw): PlainRef => ({
      id: raw.id,
      name: raw.name ?? raw.display_name,
      score: raw.score,
      ror: raw.ror,
      country: raw.country_code,
    }),
  ),
);

const author = named(z.object({ name: text, id: text, orcid: text, affiliations: list(ref) }));

const schema = z.object({
  id: text,
  title: text,
  abstract: text,
  year: amount,
  date: text,
  type: text,
  language: text,
  venue: text,
  venueId: list(z.string()),
  authors: list(author),
  topics: list(ref),
  primaryTopic: maybe(ref),
  keywords: list(ref),
  citations: amount,
  doi: text,
  arxivId: text,
  url: text,
  references: list(z.string()),
});

/** The facts of a record in the plain shape; undefined if it is not an object. */
function readJsonl(raw: unknown): PlainWork | undefined {
  const result = schema.safeParse(raw);
  if (!result.success) return undefined;
  const { authors, venue, venueId, primaryTopic, topics, arxivId, ...rest } = result.data;
  return {
    ...rest,
    arxiv: [arxivId, rest.url],
    source: venue === undefined ? undefined : { id: venueId[0], name: venue },
    authors: authors.map(({ affiliations, ...person }) => ({ ...person, institutions: affiliations })),
    topics: primaryTopic === undefined ? topics : [primaryTopic, ...topics],
  };
}

export const jsonl: JsonImporter = {
  name: 'jsonl',
  endings: ['jsonl', 'json', 'ndjson'],
  medium: 'json',
  recognises: () => true,
  read: readJsonl,
};
