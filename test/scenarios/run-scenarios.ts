// Runs the API scenarios (test/scenarios/*.json) over any engine. A new case is a new entry in a file.
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from '@jest/globals';
import { derive } from '../../indexer/derive.js';
import type { CorsOrigins } from '../../src/api/http-cors.js';
import { type Library, refreshLibrary } from '../../src/engine/engine.js';
import type { RerankerKind } from '../support/fake-reranker.js';
import { faultsOf } from '../support/openapi-answers.js';
import { expectSubset } from './expect-subset.js';
import {
  type Answer,
  type Ask,
  type EmbedderKind,
  type Filling,
  type OpenLibrary,
  openFilled,
  type Served,
  serve,
  serveLibrary,
} from './serve.js';

interface Step {
  readonly request: Ask & { readonly method?: string };
  readonly expected: {
    readonly status: number;
    readonly body?: unknown;
    /** The whole body, where it is a file: its lines, the last one ended like the others. */
    readonly lines?: readonly string[];
    /** Of the answer; matchers as in the body. */
    readonly headers?: Readonly<Record<string, unknown>>;
  };
}

interface Shared {
  readonly name: string;
  /** Why it must be so. */
  readonly reason: string;
  readonly engine?: Filling;
  readonly embedder?: EmbedderKind;
  readonly reranker?: RerankerKind;
}

/** One request to a service that many share, or steps, which may write, on a service of their own. */
type Scenario = Shared & (Step | Story);

interface Story {
  readonly steps: readonly Step[];
  /** Keys that may write there. */
  readonly apiKeys?: readonly string[];
  readonly corsOrigins?: CorsOrigins;
  /** Whether what follows from writes is derived between steps, as it is in the background of a service. */
  readonly derives?: boolean;
}

// the sources: the compiler does not copy data files
const FOLDER = new URL('../../../test/scenarios/', import.meta.url);

const WITHOUT_BODY = new Set([204, 304]);

/** Opening and filling a library takes a server some seconds, and a story is many requests. */
const PATIENCE = 90_000;

export function runScenarios(name: string, openLibrary: OpenLibrary): void {
  const { served, libraryOf, close } = sharedServices(openLibrary);
  afterAll(close, PATIENCE);

  for (const file of readdirSync(FOLDER).filter((one) => one.endsWith('.json'))) {
    const scenarios = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as Scenario[];
    describe(`${name}: ${file}`, () => {
      test.each(scenarios)(
        '$name: $reason',
        async (scenario) => {
          if ('steps' in scenario) return tell(scenario, openLibrary, libraryOf);
          const answer = await (await served(scenario)).ask(scenario.request);
          check(answer, scenario);
        },
        PATIENCE,
      );
    });
  }
}

/** One library for each filling, and a service over it for each embedder. */
function sharedServices(openLibrary: OpenLibrary) {
  const libraries = new Map<Filling, ReturnType<typeof openFilled>>();
  const running = new Map<string, Promise<Served>>();
  const libraryOf = (filling: Filling) => {
    const one = libraries.get(filling) ?? openFilled(openLibrary, filling);
    libraries.set(filling, one);
    return one;
  };
  const start = async (filling: Filling, kind: EmbedderKind, reranker: RerankerKind | undefined) =>
    serveLibrary((await libraryOf(filling)).library, kind, { reranker });
  return {
    served: ({ engine = 'full', embedder = 'ready', reranker }: Shared) => {
      const key = `${engine} ${embedder} ${reranker}`;
      const one = running.get(key) ?? start(engine, embedder, reranker);
      running.set(key, one);
      return one;
    },
    libraryOf: async (filling: Filling) => (await libraryOf(filling)).library,
    close: async () => {
      for (const one of running.values()) await (await one).close();
      for (const one of libraries.values()) await (await one).close();
    },
  };
}

/** A story that writes has a library of its own; the others have a service of their own, with its settings. */
async function tell(
  { engine = 'full', embedder = 'ready', steps, derives, ...serving }: Shared & Story,
  openLibrary: OpenLibrary,
  libraryOf: (filling: Filling) => Promise<Library>,
): Promise<void> {
  const writes = !steps.every(({ request }) => isReading(request));
  const own = writes
    ? await serve(openLibrary, engine, embedder, serving)
    : await serveLibrary(await libraryOf(engine), embedder, serving);
  let etag = '';
  try {
    for (const step of steps) {
      if (derives) await derive(own.library);
      // a write is seen by searches after the next refresh, which the service does every second
      if (writes) await refreshLibrary(own.library);
      const answer = await own.ask(withETag(step.request, etag));
      check(answer, step);
      etag = String(answer.headers.etag ?? etag);
    }
  } finally {
    await own.close();
  }
}

function isReading({ method = 'GET' }: Step['request']): boolean {
  return ['GET', 'HEAD', 'OPTIONS'].includes(method);
}

/** `{etag}` in the headers of a request is the ETag of the last answer that had one. */
function withETag({ headers = {}, ...asked }: Ask, etag: string): Ask {
  const written = Object.entries(headers).map(([name, value]) => [name, value.replaceAll('{etag}', etag)]);
  return { ...asked, headers: Object.fromEntries(written) as Record<string, string> };
}

function check(answer: Answer, { request, expected }: Step): void {
  expect({ status: answer.status, body: answer.body }).toMatchObject({ status: expected.status });
  if (expected.body !== undefined) expectSubset(answer.body, expected.body);
  if (expected.lines) expect(answer.text.split(/\r?\n/)).toEqual([...expected.lines, '']);
  for (const [name, value] of Object.entries(expected.headers ?? {})) expectSubset(answer.headers[name], value, name);
  if (request.method === 'HEAD' || WITHOUT_BODY.has(answer.status)) expect(answer.text).toBe('');
  else expectShape(answer, request);
}

/** Whatever else a scenario says, every answer is one that openapi.json documents. */
export function expectShape(answer: Answer, { method = 'GET', path }: Ask): void {
  expect(faultsOf(answer, method, path)).toEqual([]);
}
