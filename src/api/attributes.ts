// The body of PATCH /authors/{id}: what the platform may say of a person, each with words for what would be right.
import { z } from 'zod';
import { type AuthorAttributes, authorAttributesSchema } from '../domain/entities.js';
import { written } from './contract/wire.js';
import type { AttributeChanges } from './curator.js';

/** Said of a value that the schema refuses. */
const RIGHT: { readonly [K in keyof Required<AuthorAttributes>]: string } = {
  claimed: 'true or false',
  open_to_collaborate: 'true or false',
  verification_level: 'a whole number from 0 to 10',
  trust_score: 'a whole number from 0 to 100',
  followers_count: 'a whole number from 0 to 1000000000',
  bio: 'a text of at most 5000 characters',
  links: 'at most 20 of {"label": "…", "url": "https://…"}; the label is optional and has at most 100 characters',
  avatar: 'an http(s) address of at most 2000 characters',
};

const { shape } = authorAttributesSchema;

function change<K extends keyof AuthorAttributes>(name: K) {
  const fits = (value: unknown) => value === null || (value !== undefined && shape[name].safeParse(value).success);
  const read = z.custom<NonNullable<AttributeChanges[K]> | null>(fits, {
    error: `${name} must be ${RIGHT[name]}, or null to take it away`,
  });
  const { $schema: _, ...form } = z.toJSONSchema(shape[name].unwrap().nullable(), { io: 'input' });
  return written(read, { form }).optional().describe(`${RIGHT[name]}; null takes it away.`);
}

export const attributesBody = z.strictObject({
  claimed: change('claimed'),
  open_to_collaborate: change('open_to_collaborate'),
  verification_level: change('verification_level'),
  trust_score: change('trust_score'),
  followers_count: change('followers_count'),
  bio: change('bio'),
  links: change('links'),
  avatar: change('avatar'),
});

const authorId = (name: string, description: string) => {
  const error = `${name} must be the id of an author`;
  return z.string({ error }).min(1, { error }).max(512, { error }).describe(description);
};

export const mergeBody = z.strictObject({ into: authorId('into', 'The id of the record that stays.') });

const worksError = 'works must be 1 to 1000 ids of works; leave it out to undo a merge';

export const splitBody = z
  .strictObject({
    works: z
      .array(z.string({ error: worksError }), { error: worksError })
      .min(1, { error: worksError })
      .max(1000, { error: worksError })
      .optional()
      .describe('Ids of works that are of somebody else; without them the merge of this record is undone.'),
    to: authorId('to', 'Whose they are; a new record without it.').optional(),
  })
  .check(({ value, issues }) => {
    if (value.to === undefined || value.works !== undefined) return;
    const message = 'to says whose the works are: name works too, or leave both out to undo a merge';
    issues.push({ code: 'custom', input: value, message, path: ['to'] });
  })
  .meta({ dependentRequired: { to: ['works'] } });
