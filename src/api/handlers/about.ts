// What the service says of itself: its routes, its fields, its health.
import type { Kind } from '../../domain/catalogue.js';
import { IdeascopeError } from '../../errors.js';
import type { LibraryDeps } from '../../search/deps.js';
import { countEntities, requireReady } from '../../search/service-state.js';
import { type Handlers, ROUTES } from '../contract.js';
import { catalogueOfKind } from '../kinds.js';
import type { MetricsText } from '../metrics.js';
import { type OpenApiDocument, openApiDocument } from '../openapi.js';
import { PlainText } from '../route.js';

interface AboutDeps extends Pick<LibraryDeps, 'library' | 'embedder' | 'reranker'> {
  readonly version: string;
  readonly draining?: () => boolean;
  readonly metrics: MetricsText;
}

export function aboutHandlers(
  deps: AboutDeps,
): Pick<Handlers, 'index' | 'listFields' | 'openApi' | 'live' | 'ready' | 'metrics'> {
  const { version } = deps;
  let document: OpenApiDocument | undefined;
  return {
    index: async () => ({ name: 'ideascope', version, routes: describeRoutes() }),
    listFields: async ({ query }) => describeFields(query.of),
    openApi: async () => {
      document ??= openApiDocument(version);
      return document;
    },
    live: async () => ({ status: 'live' }),
    ready: async () => readiness(deps),
    metrics: async () => new PlainText(deps.metrics.mediaType, await deps.metrics.text()),
  };
}

function describeRoutes() {
  return Object.values(ROUTES).map(({ method, path, summary, example }) => ({ method, path, summary, example }));
}

function describeFields(kind: Kind) {
  const { fields, textFields } = catalogueOfKind(kind);
  const results = fields.map(({ name, aliases, type, multiple, facet, sort, description }) => ({
    name,
    aliases: [...aliases],
    type,
    multiple,
    filter: true,
    facet,
    sort,
    description,
  }));
  return {
    meta: { count: results.length },
    results,
    text_fields: textFields.map(({ name, weight, description }) => ({
      name,
      weight,
      filter: `${name}.search`,
      description,
    })),
  };
}

/**
 * A model still loading is no reason to wait: searches are answered by words meanwhile, and say so. Nor are entities
 * that wait to be derived anew: they are answered as they were.
 */
async function readiness({ library, embedder, reranker, draining }: AboutDeps) {
  if (draining?.()) throw new IdeascopeError('stopping', 'the service is about to stop: send requests to another one');
  const status = await library.works.status();
  requireReady(status);
  const { engine: name, works, indexed, indexedVectors: embedded } = status;
  const { waiting, ...entities } = await countEntities(library);
  const state = embedder.state();
  const second = reranker?.state() ?? ({ status: 'off', message: 'there is no second stage' } as const);
  return {
    status: 'ready' as const,
    engine: { name, works, indexed, embedded },
    entities,
    waiting,
    embedding: presentState(state, state.status === 'ready' ? state.embedder.note : state.message),
    reranking: presentState(second, second.status === 'ready' ? undefined : second.message),
  };
}

function presentState<S extends string>({ status }: { readonly status: S }, message: string | undefined) {
  return { status, message: message ?? null };
}
