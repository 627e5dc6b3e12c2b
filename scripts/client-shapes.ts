// The contract → the types of the client: every call with what it takes and what it answers, without any inference.
import { z } from 'zod';
import * as entityAnswers from '../src/api/answers/entities.js';
import * as peopleAnswers from '../src/api/answers/people.js';
import * as workAnswers from '../src/api/answers/works.js';
import { readerOf, wire } from '../src/api/contract/wire.js';
import { ROUTES } from '../src/api/contract.js';
import type { Route } from '../src/api/route.js';
import { comment, type JsonSchema, membersOf, typeOf } from './json-schema-types.js';

/** Relative to the root of the project. */
export const SHAPES_FILE = 'src/client/shapes.ts';

const HEAD = `// What each call takes and answers. Written by \`npm run client\` from the contract: change that instead.
import type { CallOptions } from './types.js';
`;
const GIVEN = { readonlyLists: true };
const ANSWERED = { readonlyLists: false };

/** Answers that have a name of their own; all others stand where they are used. */
const NAMED: Readonly<Record<string, unknown>> = {
  ...workAnswers,
  ...peopleAnswers,
  authorAnswer: entityAnswers.ENTITY_ANSWERS.authors,
  topicAnswer: entityAnswers.ENTITY_ANSWERS.topics,
  institutionAnswer: entityAnswers.ENTITY_ANSWERS.institutions,
  sourceAnswer: entityAnswers.ENTITY_ANSWERS.sources,
  authorBrief: entityAnswers.authorBrief,
};

export function renderShapes(routes: Readonly<Record<string, Route>> = ROUTES): string {
  const names = namesOf(routes);
  const definitions = new Map<string, JsonSchema>();
  for (const { response } of Object.values(routes)) collect(response, names, definitions);
  const answers = [...definitions].map(([name, schema]) => declaration(name, schema));
  const args = Object.entries(routes).flatMap(([name, route]) => argumentsOf(name, route));
  return [HEAD, ...answers, ...args, callsOf(routes, names), shapesOf(routes, names)].join('\n');
}

type Names = ReturnType<typeof namesOf>;

function namesOf(routes: Readonly<Record<string, Route>>) {
  const names = z.registry<{ id: string }>();
  for (const [name, schema] of Object.entries(NAMED)) {
    if (schema instanceof z.ZodObject || schema instanceof z.ZodRecord) names.add(schema, { id: capitalised(name) });
  }
  for (const [name, { response }] of Object.entries(routes)) {
    if (!names.has(response)) names.add(response, { id: `${capitalised(name)}Answer` });
  }
  return names;
}

/** Adds the schema of a response, and of every named one in it. */
function collect(response: z.ZodType, names: Names, definitions: Map<string, JsonSchema>): void {
  // within another one, so that it is a definition like those in it
  const whole = z.toJSONSchema(z.array(response), {
    io: 'output',
    unrepresentable: 'any',
    metadata: names,
    // the names are those of the client; what is said is the same everywhere
    override: ({ zodSchema, jsonSchema }) => {
      const { description } = z.globalRegistry.get(zodSchema) ?? {};
      if (description !== undefined) jsonSchema.description = description;
    },
  });
  for (const [name, schema] of Object.entries(whole.$defs ?? {})) definitions.set(name, schema as JsonSchema);
}

function declaration(name: string, schema: JsonSchema): string {
  const doc = schema.description === undefined ? '' : `${comment(schema.description)}\n`;
  const isObject = schema.type === 'object' && schema.properties;
  if (!isObject) return `${doc}export type ${name} = ${typeOf(schema, ANSWERED)};\n`;
  return `${doc}export interface ${name} ${membersOf(schema, ANSWERED)}\n`;
}

/** Parts of the path, parameters of the query and members of the body, side by side; nothing where there are none. */
function argumentsOf(name: string, route: Route): string[] {
  const schema = partsOf(route);
  return schema ? [`export interface ${capitalised(name)}Arguments ${membersOf(schema, GIVEN)}\n`] : [];
}

function partsOf({
  params,
  query,
  body,
  lines,
}: Route): (JsonSchema & { readonly required: readonly string[] }) | undefined {
  const parts = [params, query, body, lines].flatMap((part): JsonSchema[] => (part ? [inputOf(part)] : []));
  const properties: Record<string, JsonSchema> = {};
  // what the body says again of the path is meant as the path means it
  for (const part of parts) Object.assign(properties, { ...part.properties, ...properties });
  if (Object.keys(properties).length === 0) return undefined;
  return { properties, required: parts.flatMap(({ required = [] }) => required) };
}

function inputOf(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', override: sayForm }) as JsonSchema;
}

/** What only a function checks: the form that is documented. */
function sayForm({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodType; jsonSchema: object }): void {
  const reader = readerOf(zodSchema as z.ZodType);
  if (reader) Object.assign(jsonSchema, inputOf(reader));
  const { form } = wire.get(zodSchema as z.ZodType) ?? {};
  const isUnknown = !('type' in jsonSchema || 'anyOf' in jsonSchema || 'enum' in jsonSchema || '$ref' in jsonSchema);
  if (isUnknown && typeof form === 'object') Object.assign(jsonSchema, form);
}

function callsOf(routes: Readonly<Record<string, Route>>, names: Names): string {
  const calls = Object.entries(routes).map(([name, route]) => {
    const { method, path, summary, response } = route;
    const optional = (partsOf(route)?.required.length ?? 0) === 0 ? '?' : '';
    const given = `args${optional}: ${argumentsName(name, route)}, options?: CallOptions`;
    const doc = comment(`${summary} \`${method} ${path}\``);
    return `  ${doc}\n  ${name}(${given}): Promise<${names.get(response)?.id}>;\n`;
  });
  return `/** One method for each route. */\nexport interface Calls {\n${calls.join('')}}\n`;
}

function shapesOf(routes: Readonly<Record<string, Route>>, names: Names): string {
  const shapes = Object.entries(routes).map(
    ([name, route]) =>
      `  ${name}: { args: ${argumentsName(name, route)}; answer: ${names.get(route.response)?.id} };\n`,
  );
  return `/** The same by name. */\nexport interface Shapes {\n${shapes.join('')}}\n`;
}

function argumentsName(name: string, route: Route): string {
  return partsOf(route) ? `${capitalised(name)}Arguments` : 'Record<string, never>';
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
