// The values that requests carry, each read as a URL writes it (text) or as JSON does.
import { z } from 'zod';
import type { ErrorCode } from '../../errors.js';
import { listed, quoted } from '../../search/messages.js';
import { type Wire, written } from './wire.js';

export const MAX_GET_SEARCH = 2_000;
export const MAX_POST_SEARCH = 20_000;

/** A complaint that has an error code of its own; without one it is an invalid_parameter. */
export function complaint(input: unknown, message: string, code: ErrorCode = 'invalid_parameter'): z.core.$ZodRawIssue {
  return { code: 'custom', input, message, params: { error: code } };
}

export const text = (name: string) => z.string({ error: `${name} must be a text` });

export function integer(name: string, least: number, most: number) {
  const error = `${name} must be a whole number from ${least} to ${most}`;
  const digits = z
    .string()
    .regex(/^\d{1,10}$/)
    .transform(Number);
  const read = z
    .union([z.number(), digits], { error })
    .pipe(z.int({ error }).min(least, { error }).max(most, { error }));
  return written(read, { form: { type: 'integer', minimum: least, maximum: most }, example: Math.min(most, 5) });
}

export function flag(name: string) {
  const read = z.union([z.boolean(), z.enum(['true', 'false']).transform((value) => value === 'true')], {
    error: `${name} must be true or false`,
  });
  return written(read, { form: { type: 'boolean' }, example: true }).default(false);
}

/** Names as `a,b` or as a JSON array; `said` is which names there are. */
export function names(name: string, said: Wire = { form: { type: 'array', items: { type: 'string' } } }) {
  const error = `${name} must be names joined by commas`;
  const joined = z.string().transform((value) => (value.trim() === '' ? [] : value.split(',').map((s) => s.trim())));
  return written(z.union([z.array(z.string({ error })), joined], { error }), said);
}

/** `select=`: some of the top-level fields of an answer. */
export function selection(fields: readonly string[]) {
  return names('select', { form: listOf(fields), example: fields.slice(0, 2) })
    .check(({ value, issues }) => {
      const unknown = value.find((field) => !fields.includes(field));
      if (unknown === undefined) return;
      const message = `select knows no field ${quoted(unknown)}: choose from ${listed(fields, 'and')}`;
      issues.push(complaint(value, message, 'unknown_field'));
    })
    .optional()
    .describe('The fields to answer with, joined by commas; all without it.');
}

export const listOf = (choices: readonly string[]) => ({ type: 'array', items: { type: 'string', enum: choices } });

/** As JSON Schema counts them: no letter counts twice (RFC 8259, 9; UTF-16 has two units for some). */
export function charactersOf(value: string): number {
  let count = 0;
  for (const _ of value) count++;
  return count;
}

/** Other names of parameters, those of OpenAlex's older clients and of other APIs: the reader makes them one. */
export const OTHER_NAMES: Readonly<Record<string, string>> = {
  'per-page': 'per_page',
  'group-by': 'group_by',
  fields: 'select',
};

/** The same parameter under another name, for clients that know it by that: new ones need not. */
export function otherNameOf<S extends z.ZodType>(name: string, schema: S): S {
  return schema.meta({ description: `Another name of \`${name}\`.`, deprecated: true });
}

/** `select` and its other name. */
export function chosen(fields: readonly string[]) {
  const select = selection(fields);
  return { select, fields: otherNameOf('select', select) };
}

/** The text of a search; `elsewhere` is where a longer one may be sent, `least` how many characters there must be. */
export function searchText(most: number, elsewhere?: string, least = 0) {
  const right = 'search must be a text: say what to look for';
  const read = z.string({ error: right }).check(({ value, issues }) => {
    const length = charactersOf(value);
    if (length <= most) return;
    const tooLong = `search has ${length} characters: at most ${most} here`;
    const hint = elsewhere === undefined ? tooLong : `${tooLong}; ${elsewhere} takes ${MAX_POST_SEARCH}`;
    issues.push(complaint(value, hint, elsewhere === undefined ? 'invalid_parameter' : 'query_too_long'));
  });
  return written(read, {
    form: { type: 'string', ...(least > 0 ? { minLength: least } : {}), maxLength: most },
    example: 'graph neural networks',
    errors: elsewhere === undefined ? [] : ['query_too_long'],
  }).describe(`What to look for: at most ${most} characters.`);
}
