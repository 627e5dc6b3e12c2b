// The service on one engine, as its callers see it, with the vectors of all questions known beforehand.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from '../src/api/app.js';
import type { Embedder } from '../src/embedding/embedder.js';
import type { Library, RetrievalRequest } from '../src/engine/engine.js';
import { createLogger } from '../src/logger.js';
import type { Question } from './engines-questions.js';
import { type PlainClient, plainClient, type WireRequest } from './plain-http.js';
import type { VectorMaker } from './vectors.js';

export interface Service {
  /** The answer of the API. */
  ask(question: Question): Promise<unknown>;
  /** What the engine was last asked for. */
  lastRequest(): RetrievalRequest;
  /** How long the engine took for that, in milliseconds. */
  lastRetrieval(): number;
  close(): void;
}

/** Listens on the loopback; the library stays the caller's. */
export async function serve(library: Library, embedder: Embedder): Promise<Service> {
  let last: RetrievalRequest | undefined;
  let retrievalMs = Number.NaN;
  const noting = new Proxy(library.works, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (name === 'retrieve') {
        return async (request: RetrievalRequest) => {
          last = request;
          const started = performance.now();
          const retrieval = await target.retrieve(request);
          retrievalMs = performance.now() - started;
          return retrieval;
        };
      }
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
  const handle = {
    state: () => ({ status: 'ready' as const, embedder }),
    settled: async () => ({ status: 'ready' as const, embedder }),
    close: async () => {},
  };
  const app = createApp({
    library: { ...library, works: noting },
    embedder: handle,
    logger: createLogger('warn'),
    version: 'bench',
  });
  const server = createServer(app);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const client: PlainClient = plainClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return {
    ask: (question) => client.send(searchRequest(question)),
    lastRequest: () => {
      if (!last) throw new Error('nothing has been asked yet');
      return last;
    },
    lastRetrieval: () => retrievalMs,
    close: () => {
      client.close();
      server.close();
    },
  };
}

function searchRequest(question: Question): WireRequest {
  return { method: 'POST', path: '/works/search', type: 'application/json', body: JSON.stringify(question) };
}

/** An embedder that has embedded everything already. */
export function rememberedEmbedder(maker: VectorMaker, vectors: ReadonlyMap<string, Float32Array>): Embedder {
  const { model, floors } = maker;
  const known = (text: string) => {
    const vector = vectors.get(text);
    if (!vector) throw new Error(`no vector of ${text}`);
    return vector;
  };
  return {
    identity: model,
    similarityFloor: floors.floor,
    sureFloor: floors.sureFloor ?? floors.floor,
    maxTokens: maker.maxTokens,
    embed: async (texts) => texts.map(known),
    close: async () => {},
  };
}
