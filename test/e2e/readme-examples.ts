// The examples of README.md are true: each is sent to a service with the demo, and its answer compared; so is a profile page.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { expectSubset } from '../scenarios/expect-subset.js';
import { eventually, Place, type Server } from './processes.js';
import { checkProfilePage, PROFILE_SETTINGS } from './profile-page.js';
import { checkClientExamples } from './readme-client.js';

const LIMIT_MS = 60_000;
const REFRESHED_MS = 2500;
const README = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
const HOME = 'http://127.0.0.1:3000';
/** A command, and the answer that is printed below it. */
const EXAMPLE = /```sh\n(curl [^`]*)```\n\n```json\n([^`]*)```/g;
/** How far a count may be off: whether a work is just similar enough can depend on the processor. */
const TOLERANCE = 0.05;

interface Example {
  readonly title: string;
  readonly url: string;
  readonly body: string | undefined;
  readonly answer: unknown;
}

/** The arguments of a command line, as a shell splits it. */
function argumentsOf(command: string): string[] {
  const words = command.replaceAll('\\\n', ' ').matchAll(/(?:'[^']*'|[^\s'])+/g);
  return [...words].map(([word]) => word.replaceAll("'", ''));
}

function exampleOf(command: string, printed: string): Example {
  const args = argumentsOf(command.trim());
  const address = args.find((one) => one.startsWith(HOME)) ?? '';
  const data = args.flatMap((one, i) => (/^(-d|--data-urlencode)$/.test(args[i - 1] ?? '') ? [one] : []));
  const isQuery = args.includes('-G');
  const query = data.map((pair) => pair.replace(/=(.*)$/s, (_, value: string) => `=${encodeURIComponent(value)}`));
  return {
    title: command.trim().slice(0, 100),
    url: address.slice(HOME.length) + (isQuery ? `?${query.join('&')}` : ''),
    body: isQuery ? undefined : data[0],
    answer: JSON.parse(printed) as unknown,
  };
}

/** Numbers that another processor or engine computes a little differently. */
const ROUGH = ['count', 'score'];

/** What is printed, with room for these. */
function withRoom(printed: unknown): unknown {
  if (Array.isArray(printed)) return printed.map(withRoom);
  if (typeof printed !== 'object' || printed === null) return printed;
  const entries = Object.entries(printed).filter(([name]) => !ROUGH.includes(name));
  return Object.fromEntries(entries.map(([name, value]) => [name, withRoom(value)]));
}

const countIn = (answer: unknown) => (answer as { meta?: { count?: number } }).meta?.count;

const examples = [...README.matchAll(EXAMPLE)].map(([, command = '', printed = '']) => exampleOf(command, printed));

async function readiness({ url }: Server): Promise<Record<string, unknown>> {
  return (await (await fetch(`${url}/health/ready`)).json()) as Record<string, unknown>;
}

function isComplete({ engine, entities, waiting }: Record<string, unknown>): boolean {
  const { works, embedded } = (engine ?? {}) as Record<string, number | undefined>;
  const { authors = 0 } = (entities ?? {}) as Record<string, number | undefined>;
  return works !== undefined && works > 0 && works === embedded && authors > 0 && waiting === 0;
}

/** Registers the examples against a service of its own with these settings. */
export function describeReadme(engine: string, settings: Readonly<Record<string, string>> = {}): void {
  describe(`README.md, ${engine}`, () => {
    let place: Place;
    let server: Server;

    beforeAll(async () => {
      place = await Place.open();
      server = await place.serve({ ...settings, ...PROFILE_SETTINGS, DEMO: '1' });
      await eventually('all vectors and people', () => readiness(server), isComplete, LIMIT_MS);
      // stored is not yet searched: the index takes vectors in once a second
      await sleep(REFRESHED_MS);
    }, LIMIT_MS);
    afterAll(() => place.close());

    test('has examples', () => {
      expect(examples.length).toBeGreaterThanOrEqual(7);
    });

    test.each(examples)('$title', async ({ url, body, answer }) => {
      const post = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: body ?? '' };
      const response = await fetch(server.url + url, body === undefined ? {} : post);
      const found: unknown = await response.json();
      expectSubset(found, withRoom(answer));
      const printed = countIn(answer);
      if (printed === undefined) return;
      expect(Math.abs((countIn(found) ?? 0) - printed)).toBeLessThanOrEqual(Math.max(2, TOLERANCE * printed));
    });

    checkProfilePage(() => server.url);
    checkClientExamples(README, HOME, () => server.url);
  });
}
