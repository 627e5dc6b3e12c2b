// Which statuses a route answers with besides its own answer, and what each of them means.
import { STATUS_CODES } from 'node:http';
import type { z } from 'zod';
import { type ErrorCode, STATUS } from '../../errors.js';
import { errorAnswer } from '../answers/works.js';
import { saidOf } from '../contract/wire.js';
import { EXPORT_HEADERS } from '../export-headers.js';
import { isKept, type Route } from '../route.js';
import { answerSchema, type Components } from './schemas.js';

const JSON_TYPE = 'application/json';
/** A redirect that keeps method and body (RFC 9110, 15.4.9). */
const KEEPING_METHOD = 308;

/** Errors by what a route is; `moved` is answered with 308 where the method must stay. */
const ALWAYS: readonly ErrorCode[] = ['invalid_parameter', 'request_timeout', 'headers_too_large', 'internal_error'];
const WITH_BODY: readonly ErrorCode[] = ['invalid_json', 'body_too_large', 'unsupported_media_type'];
const WITH_KEY: readonly ErrorCode[] = ['unauthorized', 'writes_off', 'forbidden'];
const LIMITED: readonly ErrorCode[] = ['rate_limited'];
const WRITING: readonly ErrorCode[] = ['precondition_failed'];
const READING: readonly ErrorCode[] = ['engine_unavailable'];

const MEANING: Readonly<Record<number, string>> = {
  301: 'The record was merged into another one: ask for it there.',
  308: 'The record was merged into another one: send the same there.',
  400: 'The request is not right; the message says what would be.',
  401: 'This takes a key; reading does where the service is set to READ_ACCESS=key.',
  403: 'The key has too small a scope; or there are no keys here, and what takes one is off.',
  404: 'There is nothing with this id.',
  408: 'The request did not arrive in time.',
  410: 'The record was merged into another one, which is not there any more.',
  412: 'A write cannot be made to depend on a condition.',
  413: 'The body is too large.',
  414: 'The search is too long for a URL.',
  415: 'The body is not of a type that is read here.',
  429: 'There were too many requests, or too many wrong keys.',
  431: 'The URL and headers are too long.',
  500: 'Something went wrong here, not in the request.',
  503: 'Not possible now; `Retry-After` is there where waiting helps.',
};

const text = { schema: { type: 'string' } };
const seconds = (description: string, required = false) => ({
  description,
  ...(required ? { required } : {}),
  schema: { type: 'integer', minimum: 1 },
});
/** By draft-ietf-httpapi-ratelimit-headers-06; on every answer to what is counted. */
const RATE_HEADERS = {
  'RateLimit-Limit': seconds('How many requests there may be in a minute.'),
  'RateLimit-Remaining': { description: 'How many are left.', schema: { type: 'integer', minimum: 0 } },
  'RateLimit-Reset': { description: 'Seconds until all are there again.', schema: { type: 'integer', minimum: 0 } },
  'RateLimit-Policy': { description: '`600;w=60`: 600 in 60 seconds.', ...text },
};
const HEADERS: Readonly<Record<number, object>> = {
  301: { Location: { description: 'Where the record is.', required: true, ...text } },
  308: { Location: { description: 'Where the record is.', required: true, ...text } },
  401: { 'WWW-Authenticate': { description: '`Bearer`.', required: true, ...text } },
  429: { 'Retry-After': seconds('Seconds to wait.', true), ...RATE_HEADERS },
  503: { 'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer', minimum: 1 } } },
};

/** To a request with the `ETag` of the answer that there still is; without a body. */
export const NOT_MODIFIED = {
  description: 'The answer is still the one whose `ETag` was sent in `If-None-Match`.',
  headers: { ETag: { description: 'Of the answer.', required: true, ...text } },
};

/** The headers of an answer that is not an error, without those that every answer of HTTP has. */
export function answerHeaders(route: Route): Readonly<Record<string, object>> {
  const etag = { ETag: { description: 'Weak; of an answer in JSON. To be sent in `If-None-Match`.', ...text } };
  const file = { 'Content-Disposition': { description: 'Of an export: the name of the file.', ...text } };
  return {
    ...(isKept(route) ? etag : {}),
    ...(route.downloads ? { ...file, ...EXPORT_HEADERS } : {}),
  };
}

/** The statuses of errors that a route may answer with, ascending. */
export function errorStatuses(route: Route): number[] {
  const schemas = [route.params, route.query, route.body].flatMap((part) => Object.values(part?.shape ?? {}));
  const codes: ErrorCode[] = [
    ...ALWAYS,
    ...(route.body || route.lines ? WITH_BODY : []),
    ...(route.open ? [] : WITH_KEY),
    ...(route.path.startsWith('/health/') ? [] : LIMITED),
    ...(route.writes ? WRITING : []),
    ...(route.constant ? [] : READING),
    ...schemas.flatMap((schema) => saidOf(schema as z.ZodType).errors ?? []),
    ...(route.errors ?? []),
  ];
  const statuses = codes.map((code) => (code === 'moved' && route.method !== 'GET' ? KEEPING_METHOD : STATUS[code]));
  return [...new Set(statuses)].sort((a, b) => a - b);
}

/** The name of the response component of a status: 404 is `NotFound`. */
export function responseName(status: number): string {
  return (STATUS_CODES[status] ?? `Status ${status}`).replaceAll(' ', '');
}

/** What an error status is answered with: the shape of all errors, with the codes that this status has. */
export function errorResponse(status: number, components: Components): object {
  const like = status === KEEPING_METHOD ? STATUS.moved : status;
  const codes = Object.keys(STATUS).filter((code) => STATUS[code as ErrorCode] === like);
  const schema = {
    allOf: [answerSchema(errorAnswer, components), { properties: { error: { enum: codes.sort() } } }],
  };
  return {
    description: MEANING[status] ?? STATUS_CODES[status] ?? String(status),
    ...(HEADERS[status] ? { headers: HEADERS[status] } : {}),
    content: { [JSON_TYPE]: { schema } },
  };
}
