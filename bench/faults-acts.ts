// What is done to a library and killed in the middle: imports, writes over HTTP, embedding, rebuilding, an orderly stop.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeGzip } from '../test/e2e/invented-works.js';
import { type Place, type Running, repeatedly, type Server, type Settings } from '../test/e2e/processes.js';
import type { Ledger } from './faults-ledger.js';
import { idOf, type PlainRecord, recordOf } from './faults-records.js';

/** Records that there may be, unless it is said otherwise. */
export const RECORDS = 1_600;
const REVISIONS = 6;
/** Of the records, so many are imported at once: of 1,600 they take three transactions. */
const IMPORTED = 0.875;
const POSTED = 20;
const WRITERS = 2;
const KEY = 'a-key-for-rounds-of-faults-0123456789';

export interface Scene {
  readonly place: Place;
  readonly settings: Settings;
  readonly ledger: Ledger;
  readonly random: () => number;
  /** How many records there may be. */
  readonly records: number;
  /** Whether Elasticsearch is killed meanwhile: then commands may fail, and say that it is away. */
  readonly mayFail: boolean;
  /** How long acts of a kind take where nobody kills them, in milliseconds. */
  readonly lasts: Map<string, number>;
}

export const ACTS = ['import', 'write', 'embed', 'reindex', 'stop'] as const;
export type Act = (typeof ACTS)[number];

/** Of an act: it was killed, it came to its end, or it said that the engine is away. */
export type Ending = 'killed' | 'ended' | 'failed';

const AWAY = /Elasticsearch (cannot be reached|did not answer|has too much)/;

const pick = (random: () => number, count: number) => Math.floor(random() * count);
const anyRecord = ({ random, records }: Scene) => recordOf(pick(random, records), pick(random, REVISIONS));

/** Where in an act it is killed: from about the end of its start on, and now and then after its end. */
const START = 0.3;
const LATEST = 1.03;

/** Runs a command and kills it somewhere; the first one of a kind is left to end, and says how long that takes. */
async function killCommand(name: Act, args: readonly string[], scene: Scene): Promise<Ending> {
  const { place, settings, random, lasts, mayFail } = scene;
  const share = START + random() * (LATEST - START);
  const began = performance.now();
  const running = place.start(args, settings);
  const usual = lasts.get(name);
  if (usual !== undefined) await Promise.race([sleep(share * usual), running.ended]);
  if (usual !== undefined) running.process.kill('SIGKILL');
  const { signal, code, stderr } = await running.ended;
  if (signal === 'SIGKILL') return 'killed';
  if (code !== 0 && mayFail && AWAY.test(stderr)) return 'failed';
  if (code !== 0) throw new Error(`${args[0]} ended with ${code ?? signal}: ${stderr.slice(-500)}`);
  if (!mayFail) lasts.set(name, performance.now() - began);
  return 'ended';
}

async function importSome(scene: Scene): Promise<Ending> {
  const { place, ledger, random, records: count } = scene;
  const revision = pick(random, REVISIONS);
  const numbers = new Set(Array.from({ length: IMPORTED * count }, () => pick(random, count)));
  const records = [...numbers].map((number) => recordOf(number, revision));
  const file = join(place.folder, 'records.jsonl.gz');
  await writeGzip(file, records);
  for (const record of records) ledger.begun(record.id, record);
  const ending = await killCommand('import', ['import', file, '--no-embed'], scene);
  if (ending === 'ended') for (const { id } of records) ledger.acknowledged(id);
  return ending;
}

/** One request that writes. Resolves with whether it was acknowledged; otherwise nobody knows whether it came through. */
async function send(server: Server, ledger: Ledger, records: ReadonlyMap<string, PlainRecord | undefined>) {
  const [[id, record] = ['', undefined]] = records;
  const single = `${server.url}/works/${encodeURIComponent(id)}`;
  const lines = [...records.values()].map((one) => JSON.stringify(one)).join('\n');
  const headers = { authorization: `Bearer ${KEY}` };
  for (const [one, content] of records) ledger.begun(one, content);
  const jsonHeaders = { ...headers, 'content-type': 'application/json' };
  const ndjson = { ...headers, 'content-type': 'application/x-ndjson' };
  const request =
    records.size > 1
      ? fetch(`${server.url}/works`, { method: 'POST', headers: ndjson, body: lines })
      : record
        ? fetch(single, { method: 'PUT', headers: jsonHeaders, body: lines })
        : fetch(single, { method: 'DELETE', headers });
  const answer = await request.then(
    async (response) => ({ status: response.status, text: await response.text() }),
    () => undefined,
  );
  if (answer === undefined || answer.status === 503) return false;
  // what is not there cannot be removed: then it is not there
  const right = answer.status < 300 || (record === undefined && answer.status === 404);
  if (!right) throw new Error(`a write was answered with ${answer.status}: ${answer.text.slice(0, 300)}`);
  for (const one of records.keys()) ledger.acknowledged(one);
  return true;
}

/** Each writer has records of its own, so that the order of their contents is known. */
function write(server: Server, scene: Scene, writer: number): Promise<boolean> {
  const { ledger, random } = scene;
  const own = () => {
    for (;;) {
      const record = anyRecord(scene);
      if (Number(record.id.replace(/\D/g, '')) % WRITERS === writer) return record;
    }
  };
  const kind = random();
  if (kind < 0.2) {
    const some = Array.from({ length: POSTED }, own);
    return send(server, ledger, new Map(some.map((record) => [record.id, record])));
  }
  const record = own();
  return send(server, ledger, new Map([[record.id, kind < 0.3 ? undefined : record]]));
}

/** Before a server that did not answer is asked again. */
const AWAY_MS = 50;

/** Writes on and on, until the function that comes back is called. */
function keepWriting(server: Server, scene: Scene): () => Promise<void> {
  const stops = Array.from({ length: WRITERS }, (_, writer) =>
    repeatedly(async () => {
      const answered = await write(server, scene, writer);
      await sleep(answered ? 1 : AWAY_MS);
    }),
  );
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}

const serving = (settings: Settings): Settings => ({ ...settings, API_KEYS: KEY });
const LONGEST_SERVING_MS = 1_800;

async function killService(scene: Scene): Promise<Ending> {
  const { place, settings, random } = scene;
  const moment = random() * LONGEST_SERVING_MS;
  const server = await place.serve(serving(settings));
  const stop = keepWriting(server, scene);
  await sleep(moment);
  await server.stop('SIGKILL');
  await stop();
  return 'killed';
}

const LONGEST_STOP_MS = 400;

/** The snapshot is written while a service ends. */
async function killWhileStopping(scene: Scene): Promise<Ending> {
  const { place, settings, random } = scene;
  const moment = random() * LONGEST_STOP_MS;
  const server: Server = await place.serve(serving(settings));
  const stop = keepWriting(server, scene);
  await sleep(700);
  server.process.kill('SIGTERM');
  await Promise.race([sleep(moment), server.ended]);
  const { signal } = await (server as Running).stop('SIGKILL');
  await stop();
  return signal === 'SIGKILL' ? 'killed' : 'ended';
}

/** Does something and kills it. Throws where anything but the kill goes wrong. */
export function perform(act: Act, scene: Scene): Promise<Ending> {
  switch (act) {
    case 'import':
      return importSome(scene);
    case 'write':
      return killService(scene);
    case 'embed':
    case 'reindex':
      return killCommand(act, [act], scene);
    case 'stop':
      return killWhileStopping(scene);
  }
}

export const idsOf = (records: number) => Array.from({ length: records }, (_, number) => idOf(number));
