// The service over an invented collection, for tests: a library filled in one of several ways, an embedder in one of several states.
import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { createCurator } from '../../indexer/curate.js';
import { deriveAll } from '../../indexer/derive.js';
import { createWorkWriter } from '../../indexer/write-works.js';
import { givenEntries } from '../../src/access/given-keys.js';
import { fixedRing } from '../../src/access/key-ring.js';
import type { Access } from '../../src/api/access.js';
import type { Admission } from '../../src/api/admission/admission.js';
import { type AppDeps, createApp } from '../../src/api/app.js';
import type { CorsOrigins } from '../../src/api/http-cors.js';
import type { Work } from '../../src/domain/work.js';
import type { Embedder, EmbedderHandle, EmbedderState } from '../../src/embedding/embedder.js';
import { type Engine, type Library, refreshLibrary } from '../../src/engine/engine.js';
import { createLogger, type Logger } from '../../src/logger.js';
import { createFakeEmbedder } from '../support/fake-embedder.js';
import { type RerankerKind, rerankerOf } from '../support/fake-reranker.js';
import { COLLECTION, VECTORS } from './collection.js';
import { PEOPLE } from './people-collection.js';

/** A prepared library over storage of its own, which `close` discards. */
export type OpenLibrary = () => Promise<{ readonly library: Library; close(): Promise<void> }>;

/**
 * What the library holds: the collection with all vectors, with half of them, with none, or nothing at all; or the
 * collection of people, whose names are what matters.
 */
export type Filling = 'full' | 'half-embedded' | 'unembedded' | 'empty' | 'people';
/** A key that may write, in every service with keys. */
export const API_KEY = 'invented-key-of-the-scenarios';
/** `broken`: it is there, but embedding fails. `other-model`: its vectors are not those of the index. */
export type EmbedderKind = 'ready' | 'loading' | 'failed' | 'off' | 'broken' | 'other-model';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  readonly body: unknown;
}

export interface Ask {
  readonly method?: string;
  /** Percent-encoded, sent as it is. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text is sent as it is, anything else as JSON. */
  readonly body?: unknown;
}

export interface Served {
  readonly library: Library;
  /** On the loopback. */
  readonly port: number;
  readonly url: string;
  /** Rejects where the connection is cut before the answer is complete. */
  ask(asked: Ask): Promise<Answer>;
  close(): Promise<void>;
}

interface Serving extends Pick<AppDeps, 'metrics' | 'metricsAccess' | 'observers' | 'slowMs'> {
  readonly logger?: Logger;
  /** Keys that may write. */
  readonly apiKeys?: readonly string[];
  /** Beside or instead of these keys. */
  readonly access?: Partial<Access>;
  readonly trustProxy?: number | readonly string[];
  /** Whose pages may read answers. */
  readonly corsOrigins?: CorsOrigins;
  /** The second stage of searches; none without it. */
  readonly reranker?: RerankerKind | undefined;
  /** Instead of one of a kind. */
  readonly embedder?: EmbedderHandle;
  /** As the machine allows, without it. */
  readonly admission?: Admission;
}

/** A library, filled. */
export async function openFilled(openLibrary: OpenLibrary, filling: Filling, works = worksOf(filling)) {
  const opened = await openLibrary();
  await fill(opened.library, filling, works);
  return opened;
}

/** A service of its own over a library of its own. */
export async function serve(
  openLibrary: OpenLibrary,
  filling: Filling = 'full',
  kind: EmbedderKind = 'ready',
  { works, ...serving }: Serving & { readonly works?: readonly Work[] } = {},
): Promise<Served> {
  const opened = await openFilled(openLibrary, filling, works);
  const served = await serveLibrary(opened.library, kind, serving);
  return {
    ...served,
    close: async () => {
      await served.close();
      await opened.close();
    },
  };
}

