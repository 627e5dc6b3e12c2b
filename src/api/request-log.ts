// The log of requests: one line each, and another one for those that took long. What people search for stands in neither.
import type { Request } from 'express';
import { ENTITY_KINDS, type Kind } from '../domain/catalogue.js';
import type { Logger } from '../logger.js';
import { ROUTES } from './contract.js';
import { catalogueOfKind } from './kinds.js';
import type { Route } from './route.js';
import type { RequestFacts, RequestObserver } from './watch-requests.js';

/** @param slowMs from how many milliseconds on a request is slow; 0: none is */
export function requestLog(logger: Logger, slowMs = 0): RequestObserver {
  return {
    ended: (facts, request) => {
      const line = lineOf(facts);
      logger.info(line, 'request');
      if (slowMs > 0 && facts.ms >= slowMs) logger.warn({ ...line, asked: describeAsked(request) }, 'slow request');
      if (!logger.isLevelEnabled('debug')) return;
      const { originalUrl: url, body } = request as { readonly originalUrl: string; readonly body: unknown };
      logger.debug({ requestId: facts.id, method: facts.method, url, body }, 'request in full');
    },
  };
}

function lineOf({ id, method, path, route, status, ms, bytes, steps, noted, error }: RequestFacts): object {
  const { mode, degraded } = noted;
  return {
    requestId: id,
    method,
    path,
    route: route ?? null,
    status,
    ms: tenths(ms),
    bytes,
    steps: Object.fromEntries(Object.entries(steps).map(([step, took]) => [step, tenths(took)])),
    ...(mode === undefined ? {} : { mode }),
    ...(degraded.size === 0 ? {} : { degraded: [...degraded] }),
    ...(error === undefined ? {} : { error }),
  };
}

const tenths = (ms: number) => Math.round(ms * 10) / 10;

/** Texts of people, by the parameters that carry them. */
const TEXTS = ['search', 'search.semantic', 'q', 'title', 'abstract', 'text'];
/** Values that say nothing but what they are. */
const PLAIN = /^(?:\d{1,6}|true|false|hybrid|keyword|semantic)$/;
/** A name that no route knows may be anything. */
const KNOWN = new Set(
  Object.values(ROUTES as Readonly<Record<string, Route>>).flatMap(({ query, body }) => [
    ...Object.keys(query.shape),
    ...Object.keys(body?.shape ?? {}),
  ]),
);

/**
 * What may be said of a request without saying what somebody thinks about: of texts how long they are, of the filter which
 * fields it has, of everything else that it was given.
 */
export function describeAsked({ originalUrl, body, path }: Pick<Request, 'originalUrl' | 'body' | 'path'>): object {
  const given = { ...paramsOf(originalUrl), ...fieldsOf(body) };
  const asked: Record<string, unknown> = {};
  const others: string[] = [];
  for (const [name, value] of Object.entries(given)) {
    if (TEXTS.includes(name)) asked[name] = sizeOf(String(value));
    else if (name === 'filter') asked.filter = fieldsIn(String(value), path);
    else if (!KNOWN.has(name)) continue;
    else if (PLAIN.test(String(value))) asked[name] = value;
    else others.push(name);
  }
  return { ...asked, ...(others.length > 0 ? { others } : {}) };
}

const sizeOf = (text: string) => ({ characters: text.length, words: text.split(/\s+/).filter(Boolean).length });

/** Names of fields as they were written, those alone that there are: a filter may hold anything. */
function fieldsIn(filter: string, path: string): string[] {
  const kind: Kind = ENTITY_KINDS.find((one) => path.startsWith(`/${one}`)) ?? 'works';
  const names = [...filter.matchAll(/(?:^|,)\s*([\w.-]{1,60}):/g)].map(([, name = '']) => name);
  const known = (name: string) => catalogueOfKind(kind).find(name.replace(/\.search$/, '')) !== undefined;
  return [...new Set(names.map((name) => (known(name) ? name : 'unknown')))];
}

function paramsOf(url: string): Record<string, string> {
  const at = url.indexOf('?');
  return at < 0 ? {} : Object.fromEntries(new URLSearchParams(url.slice(at + 1)));
}

/** A body as it was sent, which need not be JSON. */
function fieldsOf(body: unknown): object {
  try {
    const read: unknown = typeof body === 'string' ? JSON.parse(body) : undefined;
    return typeof read === 'object' && read !== null ? read : {};
  } catch {
    return {};
  }
}
