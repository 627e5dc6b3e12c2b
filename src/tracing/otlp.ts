// Traces by OpenTelemetry: one span a request, one within it for each step, sent by OTLP over HTTP. Loaded only where it is set.
import { defaultTextMapGetter, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { ExportResultCode, W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor, type SpanExporter } from '@opentelemetry/sdk-trace-base';
import type { RequestFacts, RequestObserver } from '../api/watch-requests.js';
import { FailureLog } from '../failure-log.js';
import type { Logger } from '../logger.js';
import type { RequestScope } from '../request-scope.js';

export interface TracingOptions {
  /** Of the collector, without `/v1/traces`. */
  readonly endpoint: string;
  readonly serviceName: string;
  readonly version: string;
  readonly logger: Logger;
}

/** Traces requests; `close` sends what has not been sent, as far as that is possible in `CLOSING_MS`. */
export interface Tracing extends RequestObserver {
  close(): Promise<void>;
}

/** A collector that is away keeps neither requests nor the end of the process waiting. */
const SENDING_MS = 5_000;
const CLOSING_MS = 2_000;
const SERVER_ERROR = 500;

/**
 * Spans are sent in batches, every few seconds; what a collector does not take in time is dropped, and what waits is
 * bounded. Sampling and headers are set as OpenTelemetry has it (`OTEL_TRACES_SAMPLER`, `OTEL_EXPORTER_OTLP_HEADERS`).
 */
export function startTracing({ endpoint, serviceName, version, logger }: TracingOptions): Tracing {
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/+$/, '')}/v1/traces`,
    timeoutMillis: SENDING_MS,
  });
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': serviceName, 'service.version': version }),
    spanProcessors: [new BatchSpanProcessor(reporting(exporter, new FailureLog(logger, 'sending traces')))],
  });
  const tracer = provider.getTracer('ideascope', version);
  const propagator = new W3CTraceContextPropagator();
  const spans = new WeakMap<RequestScope, Span>();
  return {
    began: (scope, { method, headers }) => {
      const caller = propagator.extract(ROOT_CONTEXT, headers, defaultTextMapGetter);
      const span = tracer.startSpan(method, { kind: SpanKind.SERVER, startTime: momentOf(scope, 0) }, caller);
      spans.set(scope, span);
      if (span.isRecording()) scope.traceId = span.spanContext().traceId;
    },
    ended: (facts, _request, scope) => {
      const span = spans.get(scope);
      if (!span?.isRecording()) return;
      const context = trace.setSpan(ROOT_CONTEXT, span);
      for (const { step, from, ms } of facts.times) {
        const options = { startTime: momentOf(scope, from) };
        tracer.startSpan(step, options, context).end(momentOf(scope, from + ms));
      }
      describe(span, facts);
      span.end(momentOf(scope, facts.ms));
    },
    close: () => within(CLOSING_MS, provider.shutdown()),
  };
}

/** Names as OpenTelemetry's conventions for HTTP have them (opentelemetry.io/docs/specs/semconv/http/http-spans). */
function describe(span: Span, { id, method, route, path, status, bytes, noted, error }: RequestFacts): void {
  if (route !== undefined) span.updateName(`${method} ${route}`);
  span.setAttributes({
    'http.request.method': method,
    'http.response.status_code': status,
    'http.response.size': bytes,
    'url.path': path,
    'ideascope.request_id': id,
    ...(route === undefined ? {} : { 'http.route': route }),
    ...(noted.mode === undefined ? {} : { 'ideascope.mode': noted.mode }),
    ...(noted.degraded.size === 0 ? {} : { 'ideascope.degraded': [...noted.degraded] }),
    ...(error === undefined ? {} : { 'error.type': error }),
  });
  if (status >= SERVER_ERROR) span.setStatus({ code: SpanStatusCode.ERROR });
}

/** Milliseconds since 1970 of a moment of a request. */
function momentOf({ began }: RequestScope, ms: number): number {
  return performance.timeOrigin + began + ms;
}

/** The same exporter, which says once that it fails, and once that it works again. */
function reporting(exporter: SpanExporter, log: FailureLog): SpanExporter {
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        if (result.code === ExportResultCode.SUCCESS) log.succeeded();
        else log.failed(result.error ?? 'the collector refused them');
        done(result);
      }),
    shutdown: () => exporter.shutdown(),
    ...(exporter.forceFlush ? { forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve() } : {}),
  };
}

/** Waits no longer than that, and for no failure. */
async function within(milliseconds: number, work: Promise<void>): Promise<void> {
  const late = new Promise<void>((resolve) => setTimeout(resolve, milliseconds).unref());
  await Promise.race([work.catch(() => undefined), late]);
}
