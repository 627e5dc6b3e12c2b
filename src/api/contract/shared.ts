// What the schemas of several routes share.
import { z } from 'zod';
import * as take from './parameters.js';

export const nothing = z.strictObject({});
export const params = z.strictObject({ id: z.string() });

/** The fields of an answer that `select` may choose. */
export const selectable = (fields: z.ZodObject, ...without: string[]) =>
  Object.keys(fields.shape).filter((field) => !['highlight', ...without].includes(field));

/** One thing: nothing was searched, so that nothing is relevant. */
export const only = (fields: z.ZodObject) =>
  z.strictObject({ select: take.selection(selectable(fields, 'relevance_score')) });
