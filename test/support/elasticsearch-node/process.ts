// The process of a node: starts it, finds it again, signals it, and ends it when its owner is gone.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { RUN_AS } from './config.js';
import type { Distribution } from './distribution.js';

const START_MS = 120_000;
const END_MS = 30_000;
const POLL_MS = 50;

/**
 * Waits until the owner is gone, ends the node and removes its folder; goes away by itself when the folder does.
 * A start may be under way when the owner dies, so the pid is waited for. A shell weighs a fiftieth of a Node process.
 */
const WATCHDOG = `
while kill -0 "$1" 2>/dev/null; do [ -d "$2" ] || exit 0; sleep 1; done
for _ in $(seq 60); do [ -s "$2/pid" ] && break; [ -d "$2" ] || exit 0; sleep 1; done
pid=$(cat "$2/pid" 2>/dev/null) && grep -aqF "$2/" "/proc/$pid/cmdline" && kill -KILL "$pid" && sleep 1
rm -rf "$2"
`;

/** Ends the node of a folder, and removes the folder, once the owner's process is gone, however it went. */
export function watch(owner: number, folder: string): void {
  // a group of its own: Ctrl-C in a terminal must not end the watchdog before the node
  const options = { detached: true, stdio: 'ignore' } as const;
  spawn('sh', ['-c', WATCHDOG, 'watchdog', String(owner), folder], options).unref();
}

/** Starts Elasticsearch and returns when it listens; the process is nobody's child. */
export async function launch({ home, jdk }: Distribution, folder: string): Promise<void> {
  const log = await open(join(folder, 'console.log'), 'w');
  const child = spawn(join(home, 'bin', 'elasticsearch'), ['--daemonize', '--pidfile', join(folder, 'pid')], {
    ...RUN_AS,
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      LANG: 'C.UTF-8',
      ES_JAVA_HOME: jdk,
      ES_PATH_CONF: join(folder, 'config'),
      ES_TMPDIR: join(folder, 'tmp'),
      CLI_JAVA_OPTS: '-XX:TieredStopAtLevel=1',
    },
  });
  const timer = setTimeout(() => child.pid && process.kill(-child.pid, 'SIGKILL'), START_MS);
  const [code] = (await once(child, 'close').finally(() => clearTimeout(timer))) as [number | null];
  await log.close();
  if (code !== 0) throw new Error(`Elasticsearch did not start (exit code ${code}): ${await lastWords(folder)}`);
}

async function lastWords(folder: string): Promise<string> {
  return (await readFile(join(folder, 'console.log'), 'utf8')).slice(-3000);
}

/** The process of this folder's node; a pid that now belongs to something else is none. */
export async function findProcess(folder: string): Promise<number | undefined> {
  try {
    const pid = Number(await readFile(join(folder, 'pid'), 'utf8'));
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).includes(`${folder}/`) ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** Sends a signal; false where no node runs. */
export async function signal(folder: string, name: NodeJS.Signals): Promise<boolean> {
  const pid = await findProcess(folder);
  return pid !== undefined && process.kill(pid, name);
}

/** Stops the process where it is, and returns when it stands: until then it may still answer. */
export async function halt(folder: string): Promise<void> {
  if (!(await signal(folder, 'SIGSTOP'))) throw new Error('the Elasticsearch node does not run');
  const deadline = performance.now() + END_MS;
  for (
    let pid = await findProcess(folder);
    pid !== undefined && !(await isHalted(pid));
    pid = await findProcess(folder)
  ) {
    if (performance.now() > deadline) throw new Error(`Elasticsearch did not stop in ${END_MS} ms after SIGSTOP`);
    await sleep(POLL_MS);
  }
}

/** By proc_pid_stat(5): the state stands behind the name of the program, which is in parentheses. All threads count. */
async function isHalted(pid: number): Promise<boolean> {
  const tasks = await readdir(`/proc/${pid}/task`);
  const states = await Promise.all(
    tasks.map(
      async (task) => /.*\) (\S)/s.exec(await readFile(`/proc/${pid}/task/${task}/stat`, 'utf8').catch(() => ''))?.[1],
    ),
  );
  return states.every((state) => state === undefined || state === 'T');
}

/** Sends a signal that ends the node, also where it is paused, and waits for the end. */
export async function end(folder: string, name: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (!(await signal(folder, name))) return;
  await signal(folder, 'SIGCONT');
  const deadline = performance.now() + END_MS;
  while ((await findProcess(folder)) !== undefined) {
    if (performance.now() > deadline) throw new Error(`Elasticsearch did not end in ${END_MS} ms after ${name}`);
    await sleep(POLL_MS);
  }
}

/** Ends the node of a folder without ceremony and removes all that it left. */
export async function discard(folder: string): Promise<void> {
  await end(folder, 'SIGKILL');
  await rm(folder, { recursive: true, force: true });
}
