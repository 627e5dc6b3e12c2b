// Author, topic, institution and source: the entities around works, in OpenAlex's vocabulary.
import { z } from 'zod';
import { authorRefSchema, institutionRefSchema, sourceRefSchema, topicRefSchema } from './work.js';

const counts = {
  works_count: z.number().int().nonnegative(),
  cited_by_count: z.number().int().nonnegative(),
};
const countsByYear = z.array(
  z.object({ year: z.number().int(), works_count: z.number().int(), cited_by_count: z.number().int() }),
);

/** A person who wrote works; `display_name_alternatives` are the other spellings seen. */
export const authorSchema = authorRefSchema.required({ id: true }).extend({
  ...counts,
  display_name_alternatives: z.array(z.string()),
  last_known_institutions: z.array(institutionRefSchema),
  topics: z.array(topicRefSchema),
  counts_by_year: countsByYear,
});

export const topicSchema = topicRefSchema.omit({ score: true }).extend({ ...counts, aliases: z.array(z.string()) });

export const institutionSchema = institutionRefSchema.extend({ ...counts, counts_by_year: countsByYear });

export const sourceSchema = sourceRefSchema.extend({ ...counts, counts_by_year: countsByYear });

export type Author = z.infer<typeof authorSchema>;
export type Topic = z.infer<typeof topicSchema>;
export type Institution = z.infer<typeof institutionSchema>;
export type Source = z.infer<typeof sourceSchema>;
