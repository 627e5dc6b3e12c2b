// A real Elasticsearch node of a test's own: to stop, kill, pause and start again on the same port with its data.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Credentials, makeFolder, writeSettings } from './config.js';
import { type Distribution, prepareDistribution } from './distribution.js';
import { discard, end, findProcess, halt, launch, signal, watch } from './process.js';

const HEAP_MB = 512;
const READY_MS = 60_000;
const USER: Credentials = { username: 'ideascope', password: 'ideascope-test' };

export interface NodeOptions {
  /** Requests need the credentials of the node; off by default. */
  readonly security?: boolean;
  readonly heapMb?: number;
  /** Runs at full speed once warm, and starts more slowly: for measuring. */
  readonly optimised?: boolean;
  /** A free one by default. */
  readonly port?: number;
  /** The process with which the node ends; this one by default. */
  readonly owner?: number;
}

export interface ElasticsearchNode {
  /** Stays the same when the node is started again. */
  readonly url: string;
  /** A superuser, where security is on. */
  readonly credentials: Credentials | undefined;
  /** Config, data and logs. */
  readonly folder: string;
  /** Undefined while no process runs. */
  pid(): Promise<number | undefined>;
  /** Ends the process in order. */
  stop(): Promise<void>;
  /** Ends the process at once, as a crash does. */
  kill(): Promise<void>;
  /** Starts again what was stopped or killed. */
  start(): Promise<void>;
  /** From now on the node accepts connections and answers nothing. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Ends the process and removes its data. */
  dispose(): Promise<void>;
}

/** Starts a node; takes about ten seconds. Throws `Unavailable` where none can run. */
export async function startNode(options: NodeOptions = {}): Promise<ElasticsearchNode> {
  const distribution = await prepareDistribution();
  const credentials = options.security ? USER : undefined;
  const { heapMb = HEAP_MB, optimised = false } = options;
  const folder = await makeFolder(distribution, { heapMb, optimised }, credentials);
  watch(options.owner ?? process.pid, folder);
  try {
    const port = await start(distribution, folder, options.port ?? 0, credentials);
    return nodeOf(distribution, folder, port, credentials);
  } catch (error) {
    await discard(folder);
    throw error;
  }
}

function nodeOf(
  distribution: Distribution,
  folder: string,
  port: number,
  credentials: Credentials | undefined,
): ElasticsearchNode {
  const send = async (name: NodeJS.Signals) => {
    if (!(await signal(folder, name))) throw new Error('the Elasticsearch node does not run');
  };
  return {
    url: `http://127.0.0.1:${port}`,
    credentials,
    folder,
    pid: () => findProcess(folder),
    stop: () => end(folder, 'SIGTERM'),
    kill: () => end(folder, 'SIGKILL'),
    start: async () => {
      await start(distribution, folder, port, credentials);
    },
    pause: () => halt(folder),
    resume: () => send('SIGCONT'),
    dispose: () => discard(folder),
  };
}

/** Returns the port when the node answers on it. */
async function start(
  distribution: Distribution,
  folder: string,
  port: number,
  credentials: Credentials | undefined,
): Promise<number> {
  if ((await findProcess(folder)) !== undefined) throw new Error('the Elasticsearch node runs already');
  await writeSettings(folder, port, credentials !== undefined);
  await launch(distribution, folder);
  const bound = port || Number(/:(\d+)\s*$/m.exec(await readFile(join(folder, 'logs', 'http.ports'), 'utf8'))?.[1]);
  const response = await fetch(`http://127.0.0.1:${bound}/_cluster/health?wait_for_status=yellow&timeout=60s`, {
    headers: credentials ? { authorization: authorization(credentials) } : {},
    signal: AbortSignal.timeout(READY_MS),
  });
  if (!response.ok) throw new Error(`Elasticsearch is not ready: ${response.status} ${await response.text()}`);
  return bound;
}

/** The header with which a request proves who it is from. */
export function authorization({ username, password }: Credentials): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
