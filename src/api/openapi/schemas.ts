// zod schemas → JSON Schemas (2020-12) of an OpenAPI document; named ones become components.
import { z } from 'zod';
import { type Form, readerOf, saidOf, wire } from '../contract/wire.js';
import type { AnyCatalogue } from '../kinds.js';

/** The components that the schemas of a document name, gathered while these are converted. */
export type Components = Map<string, unknown>;

const DEFINITIONS = '#/$defs/';
/** What zod says of every whole number. */
const SAFE = [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
/** What says something of a value rather than what it may be. */
const NOTES = ['description', 'default', 'examples', 'deprecated'];

/** The schema of what is answered. */
export function answerSchema(schema: z.ZodType, components: Components): Form {
  return convert(schema, 'output', undefined, components);
}

/** The schema of what is sent; `of` is the catalogue of the route's kind, where it has one. */
export function requestSchema(schema: z.ZodType, of: AnyCatalogue | undefined, components: Components): Form {
  return convert(schema, 'input', of, components);
}

function convert(
  schema: z.ZodType,
  io: 'input' | 'output',
  of: AnyCatalogue | undefined,
  components: Components,
): Form {
  const converted = z.toJSONSchema(schema, {
    io,
    // transforms and checks by function; `wire` says what they read
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (io === 'input') writeForm(zodSchema as unknown as z.ZodType, jsonSchema, of);
      const reader = readerOf(zodSchema as unknown as z.ZodType);
      if (reader) Object.assign(jsonSchema, convert(reader, io, of, components));
      if (jsonSchema.type === 'integer') dropSafe(jsonSchema);
    },
  });
  const { $schema: _, $defs = {}, ...root } = converted;
  for (const [name, definition] of Object.entries($defs)) addComponent(components, name, tidied(definition));
  return tidied(root) as Form;
}

/** Two schemas under one name would be one in the document. */
function addComponent(components: Components, name: string, schema: unknown): void {
  const known = components.get(name);
  if (known !== undefined && JSON.stringify(known) !== JSON.stringify(schema)) {
    throw new Error(`two schemas have the id ${name}`);
  }
  components.set(name, schema);
}

/** Puts the form that is documented in place of all that is read. */
function writeForm(schema: z.ZodType, json: Record<string, unknown>, of: AnyCatalogue | undefined): void {
  const { form } = wire.get(schema) ?? {};
  if (form !== undefined) {
    for (const key of Object.keys(json)) if (!NOTES.includes(key)) delete json[key];
    Object.assign(json, formOf(form, of));
  }
  // zod leaves out the default of what it cannot express
  const { def } = schema as unknown as { def: { type: string; defaultValue?: unknown } };
  if (def.type === 'default' && saidOf(schema).form !== undefined) json.default = def.defaultValue;
}

function formOf(form: Form | ((catalogue: AnyCatalogue) => Form), of: AnyCatalogue | undefined): Form {
  if (typeof form !== 'function') return form;
  if (of === undefined) throw new Error('a parameter speaks of the fields of a kind, and its route has no `of`');
  return form(of);
}

function dropSafe(json: { minimum?: number; maximum?: number }): void {
  if (json.minimum === SAFE[0]) delete json.minimum;
  if (json.maximum === SAFE[1]) delete json.maximum;
}

/** With references into the components of the document. */
function tidied(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(tidied);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, key === '$ref' ? referred(inner) : tidied(inner)]);
  return Object.fromEntries(entries);
}

function referred(reference: unknown): string {
  const text = String(reference);
  return text.startsWith(DEFINITIONS) ? `#/components/schemas/${text.slice(DEFINITIONS.length)}` : text;
}
