// Holds answers of the API against openapi.json, as a program that was generated from it would.
import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

export interface AnswerToCheck {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
}

interface Response {
  readonly $ref?: string;
  readonly headers?: Readonly<Record<string, { readonly required?: boolean; readonly schema: object }>>;
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
}

interface Operation {
  readonly responses: Readonly<Record<string, Response>>;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly responses: Readonly<Record<string, Response>> };
}

const FILE = new URL('../../../openapi.json', import.meta.url);
const BASE = 'https://ideascope.invalid/openapi.json';

const document = JSON.parse(readFileSync(FILE, 'utf8')) as Document;
const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);
ajv.addSchema({ ...document, $id: BASE });
const compiled = new Map<object, ValidateFunction>();

/**
 * What is wrong with an answer, in words; empty if it is as documented. A path that the document does not have is to be
 * answered with an error of the common shape.
 */
export function faultsOf(answer: AnswerToCheck, method: string, url: string): string[] {
  // what comes behind # is never looked at, and a path of nothing is /
  const path = (url.split(/[?#]/)[0] ?? '').replace(/(?<=.)\/$/, '') || '/';
  const operation = operationAt(method, path);
  if (!operation) return faults('Error', { $ref: '#/components/schemas/Error' }, answer.body);
  const response = resolved(operation.responses[answer.status]);
  if (!response) return [`${method} ${path} is not documented to answer ${answer.status}`];
  return [...faultsOfHeaders(response, answer), ...faultsOfBody(response, answer)];
}

function operationAt(method: string, path: string): Operation | undefined {
  const fits = (template: string) => new RegExp(`^${template.replace('{id}', '.+')}$`, 'i').test(path);
  // as in the service: what comes behind an id is looked for before the bare id
  const templates = Object.keys(document.paths).filter(fits);
  const best = templates.find((template) => !template.endsWith('{id}')) ?? templates[0];
  return best === undefined ? undefined : document.paths[best]?.[method.toLowerCase()];
}

function resolved(response: Response | undefined): Response | undefined {
  const name = response?.$ref?.split('/').at(-1);
  return name === undefined ? response : document.components.responses[name];
}

function faultsOfHeaders({ headers = {} }: Response, answer: AnswerToCheck): string[] {
  return Object.entries(headers).flatMap(([name, { required, schema }]) => {
    const value = answer.headers[name.toLowerCase()];
    if (value === undefined) return required ? [`the header ${name} is missing`] : [];
    return faults(name, schema, /^\d+$/.test(String(value)) ? Number(value) : value);
  });
}

function faultsOfBody({ content }: Response, answer: AnswerToCheck): string[] {
  const type = String(answer.headers['content-type'] ?? '').replace(/\s*;.*$/, '');
  if (!content) return answer.body === undefined ? [] : ['there is a body where none is documented'];
  const schema = content[type]?.schema;
  if (!schema) return [`${type || 'no type'} is not documented for ${answer.status}`];
  return type === 'application/json' ? faults('body', schema, answer.body) : [];
}

function faults(what: string, schema: object, value: unknown): string[] {
  const validate = compiled.get(schema) ?? ajv.compile({ $id: `${BASE}/${compiled.size}`, ...based(schema) });
  compiled.set(schema, validate);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${what}${instancePath} ${message}`);
}

/** With references into the document rather than into the schema itself. */
function based(schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', `"$ref":"${BASE}#/`)) as object;
}
