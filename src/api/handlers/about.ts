// What the service says of itself: its routes, its fields, its health.
import { WORK_FIELDS, WORK_TEXT_FIELDS } from '../../domain/fields.js';
import type { EmbedderHandle } from '../../embedding/embedder.js';
import type { Engine } from '../../engine/engine.js';
import { IdeascopeError } from '../../errors.js';
import { type Handlers, ROUTES } from '../contract.js';

interface AboutDeps {
  readonly engine: Engine;
  readonly embedder: EmbedderHandle;
  readonly version: string;
}

export function aboutHandlers(deps: AboutDeps): Pick<Handlers, 'index' | 'listFields' | 'live' | 'ready'> {
  return {
    index: async () => ({ name: 'ideascope', version: deps.version, routes: describeRoutes() }),
    listFields: async () => describeFields(),
    live: async () => ({ status: 'live' }),
    ready: async () => readiness(deps),
  };
}

function describeRoutes() {
  return Object.values(ROUTES).map(({ method, path, summary, example }) => ({ method, path, summary, example }));
}

function describeFields() {
  const results = WORK_FIELDS.map(({ name, aliases, type, multiple, facet, sort, description }) => ({
    name,
    aliases: [...aliases],
    type,
    multiple,
    filter: true,
    facet,
    sort,
    description,
  }));
  const textFields = WORK_TEXT_FIELDS.map(({ name, weight, description }) => ({ name, weight, description }));
  return { meta: { count: results.length }, results, text_fields: textFields };
}

/** A model still loading is no reason to wait: searches are answered by words meanwhile, and say so. */
async function readiness({ engine, embedder }: AboutDeps) {
  const { engine: name, works, indexed, embedded, ready, waitingFor } = await engine.status();
  if (!ready) throw new IdeascopeError('index_not_ready', `not ready: ${waitingFor ?? 'the index is being built'}`);
  const state = embedder.state();
  return {
    status: 'ready' as const,
    engine: { name, works, indexed, embedded },
    embedding: { status: state.status, message: state.status === 'ready' ? null : state.message },
  };
}
