// The one node that all test files of a Jest run share: started by the first that asks, stopped after the last.
import { randomUUID } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareDistribution, Unavailable } from './distribution.js';
import { withLock } from './lock.js';
import { startNode } from './node.js';
import { discard } from './process.js';

/** The run that this process belongs to, `<pid of Jest>-<random>`: workers inherit it in their environment. */
const RUN = 'IDEASCOPE_JEST_RUN';

/** What came of the first request for the node; later ones get the same. */
interface Outcome {
  readonly url?: string;
  readonly folder?: string;
  readonly unavailable?: string;
  readonly failure?: string;
}

export type SharedNode = { readonly url: string } | { readonly skip: string };

/** Marks this process as the one with which the shared node ends. Starts nothing: most runs need no node. */
export function openRun(): void {
  process.env[RUN] = `${process.pid}-${randomUUID()}`;
}

/** Ends the shared node, if this run started one. */
export async function closeRun(): Promise<void> {
  const run = process.env[RUN];
  if (run === undefined) return;
  const { folder } = await read(run);
  if (folder !== undefined) await discard(folder);
  await rm(outcomeFile(run), { force: true });
}

/** $ELASTICSEARCH_URL, or the node of this Jest run, or why there is none; in CI there must be one. */
export async function sharedNode(): Promise<SharedNode> {
  const given = process.env.ELASTICSEARCH_URL;
  if (given) return { url: given };
  const run = process.env[RUN];
  if (run === undefined)
    throw new Error('the shared Elasticsearch node belongs to a Jest run; use startNode elsewhere');
  const { url, unavailable, failure } = await withLock(`ideascope-${run}`, () => settle(run));
  if (url !== undefined) return { url };
  if (unavailable !== undefined) return { skip: orFailInCi(unavailable) };
  throw new Error(failure);
}

/** Why tests cannot start nodes of their own; undefined where they can. In CI they must. */
export async function whyNoNode(): Promise<string | undefined> {
  try {
    await prepareDistribution();
    return undefined;
  } catch (error) {
    if (error instanceof Unavailable) return orFailInCi(error.message);
    throw error;
  }
}

function orFailInCi(reason: string): string {
  if (process.env.CI === 'true') throw new Error(`CI must test on Elasticsearch, but ${reason}`);
  return reason;
}

/** The outcome of this run; the first call makes it. A failure is kept too: each further try would cost minutes. */
async function settle(run: string): Promise<Outcome> {
  const known = await read(run);
  if (Object.keys(known).length > 0) return known;
  const outcome = await startFor(Number.parseInt(run, 10));
  await writeFile(outcomeFile(run), JSON.stringify(outcome));
  return outcome;
}

async function startFor(owner: number): Promise<Outcome> {
  try {
    const { url, folder } = await startNode({ owner });
    return { url, folder };
  } catch (error) {
    const { message } = error as Error;
    return error instanceof Unavailable ? { unavailable: message } : { failure: message };
  }
}

async function read(run: string): Promise<Outcome> {
  try {
    return JSON.parse(await readFile(outcomeFile(run), 'utf8')) as Outcome;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}

function outcomeFile(run: string): string {
  return join(tmpdir(), `ideascope-jest-run-${run}.json`);
}