/** A service over a library that others may use, too; `close` leaves the library open. */
export async function serveLibrary(
  library: Library,
  kind: EmbedderKind,
  {
    logger = createLogger('silent'),
    apiKeys = [API_KEY],
    access,
    corsOrigins,
    reranker,
    embedder,
    ...more
  }: Serving = {},
): Promise<Served> {
  const curator = createCurator(library);
  const workWriter = createWorkWriter(library.works);
  const app = createApp({
    library,
    embedder: embedder ?? embedderOf(kind),
    logger,
    version: '0.0.0-test',
    curator,
    workWriter,
    access: { keys: fixedRing(givenEntries(apiKeys)), ...access },
    ...more,
    ...(corsOrigins ? { corsOrigins } : {}),
    ...(reranker ? { reranker: rerankerOf(reranker) } : {}),
  });
  const server = await new Promise<Server>((resolve) => {
    const listening = createServer(app).listen(0, '127.0.0.1', () => resolve(listening));
  });
  const { port } = server.address() as AddressInfo;
  return {
    library,
    port,
    url: `http://127.0.0.1:${port}`,
    ask: (asked) => send(port, asked),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function worksOf(filling: Filling): readonly Work[] {
  return filling === 'empty' ? [] : filling === 'people' ? PEOPLE : COLLECTION;
}

async function fill(library: Library, filling: Filling, works: readonly Work[]): Promise<void> {
  const engine = library.works;
  await engine.write(works);
  if (filling === 'full') await embedAll(engine, embedderOf('ready'), works.length);
  if (filling === 'half-embedded') await embedAll(engine, embedderOf('ready'), Math.floor(works.length / 2));
  await refreshLibrary(library);
  await deriveAll(library);
  await refreshLibrary(library);
}

/** Embeds works that lack a vector, at most `limit`, and makes them visible. */
export async function embedAll(engine: Engine, handle: EmbedderHandle, limit: number): Promise<void> {
  const state = handle.state();
  if (state.status !== 'ready') throw new Error(state.message);
  const { embedder } = state;
  const works = await engine.unembedded(embedder.identity, limit);
  const vectors = await embedder.embed(
    works.map((work) => work.text),
    'document',
  );
  const stored = works.flatMap(({ id, textHash }, i) => {
    const vector = vectors[i];
    return vector ? [{ id, textHash, vector }] : [];
  });
  await engine.writeVectors(embedder.identity, stored);
  await engine.refresh();
}

export function embedderOf(kind: EmbedderKind): EmbedderHandle {
  return handleOf(stateOf(kind));
}

/** The embedder that is ready, with other floors: its vectors are the same. */
export function embedderWith(floors: Pick<Embedder, 'similarityFloor' | 'sureFloor'>): EmbedderHandle {
  return handleOf({ status: 'ready', embedder: { ...createFakeEmbedder({ vectors: VECTORS }), ...floors } });
}

function handleOf(state: EmbedderState): EmbedderHandle {
  return { state: () => state, settled: async () => state, close: async () => undefined };
}

function stateOf(kind: EmbedderKind): EmbedderState {
  const fake = createFakeEmbedder({ vectors: VECTORS });
  const ready = (embedder: Embedder): EmbedderState => ({ status: 'ready', embedder });
  switch (kind) {
    case 'ready':
      return ready(fake);
    case 'other-model':
      return ready({ ...fake, identity: { ...fake.identity, revision: 'another' } });
    case 'broken':
      return ready({ ...fake, embed: () => Promise.reject(new Error('the model broke')) });
    default:
      return { status: kind, message: `the model is ${kind}` };
  }
}

/** A plain request: no client library that would repair what is sent. */
function send(port: number, { method = 'GET', path, headers = {}, body }: Ask): Promise<Answer> {
  const sent = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const type = sent === undefined ? {} : { 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: '127.0.0.1', port, method, path, headers: { ...type, ...headers } },
      (response) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.on('error', reject);
        response.on('end', () => {
          const text = decoded(Buffer.concat(pieces), response.headers['content-encoding']);
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, body: parsed(text) });
        });
      },
    );
    request.on('error', reject);
    request.end(sent);
  });
}

function decoded(body: Buffer, coding: string | undefined): string {
  const decode = body.length > 0 && coding !== undefined && DECODERS[coding];
  return (decode ? decode(body) : body).toString();
}

const DECODERS: Readonly<Record<string, (body: Buffer) => Buffer>> = {
  br: brotliDecompressSync,
  deflate: inflateSync,
  gzip: gunzipSync,
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
