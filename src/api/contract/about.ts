// The routes that speak of the service itself: what there is, its fields, its health.
import { z } from 'zod';
import { ENTITY_KINDS } from '../../domain/catalogue.js';
import { fieldsAnswer, indexAnswer, liveAnswer, metricsAnswer, openApiAnswer, readyAnswer } from '../answers/works.js';
import type { Route } from '../route.js';
import { nothing } from './shared.js';

const ofKind = z.strictObject({
  of: z
    .enum(['works', ...ENTITY_KINDS], { error: 'of must be works, authors, topics, institutions or sources' })
    .default('works')
    .describe('Whose fields.'),
});

export const INDEX_ROUTE = {
  index: {
    method: 'GET',
    path: '/',
    summary: 'What there is.',
    example: '/',
    query: nothing,
    response: indexAnswer,
    constant: true,
    open: true,
  },
} as const satisfies Readonly<Record<string, Route>>;

export const ABOUT_ROUTES = {
  listFields: {
    method: 'GET',
    path: '/fields',
    summary: 'The fields that filter, count and sort works or entities, and those searched by words.',
    example: '/fields?of=authors',
    query: ofKind,
    response: fieldsAnswer,
    constant: true,
    open: true,
  },
  openApi: {
    method: 'GET',
    path: '/openapi.json',
    summary: 'This contract as OpenAPI 3.1; /docs shows it as a page to try it on.',
    example: '/openapi.json',
    query: nothing,
    response: openApiAnswer,
    constant: true,
    open: true,
  },
  live: {
    method: 'GET',
    path: '/health/live',
    summary: 'Whether the process answers.',
    example: '/health/live',
    query: nothing,
    response: liveAnswer,
    constant: true,
    open: true,
    fleeting: true,
  },
  ready: {
    method: 'GET',
    path: '/health/ready',
    summary: 'Whether searches are answered; 503 with what is not ready.',
    example: '/health/ready',
    query: nothing,
    response: readyAnswer,
    cost: 'none',
    fleeting: true,
    open: true,
  },
  metrics: {
    method: 'GET',
    path: '/metrics',
    summary: 'Numbers for Prometheus, as its text format has them; METRICS=key: takes a key, METRICS=off: 404.',
    example: '/metrics',
    query: nothing,
    response: metricsAnswer,
    metrics: true,
    constant: true,
    fleeting: true,
    errors: ['unauthorized', 'writes_off', 'not_found'],
  },
} as const satisfies Readonly<Record<string, Route>>;
