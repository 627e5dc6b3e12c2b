// What the schemas of several routes share.
import { z } from 'zod';
import type { ErrorCode } from '../../errors.js';
import { worksAnswer } from '../answers/works.js';
import { DOWNLOADS } from '../download.js';
import * as take from './parameters.js';
import { written } from './wire.js';

export const nothing = z.strictObject({});
export const idOf = (description: string, errors: readonly ErrorCode[]) =>
  z.strictObject({ id: written(z.string(), { form: { type: 'string', minLength: 1 }, errors }).describe(description) });

export const params = idOf('Any id of it, as a URL or short; `/` may stand as it is.', ['not_found']);
/** Records of people are merged. */
export const personParams = idOf('An OpenAlex id, an ORCID or an id of your own, as a URL or short.', [
  'not_found',
  'moved',
  'gone',
]);

/** The fields of an answer that `select` may choose. */
export const selectable = (fields: z.ZodObject, ...without: string[]) =>
  Object.keys(fields.shape).filter((field) => !['highlight', 'explain', ...without].includes(field));

/** One thing: nothing was searched, so that nothing is relevant. */
export const only = (fields: z.ZodObject) =>
  z.strictObject({ ...take.identity, ...take.chosen(selectable(fields, 'relevance_score')) });

/** Links from an answer to routes under `/…/{id}`: `at` is where it has the id, as a JSON pointer. */
const linksTo =
  <N extends string>(...names: readonly N[]) =>
  (at: string) =>
    Object.fromEntries(names.map((name) => [name, `$response.body#${at}`])) as Readonly<Record<N, string>>;

export const toWork = linksTo('getWork', 'relatedWorks', 'workGraph');
export const toAuthor = linksTo(
  'getAuthor',
  'profile',
  'authorWorks',
  'authorRelatedWorks',
  'collaborators',
  'similarAuthors',
  'authorGraph',
  'patchAuthor',
  'splitAuthor',
);
export const toTopic = linksTo('getTopic', 'topicGraph');
export const toInstitution = linksTo('getInstitution', 'institutionGraph');
export const toSource = linksTo('getSource');

/** A page of works, or all of them as a file. */
export const worksList = {
  response: worksAnswer,
  downloads: DOWNLOADS,
  of: 'works',
  links: toWork('/results/0/id'),
} as const;

/** The fields of what a list has. */
export const fieldsOfResults = (list: { readonly shape: { readonly results: z.ZodArray<z.ZodObject> } }) =>
  Object.keys(list.shape.results.element.shape);
