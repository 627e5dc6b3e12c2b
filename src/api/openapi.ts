// The contract → an OpenAPI 3.1 document (spec.openapis.org/oas/v3.1.0). Pure: equal contracts give equal documents.
import { ROUTES } from './contract.js';
import { bodyOf, parametersOf } from './openapi/parameters.js';
import { answerSchema, type Components } from './openapi/schemas.js';
import { answerHeaders, errorResponse, errorStatuses, NOT_MODIFIED, responseName } from './openapi/statuses.js';
import { isKept, type Link, type Route, takesKey } from './route.js';

const DESCRIPTION = `Searches research works by words and meaning together, and the people, topics, institutions and \
sources behind them. Names are OpenAlex's. Every error has a stable code, and a message that says what would be right. \
A parameter that a route does not know is refused. Reading works and entities needs no key, unless the service is set to \
READ_ACCESS=key. Where requests are limited, every answer says so in \`RateLimit-Limit\`, \`RateLimit-Remaining\`, \
\`RateLimit-Reset\` and \`RateLimit-Policy\`.`;

/** The security scheme of routes that write, or speak of the service itself. */
const KEY = 'key';

export interface OpenApiDocument {
  readonly openapi: string;
  readonly info: { readonly version: string; readonly [name: string]: unknown };
  /** Path → method in lower case → operation. */
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly [name: string]: unknown;
}

/** Paths come in the order of the contract, which is that of reading; components by name. */
export function openApiDocument(version: string, routes: Readonly<Record<string, Route>> = ROUTES): OpenApiDocument {
  const schemas: Components = new Map();
  const paths: Record<string, Record<string, object>> = {};
  for (const [name, route] of Object.entries(routes)) {
    const at = paths[route.path] ?? {};
    paths[route.path] = { ...at, [route.method.toLowerCase()]: operation(name, route, schemas) };
  }
  const statuses = new Set(Object.values(routes).flatMap(errorStatuses));
  const responses = [...statuses].map((status) => [responseName(status), errorResponse(status, schemas)] as const);
  const others = Object.values(routes).some(isKept) ? [[responseName(304), NOT_MODIFIED] as const] : [];
  return {
    openapi: '3.1.0',
    info: {
      title: 'Ideascope',
      version,
      description: DESCRIPTION,
      license: { name: 'Apache License 2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(Object.values(routes).map(tagOf))].map((name) => ({ name })),
    paths,
    components: {
      schemas: byName(schemas.entries()),
      responses: byName([...others, ...responses]),
      securitySchemes: {
        [KEY]: {
          type: 'http',
          scheme: 'bearer',
          description:
            'One of the keys of the service: of scope `read`, `write` or `admin`, each of which includes those before.',
        },
      },
    },
  };
}

/** The document as the file `openapi.json` has it. */
export function openApiText(version: string): string {
  return `${JSON.stringify(openApiDocument(version), undefined, 2)}\n`;
}

function operation(name: string, route: Route, components: Components): object {
  const body = bodyOf(route, components);
  return {
    operationId: name,
    tags: [tagOf(route)],
    summary: route.summary,
    ...securityOf(route),
    parameters: parametersOf(route, components),
    ...(body ? { requestBody: body } : {}),
    responses: responsesOf(route, components),
  };
}

/** Reading takes no key, or one where the service is set so. */
function securityOf(route: Route): object {
  if (takesKey(route)) return { security: [{ [KEY]: [] }] };
  return route.open ? {} : { security: [{}, { [KEY]: [] }] };
}

/** Routes are grouped by what their paths begin with. */
function tagOf({ path }: Route): string {
  return path.split('/')[1] || 'service';
}

function responsesOf(route: Route, components: Components): object {
  const errors = errorStatuses(route).map((status) => [
    String(status),
    { $ref: `#/components/responses/${responseName(status)}` },
  ]);
  const kept = isKept(route) ? { 304: { $ref: `#/components/responses/${responseName(304)}` } } : {};
  const answer = answerOf(route, components);
  const created = route.creates
    ? { 201: { ...answer, description: 'The answer, where it was not there before.' } }
    : {};
  return { 200: answer, ...created, ...kept, ...Object.fromEntries(errors) };
}

function answerOf(route: Route, components: Components): object {
  const { response, downloads, links } = route;
  if (route.metrics) return { description: 'The answer.', content: { 'text/plain': { schema: { type: 'string' } } } };
  const headers = answerHeaders(route);
  const files = Object.values(downloads ?? {}).map((type) => [mediaType(type), { schema: { type: 'string' } }]);
  const to = Object.entries(links ?? {}).map(([name, link]) => [name, linkTo(name, link)]);
  return {
    description: downloads ? 'The answer: a page as JSON, or a file.' : 'The answer.',
    ...(Object.keys(headers).length > 0 ? { headers } : {}),
    content: { 'application/json': { schema: answerSchema(response, components) }, ...Object.fromEntries(files) },
    ...(links ? { links: Object.fromEntries(to) } : {}),
  };
}

function linkTo(operationId: string, link: string | Link): object {
  if (typeof link === 'string') return { operationId, parameters: { id: link } };
  return { operationId, parameters: { id: link.id }, requestBody: link.body };
}

/** Without parameters such as a charset. */
function mediaType(contentType: string): string {
  return contentType.split(';', 1)[0]?.trim() ?? '';
}

function byName<T>(entries: Iterable<readonly [string, T]>): Record<string, T & object> {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1))) as Record<string, T & object>;
}
