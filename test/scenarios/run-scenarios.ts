// Runs the API scenarios (test/scenarios/*.json) over any engine. A new case is a new entry in a file.
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from '@jest/globals';
import { errorAnswer } from '../../src/api/answers.js';
import { ROUTES } from '../../src/api/contract.js';
import { expectSubset } from './expect-subset.js';
import {
  type Answer,
  type Ask,
  type EmbedderKind,
  type Filling,
  type OpenEngine,
  type Served,
  serve,
} from './serve.js';

interface Scenario {
  readonly name: string;
  /** Why it must be so. */
  readonly reason: string;
  readonly engine?: Filling;
  readonly embedder?: EmbedderKind;
  readonly request: Ask & { readonly method?: string };
  readonly expected: {
    readonly status: number;
    readonly body?: unknown;
    readonly headers?: Readonly<Record<string, string>>;
  };
}

// the sources: the compiler does not copy data files
const FOLDER = new URL('../../../test/scenarios/', import.meta.url);

export function runScenarios(name: string, openEngine: OpenEngine): void {
  const running = new Map<string, Promise<Served>>();
  const served = ({ engine = 'full', embedder = 'ready' }: Scenario) => {
    const key = `${engine} ${embedder}`;
    const one = running.get(key) ?? serve(openEngine, engine, embedder);
    running.set(key, one);
    return one;
  };
  afterAll(async () => {
    for (const one of running.values()) await (await one).close();
  });

  for (const file of readdirSync(FOLDER).filter((one) => one.endsWith('.json') && one !== 'understand.json')) {
    const scenarios = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as Scenario[];
    describe(`${name}: ${file}`, () => {
      test.each(scenarios)('$name: $reason', async (scenario) => {
        const answer = await (await served(scenario)).ask(scenario.request);
        check(answer, scenario);
      });
    });
  }
}

function check(answer: Answer, { request, expected }: Scenario): void {
  expect({ status: answer.status, body: answer.body }).toMatchObject({ status: expected.status });
  if (expected.body !== undefined) expectSubset(answer.body, expected.body);
  for (const [name, value] of Object.entries(expected.headers ?? {})) expect(answer.headers[name]).toBe(value);
  if (request.method !== 'HEAD') expectShape(answer, request);
}

/** Whatever else a scenario says, every answer has the shape that the contract states. */
export function expectShape(answer: Answer, { method = 'GET', path }: Ask): void {
  const at = path.split('?')[0] ?? '';
  const route = Object.values(ROUTES).find(
    (one) => one.method === method && new RegExp(`^${one.path.replace('{id}', '.+')}/?$`).test(at),
  );
  const schema = answer.status === 200 ? route?.response : errorAnswer;
  expect(schema?.safeParse(answer.body).error).toBeUndefined();
}
