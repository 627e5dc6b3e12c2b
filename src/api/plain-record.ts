// The body of PUT /works/{id}: a record in the plain shape of imports, each field with words for what would be right.
import { z } from 'zod';
import { written } from './contract/wire.js';

/** NUL and halves of surrogate pairs: what no store gives back as it was. */
const UNSTORABLE = /[\0\p{Cs}]/u;
const LEAST_YEAR = 1000;
const MOST_YEAR = 2100;

const text = (name: string, what = 'a text') =>
  z.string({ error: `${name} must be ${what}` }).refine((value) => !UNSTORABLE.test(value), {
    error: `${name} must be valid Unicode without NUL: it has a character that cannot be stored`,
  });

/** Null is as good as nothing: programs write it for what they do not know. */
const optional = <S extends z.ZodType>(schema: S, description: string) => schema.nullish().describe(description);

const number = (name: string, what: string) => z.number({ error: `${name} must be ${what}` });
const score = optional(number('score', 'a number'), 'How much it is about that.');

const listed = <S extends z.ZodType>(name: string, what: string, element: S) =>
  z.array(element, { error: `${name} must be a list of ${what}` });

/** A name alone, or a name with more. */
const named = <S extends z.ZodObject>(one: string, object: S) =>
  z.union([text(one), object], { error: `${one} must be a name, or an object with a name` });

const id = (name = 'id') => optional(text(name), 'Its id.');
const topic = named('a topic', z.strictObject({ id: id(), name: text('name'), score }));
const keyword = named('a keyword', z.strictObject({ id: id(), name: text('name'), score }));

const affiliation = named(
  'an affiliation',
  z.strictObject({
    id: id(),
    name: text('name'),
    ror: optional(text('ror'), 'Its ROR id.'),
    country_code: optional(text('country_code'), 'Its country, in two letters.'),
  }),
);

const author = named(
  'an author',
  z.strictObject({
    name: text('name'),
    id: id(),
    orcid: optional(text('orcid'), 'The ORCID.'),
    affiliations: optional(listed('affiliations', 'names or objects', affiliation), 'Names, or objects with a name.'),
  }),
);

const yearError = `year must be a whole number from ${LEAST_YEAR} to ${MOST_YEAR}`;
const year = z.int({ error: yearError }).min(LEAST_YEAR, { error: yearError }).max(MOST_YEAR, { error: yearError });
const MOST_CITATIONS = 1_000_000_000;
const countError = `citations must be a whole number from 0 to ${MOST_CITATIONS}`;
const citations = z.int({ error: countError }).min(0, { error: countError }).max(MOST_CITATIONS, { error: countError });

/** The fields of the plain shape (README.md, "What is read"). */
export const plainRecord = z.strictObject({
  id: written(text('id').nullish(), { inPath: true }).describe('The id of the path, if it is said once more.'),
  title: optional(text('title'), 'The title.'),
  abstract: optional(text('abstract'), 'The abstract. One of title and abstract must be there.'),
  year: optional(year, 'The year of publication.'),
  date: optional(text('date'), 'The day of publication, `2020-11-09`.'),
  type: optional(text('type'), 'What it is; `article` without it.'),
  language: optional(text('language'), 'A language tag: `en`.'),
  venue: optional(text('venue'), 'The name of the journal or conference.'),
  venueId: optional(text('venueId'), 'The id of the venue.'),
  authors: optional(listed('authors', 'names or objects', author), 'Names, or objects with a name.'),
  topics: optional(
    listed('topics', 'names or objects', topic),
    'Names, or objects with a name; the first counts most.',
  ),
  primaryTopic: optional(topic, 'A topic that comes before all others.'),
  keywords: optional(listed('keywords', 'names or objects', keyword), 'Names, or objects with a name.'),
  citations: optional(citations, 'How often the work is cited.'),
  doi: optional(text('doi'), 'The DOI.'),
  arxivId: optional(text('arxivId'), 'The id at arXiv.'),
  url: optional(text('url'), 'The http(s) address of the work.'),
  references: optional(
    listed('references', 'ids', text('a reference', 'the id of a work')),
    'Ids of the works that it cites.',
  ),
});

export type PlainRecord = Omit<z.output<typeof plainRecord>, 'id'>;
