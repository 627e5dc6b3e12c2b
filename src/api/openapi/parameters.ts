// What a route takes, as OpenAPI says it: parameters of its path and query, and its body.
import type { z } from 'zod';
import { type Form, saidOf } from '../contract/wire.js';
import { type AnyCatalogue, catalogueOfKind } from '../kinds.js';
import type { Route } from '../route.js';
import { LINES_TYPES } from '../upload.js';
import { exampleOf } from './examples.js';
import { type Components, requestSchema } from './schemas.js';

type Place = 'path' | 'query';

export function parametersOf(route: Route, components: Components): object[] {
  const example = exampleOf(route);
  const all = (place: Place, schema: z.ZodObject | undefined) =>
    schema ? partsOf(schema, place, route, example[place], components) : [];
  return [...all('path', route.params), ...all('query', route.query)];
}

/** Undefined where a route takes no body. */
export function bodyOf(route: Route, components: Components): object | undefined {
  if (route.lines) return { required: true, content: linesOf(route) };
  if (!route.body) return undefined;
  const schema = requestSchema(route.body, catalogueOf(route), components);
  const { body: example } = exampleOf(route);
  return { required: true, content: { 'application/json': { schema, example } } };
}

/** Lines are a text to OpenAPI 3.1. */
function linesOf(route: Route): object {
  const schema = { type: 'string', pattern: '\\S', description: 'A JSON object a line.' };
  const example = `${JSON.stringify(exampleOf(route).body)}\n`;
  return Object.fromEntries(LINES_TYPES.map((type) => [type, { schema, example }]));
}

function catalogueOf({ of }: Route): AnyCatalogue | undefined {
  return of && catalogueOfKind(of);
}

function partsOf(
  object: z.ZodObject,
  place: Place,
  route: Route,
  given: Readonly<Record<string, string>>,
  components: Components,
): object[] {
  const of = catalogueOf(route);
  const { properties = {}, required = [] } = requestSchema(object, of, components) as {
    properties?: Readonly<Record<string, Form>>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, { description, deprecated, ...schema }]) => {
    const shown = given[name];
    const example = usual(object.shape[name] as z.ZodType, of, schema);
    return {
      name,
      in: place,
      ...(description === undefined ? {} : { description }),
      required: place === 'path' || required.includes(name),
      ...(deprecated === undefined ? {} : { deprecated }),
      // commas rather than the name again and again
      ...(schema.type === 'array' ? { style: 'form', explode: false } : {}),
      // an example of the parameter is one that goes with those of the others; the route has one such request
      schema: shown === undefined && example !== undefined ? { ...schema, examples: [example] } : schema,
      ...(shown === undefined ? {} : { example: typed(shown, schema) }),
    };
  });
}

/** A value to try where the example of the route has none. */
function usual(parameter: z.ZodType, of: AnyCatalogue | undefined, schema: Form): unknown {
  const { example } = saidOf(parameter);
  if (typeof example === 'function') return of && example(of);
  return schema.default ?? example ?? (schema.enum as readonly unknown[] | undefined)?.[0];
}

/** A value of a URL as the JSON that its schema speaks of. */
function typed(value: string, { type }: Form): unknown {
  if (type === 'array') return value.split(',');
  return type === 'integer' || type === 'number' ? Number(value) : type === 'boolean' ? value === 'true' : value;
}
