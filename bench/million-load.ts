// Clients of the million bench: several at once, one beside an import, and one that waits for what is written.
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Question } from './engines-questions.js';
import { type Percentiles, percentiles } from './million-process.js';
import { asker, type KeptQuestions } from './million-questions.js';
import type { RunningService } from './million-service.js';
import { type PlainClient, plainClient } from './plain-http.js';

const CLIENTS = [1, 2, 4, 8];
const SECONDS = 6;
/** Between two questions of somebody who looks at the answers, so that quiet and busy times are asked alike. */
const PAUSE_MS = 15;
const LOOK_AGAIN_MS = 20;
/** What is not found by then is counted as not found. */
const PATIENCE_MS = 20_000;

/** Six words by keyword and by both, in turns, as most searches are. */
function usual({ service }: KeptQuestions): Question[] {
  const { sixWords = [], hybrid = [] } = service;
  return sixWords.flatMap((one, i) => [one, hybrid[i] ?? one]);
}

/** Asks one question after the other until the time is up or `ended` says so. */
async function askUntil(
  url: string,
  questions: readonly Question[],
  ended: () => boolean,
  pause = 0,
): Promise<number[]> {
  const client = plainClient(url);
  const ask = asker(client);
  const taken: number[] = [];
  // clients that begin together ask different things
  for (let i = Math.floor(Math.random() * questions.length); !ended(); i++) {
    const began = performance.now();
    await ask(questions[i % questions.length] as Question);
    taken.push(performance.now() - began);
    if (pause > 0) await sleep(pause);
  }
  client.close();
  return taken;
}

function inSeconds(seconds: number): () => boolean {
  const end = performance.now() + 1000 * seconds;
  return () => performance.now() >= end;
}

/** Throughput, latency and event-loop delay by how many clients ask at once, each at once again. */
export async function measureTogether(service: RunningService, kept: KeptQuestions) {
  const questions = usual(kept);
  await askUntil(service.url, questions, inSeconds(2));
  const figures: Record<string, { perSecond: number; ms: Percentiles; eventLoopMs: Percentiles }> = {};
  for (const clients of CLIENTS) {
    await service.look();
    const taken = await Promise.all(
      Array.from({ length: clients }, () => askUntil(service.url, questions, inSeconds(SECONDS))),
    );
    const { eventLoop } = await service.look();
    const all = taken.flat();
    figures[clients] = { perSecond: Math.round(all.length / SECONDS), ms: percentiles(all), eventLoopMs: eventLoop };
  }
  return figures;
}

/** Searches while another process imports a file into the same store, against the same before. */
export async function measureBesideImport(service: RunningService, kept: KeptQuestions, store: string, file: string) {
  const questions = usual(kept);
  await askUntil(service.url, questions, inSeconds(2), PAUSE_MS);
  const quiet = percentiles(await askUntil(service.url, questions, inSeconds(2 * SECONDS), PAUSE_MS));
  await service.look();
  const importing = startImport(store, file);
  const taken = await askUntil(service.url, questions, () => importing.written, PAUSE_MS);
  const { eventLoop } = await service.look();
  const deriving = await askUntil(service.url, questions, () => importing.ended, PAUSE_MS);
  const during = percentiles(taken);
  return {
    quiet,
    during,
    p95Ratio: Number((during.p95 / quiet.p95).toFixed(2)),
    whileDeriving: percentiles(deriving),
    eventLoopMs: eventLoop,
    importSeconds: importing.writtenSeconds,
    derivationSeconds: importing.endedSeconds - importing.writtenSeconds,
  };
}

/** `ideascope import`, as somebody would run it beside the service. */
function startImport(store: string, file: string) {
  const began = performance.now();
  const progress = { written: false, writtenSeconds: 0, ended: false, endedSeconds: 0 };
  const seconds = () => Math.round((performance.now() - began) / 1000);
  const cli = fileURLToPath(new URL('../indexer/cli.js', import.meta.url));
  const child = spawn(process.execPath, [cli, 'import', file, '--no-embed'], {
    env: { ...process.env, DATA_DIR: store, EMBEDDING_MODEL: 'none' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  child.stdout.on('data', (text: Buffer) => {
    if (progress.written || !/created/.test(text.toString())) return;
    Object.assign(progress, { written: true, writtenSeconds: seconds() });
  });
  child.on('exit', () => {
    if (!progress.written) Object.assign(progress, { written: true, writtenSeconds: seconds() });
    Object.assign(progress, { ended: true, endedSeconds: seconds() });
  });
  return progress;
}

/** Single writes, and how long after their acknowledgement some of them are found. */
export async function measureWrites(service: RunningService, kept: KeptQuestions, perSecond: number, seconds: number) {
  const client = plainClient(service.url);
  const waits: Promise<number | undefined>[] = [];
  await service.look();
  let ended = false;
  const searching = askUntil(service.url, usual(kept), () => ended, PAUSE_MS);
  const report = await service.write(perSecond, seconds, (word) => waits.push(untilFound(client, word)));
  const found = await Promise.all(waits);
  ended = true;
  const searches = percentiles(await searching);
  const { memory, eventLoop } = await service.look();
  client.close();
  const visible = found.filter((wait) => wait !== undefined);
  return {
    ...report,
    visibleAfterMs: percentiles(visible),
    lookedFor: found.length,
    notFound: found.length - visible.length,
    searches,
    eventLoopMs: eventLoop,
    memory,
  };
}

async function untilFound(client: PlainClient, word: string): Promise<number | undefined> {
  const ask = asker(client);
  const began = performance.now();
  while (performance.now() - began < PATIENCE_MS) {
    const { meta } = (await ask({ search: word, mode: 'keyword', per_page: 1 })) as { meta: { count: number } };
    if (meta.count > 0) return performance.now() - began;
    await sleep(LOOK_AGAIN_MS);
  }
  return undefined;
}
