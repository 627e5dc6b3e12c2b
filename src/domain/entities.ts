// Authors, topics, institutions and sources: derived from works, in OpenAlex's vocabulary, and what a platform adds to authors.
import { z } from 'zod';
import { institutionRefSchema, sourceRefSchema } from './work.js';

const count = z.number().int().nonnegative();
const id = z.string().min(1);

/** Works of a year, and how often these works are cited. Ordered by year, latest first. */
const countsByYear = z.array(z.object({ year: z.number().int(), works_count: count, cited_by_count: count }));

/** A thing named beside another one, with the number of works that they share; most works first, then by id. */
const shared = z.object({ id, display_name: z.string(), works_count: count });

const derived = {
  id,
  /** The name that most works use. */
  display_name: z.string().min(1),
  /** The other spellings, most frequent first. */
  display_name_alternatives: z.array(z.string()),
  works_count: count,
  /** Citations of all its works together. */
  cited_by_count: count,
  counts_by_year: countsByYear,
};

const httpAddress = z.url({ protocol: /^https?$/ }).max(2000);

/** What the platform knows of a person and papers do not. Stored apart from what is derived, so that nothing undoes it. */
export const authorAttributesSchema = z.strictObject({
  claimed: z.boolean().optional(),
  open_to_collaborate: z.boolean().optional(),
  verification_level: z.number().int().min(0).max(10).optional(),
  trust_score: z.number().int().min(0).max(100).optional(),
  followers_count: z.number().int().min(0).max(1_000_000_000).optional(),
  bio: z.string().max(5000).optional(),
  links: z
    .array(z.strictObject({ label: z.string().min(1).max(100).optional(), url: httpAddress }))
    .max(20)
    .optional(),
  avatar: httpAddress.optional(),
});

/** A person who wrote works. */
export const authorSchema = z.object({
  ...derived,
  /** The ORCID that most works give. */
  orcid: z.string().optional(),
  /** Ids of records that were merged into this one: asking for them finds this one. */
  merged_ids: z.array(id),
  /** Most recent first; `years` ascending, the years of works that name it. */
  affiliations: z.array(z.object({ institution: institutionRefSchema, years: z.array(z.number().int()) })),
  /** Those of the latest work that names any; none is "not imported". */
  last_known_institutions: z.array(institutionRefSchema),
  /** Topics of the works; `score` is the share of the works that have it. Most works first. */
  topics: z.array(shared.extend({ score: z.number() })),
  first_publication_year: z.number().int().optional(),
  last_publication_year: z.number().int().optional(),
  /** The greatest h for which h works are cited at least h times (Hirsch, 2005). */
  h_index: count,
  attributes: authorAttributesSchema,
});

export const topicSchema = z.object({ ...derived, related_topics: z.array(shared), top_authors: z.array(shared) });

export const institutionSchema = z.object({
  ...derived,
  ...institutionRefSchema.pick({ ror: true, country_code: true }).shape,
  topics: z.array(shared),
  top_authors: z.array(shared),
});

export const sourceSchema = z.object({
  ...derived,
  ...sourceRefSchema.pick({ issn_l: true }).shape,
  topics: z.array(shared),
});

/** Whom people have put right about an author id; kept for good, whatever the works say. */
export const curationSchema = z.object({
  /** The author id. */
  id,
  attributes: authorAttributesSchema,
  /** This record is of the same person as that one, and its works belong there. */
  merged_into: id.optional(),
  /** Works that stand under this id and are of somebody else: work id → author id. */
  split: z.record(z.string(), id),
});

export type AuthorAttributes = z.infer<typeof authorAttributesSchema>;
export type Author = z.infer<typeof authorSchema>;
export type Topic = z.infer<typeof topicSchema>;
export type Institution = z.infer<typeof institutionSchema>;
export type Source = z.infer<typeof sourceSchema>;
export type Curation = z.infer<typeof curationSchema>;

/** How many related things an entity carries. */
export const MOST_SHARED = 25;
