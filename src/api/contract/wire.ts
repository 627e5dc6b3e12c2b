// What OpenAPI says of a value besides its schema: how it is written, an example, which errors it may lead to.
import { z } from 'zod';
import type { ErrorCode } from '../../errors.js';
import type { AnyCatalogue } from '../kinds.js';

/** A JSON Schema. */
export type Form = Readonly<Record<string, unknown>>;

/** Of the fields of the route's kind, where it has one. */
type ByKind<T> = T | ((catalogue: AnyCatalogue) => T);

export interface Wire {
  /**
   * The one form to document, in place of all that the schema reads: a list where `a,b` and `["a", "b"]` are read, a
   * number where `"5"` is read too.
   */
  readonly form?: ByKind<Form>;
  /** For routes whose own example does not have the parameter. */
  readonly example?: ByKind<string | number | boolean | readonly string[]>;
  /** A member of the body that only says again what the path says, under the same name: clients need not send it. */
  readonly inPath?: boolean;
  /** Errors that a value of the right form may lead to, besides those of status 400. */
  readonly errors?: readonly ErrorCode[];
}

/** By schema; copies of a schema (`describe`, `meta`) inherit what is said of it. */
export const wire = z.registry<Wire>();

/** The same schema, with more said of it. */
export function written<S extends z.ZodType>(schema: S, said: Wire): S {
  const copy = schema.clone();
  wire.add(copy, said);
  return copy;
}

/** What is said of a schema or, where it says nothing, of the ones that it wraps. */
export function saidOf(schema: z.ZodType): Wire {
  const own = wire.get(schema);
  const inner = innerOf(schema);
  return { ...(inner && saidOf(inner)), ...own };
}

function innerOf(schema: z.ZodType): z.ZodType | undefined {
  const { def } = schema as unknown as { def: { innerType?: z.ZodType; in?: z.ZodType } };
  return def.innerType ?? def.in;
}

const readers = new WeakMap<z.ZodType, z.ZodType>();

/** The same schema, for a value that a handler reads itself: `reader`, by which it does, is documented. */
export function readBy<S extends z.ZodType>(schema: S, reader: z.ZodType): S {
  const copy = schema.clone();
  readers.set(copy, reader);
  return copy;
}

export function readerOf(schema: z.ZodType): z.ZodType | undefined {
  return readers.get(schema);
}
