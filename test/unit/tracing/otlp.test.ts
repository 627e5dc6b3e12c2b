// Traces as a collector gets them: a real HTTP server that takes OTLP, and one that is not there.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterEach, expect, test } from '@jest/globals';
import type { Request } from 'express';
import type { RequestFacts } from '../../../src/api/watch-requests.js';
import { createLogger } from '../../../src/logger.js';
import { RequestScope } from '../../../src/request-scope.js';
import { startTracing } from '../../../src/tracing/otlp.js';

interface Span {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly { readonly key: string; readonly value: object }[];
  readonly status: { readonly code?: number };
}
interface Sent {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly { readonly key: string; readonly value: object }[] };
    readonly scopeSpans: readonly { readonly spans: readonly Span[] }[];
  }[];
}

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const CALLER = '00f067aa0ba902b7';
const logger = createLogger('silent');
const received: { readonly url: string | undefined; readonly sent: Sent }[] = [];
const collector = createServer(async (request, response) => {
  received.push({ url: request.url, sent: (await json(request)) as Sent });
  response.setHeader('content-type', 'application/json').end('{}');
});
afterEach(() => void collector.close());

function ended(scope: RequestScope, facts: Partial<RequestFacts>): RequestFacts {
  const { id, noted, times, steps } = scope;
  const request = {
    id,
    method: 'GET',
    path: '/works/a',
    route: '/works/{id}',
    status: 200,
    bytes: 10,
    conditional: false,
  };
  return { ...request, ms: 12, noted, times, steps, error: undefined, ...facts };
}

function traced(traceparent: string | undefined, facts: Partial<RequestFacts> = {}) {
  return { scope: new RequestScope('r-1', new AbortController().signal), headers: { traceparent }, facts };
}

test('a request is a span within that of its caller, and each step a span within it', async () => {
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}/`;
  const tracing = startTracing({ endpoint, serviceName: 'papers', version: '9.9.9', logger });
  for (const { scope, headers, facts } of [
    traced(`00-${TRACE}-${CALLER}-01`),
    traced('00-nonsense'),
    traced(`00-${TRACE}-${CALLER}-00`),
    traced(undefined, { status: 503, error: 'engine_unavailable', route: undefined }),
  ]) {
    tracing.began?.(scope, { method: 'GET', headers });
    scope.noted.mode = 'hybrid';
    scope.took('retrieve', 5);
    tracing.ended(ended(scope, facts), {} as Request, scope);
    expect(scope.traceId === undefined).toBe(headers.traceparent?.endsWith('-00') === true);
  }
  await tracing.close();
  expect(received.map(({ url }) => url)).toEqual(['/v1/traces']);
  const [of] = received[0]?.sent.resourceSpans ?? [];
  expect(of?.resource.attributes).toContainEqual({ key: 'service.name', value: { stringValue: 'papers' } });
  const spans = of?.scopeSpans.flatMap((one) => one.spans) ?? [];
  const requests = spans.filter(({ kind }) => kind === 2);
  // the one that its caller does not sample is not sent
  expect(requests.map(({ name }) => name)).toEqual(['GET /works/{id}', 'GET /works/{id}', 'GET']);
  expect(requests[0]).toMatchObject({ traceId: TRACE, parentSpanId: CALLER });
  expect(requests[1]?.traceId).not.toBe(TRACE);
  expect(requests[2]?.status.code).toBe(2);
  expect(requests[2]?.attributes).toContainEqual({ key: 'error.type', value: { stringValue: 'engine_unavailable' } });
  const [first] = requests as [Span];
  const [step] = spans.filter(({ parentSpanId }) => parentSpanId === first.spanId) as [Span];
  expect(step).toMatchObject({ name: 'retrieve', traceId: TRACE });
  const took = (span: Span) => Number(BigInt(span.endTimeUnixNano) - BigInt(span.startTimeUnixNano)) / 1e6;
  expect(took(step)).toBeCloseTo(5, 1);
  expect(took(first)).toBeCloseTo(12, 1);
});

test.each([
  ['is not there', 'http://127.0.0.1:9', 0],
  ['refuses what it is sent', undefined, 1],
])('a collector that %s keeps nobody waiting', async (_, nowhere, times) => {
  const refusing = createServer((_request, response) => response.writeHead(400).end());
  await new Promise<void>((resolve) => refusing.listen(0, '127.0.0.1', resolve));
  const endpoint = nowhere ?? `http://127.0.0.1:${(refusing.address() as AddressInfo).port}`;
  const said: string[] = [];
  const listening = Object.assign(Object.create(logger), { error: (_: object, text: string) => said.push(text) });
  const tracing = startTracing({ endpoint, serviceName: 'a', version: '1', logger: listening });
  const { scope, headers } = traced(undefined);
  tracing.began?.(scope, { method: 'GET', headers });
  tracing.ended(ended(scope, {}), {} as Request, scope);
  const began = performance.now();
  await tracing.close();
  expect(performance.now() - began).toBeLessThan(4_000);
  // one that is not there is tried again for longer than anybody waits at the end
  expect(said).toEqual(Array.from({ length: times }, () => 'sending traces failed'));
  refusing.close();
});
