// Schema pieces for records from outside: null is absent, and a useless value costs the field, never the record.
// Unions and caught failures are slow in zod, and these run on every field of every record: hence the plain functions.
import { z } from 'zod';

/** A string; a number is taken as its digits; anything else is absent. */
export const text = z
  .unknown()
  .transform((value) => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined))
  .optional();

/** A number or its digits, checked later; anything else is absent. */
export const amount = z
  .unknown()
  .transform((value) => (typeof value === 'string' || typeof value === 'number' ? value : undefined))
  .optional();

/** A finite number or its digits, as a number; anything else is absent. */
export const decimal = amount.transform((value) => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
});

/** An object; anything else is absent. */
export function maybe<T extends z.ZodType>(schema: T) {
  return z.preprocess((value) => value ?? undefined, schema.optional().catch(undefined)).optional();
}

/** The usable elements of a list, in their order; a single value stands for a list of one; null is empty. */
export function list<T extends z.ZodType>(element: T) {
  return z
    .preprocess(
      (value) => (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]),
      z.array(element.optional().catch(undefined)),
    )
    .optional()
    .transform((elements) => (elements ?? []).filter((one): one is NonNullable<typeof one> => one !== undefined));
}

/**
 * What is found under a key in the objects of a list: strings and numbers, as strings. For long lists of which little is
 * wanted, where a schema would cost more than the rest of the record.
 */
export function textsUnder(key: string, elements: unknown): string[] {
  if (!Array.isArray(elements)) return [];
  return elements.flatMap((one: unknown) => textUnder(key, one) ?? []);
}

/** What an object has under a key, if that is a string or a number. */
export function textUnder(key: string, object: unknown): string | undefined {
  if (typeof object !== 'object' || object === null) return undefined;
  const value = (object as Readonly<Record<string, unknown>>)[key];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
}

/** A string where an object with that name is meant counts as the object. */
export function named<T extends z.ZodType>(schema: T) {
  return z.preprocess((value) => (typeof value === 'string' ? { name: value } : value), schema);
}

/** Whether a value is an object with fields, and no list. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
