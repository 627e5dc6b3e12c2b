// A work and what hangs on it, in OpenAlex's vocabulary. Types come from the schemas.
import { z } from 'zod';

const id = z.string().min(1);
const name = z.string().min(1);

export const authorRefSchema = z.object({
  id: id.optional(),
  display_name: name,
  orcid: z.string().optional(),
});

export const institutionRefSchema = z.object({
  id,
  display_name: name,
  ror: z.string().optional(),
  country_code: z.string().length(2).optional(),
});

export const sourceRefSchema = z.object({ id, display_name: name, issn_l: z.string().optional() });

export const topicRefSchema = z.object({ id, display_name: name, score: z.number().optional() });

export const authorshipSchema = z.object({
  author_position: z.enum(['first', 'middle', 'last']),
  author: authorRefSchema,
  institutions: z.array(institutionRefSchema),
});

export const locationSchema = z.object({
  source: sourceRefSchema.optional(),
  landing_page_url: z.string().optional(),
});

/**
 * A work as stored. `id` and every other id is in the form that `canonicalId` prints; absent facts are omitted.
 * `display_name` is the title; a work has a title, an abstract, or both.
 */
export const workSchema = z.object({
  id,
  display_name: z.string(),
  abstract: z.string().optional(),
  publication_year: z.number().int().optional(),
  /** ISO 8601 day, `2020-11-09`. */
  publication_date: z.iso.date().optional(),
  type: z.string(),
  language: z.string().optional(),
  ids: z.object({ openalex: z.string().optional(), doi: z.string().optional(), arxiv: z.string().optional() }),
  authorships: z.array(authorshipSchema),
  primary_location: locationSchema.optional(),
  topics: z.array(topicRefSchema),
  keywords: z.array(topicRefSchema),
  cited_by_count: z.number().int().nonnegative(),
  referenced_works: z.array(id),
});

export type AuthorRef = z.infer<typeof authorRefSchema>;
export type InstitutionRef = z.infer<typeof institutionRefSchema>;
export type SourceRef = z.infer<typeof sourceRefSchema>;
export type TopicRef = z.infer<typeof topicRefSchema>;
export type Authorship = z.infer<typeof authorshipSchema>;
export type Work = z.infer<typeof workSchema>;

/** What the embedder reads of a work: title, line break, abstract, each with single blanks. */
export function embeddingText(work: Pick<Work, 'display_name' | 'abstract'>): string {
  return [singleSpaced(work.display_name), singleSpaced(work.abstract ?? '')].filter(Boolean).join('\n');
}

/** Nearly every text is so already, and asking is cheaper than replacing. */
function singleSpaced(text: string): string {
  return /\s\s|[^\S ]|^ | $/.test(text) ? text.replace(/\s+/g, ' ').trim() : text;
}

/** Every external identifier under which a work can be asked for, in stored form, without its own `id`. */
export function externalIds(work: Pick<Work, 'id' | 'ids'>): string[] {
  const all = [work.ids.openalex, work.ids.doi, work.ids.arxiv];
  return all.filter((one): one is string => one !== undefined && one !== work.id);
}
