// One service for each folder: it listens on a socket in it, which ends with its process, however that ends.
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { realpath, rm, stat } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a path of a socket may be long, on every system. */
const LONGEST_PATH = 100;
const ANSWER_MS = 2_000;
/** Two services that find the same remains at once both take their place: the second one to do so has it. */
const SETTLED_MS = 100;

export interface ServiceLock {
  /** Whether the service that had the folder before was killed, or crashed. */
  readonly afterCrash: boolean;
  release(): Promise<void>;
}

/** The socket lies in the folder, so that containers that share it see each other. */
async function pathOf(folder: string): Promise<string> {
  const real = await realpath(folder);
  const path = join(real, 'service.sock');
  if (Buffer.byteLength(path) <= LONGEST_PATH) return path;
  return join(tmpdir(), `ideascope-${createHash('sha256').update(real).digest('hex').slice(0, 24)}.sock`);
}

/** Who listens: process and token; undefined: nobody. */
async function whoListens(path: string): Promise<{ readonly pid: string; readonly token: string } | undefined> {
  const socket = connect(path);
  socket.setTimeout(ANSWER_MS, () => socket.destroy(new Error('no answer')));
  try {
    let said = '';
    for await (const chunk of socket) said += String(chunk);
    const [pid = '?', token = ''] = said.split(' ');
    return { pid, token };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // one that is stopped, or too busy to answer, is there all the same
    return code === 'ECONNREFUSED' || code === 'ENOENT' ? undefined : { pid: '?', token: '' };
  } finally {
    socket.destroy();
  }
}

async function listen(path: string, token: string): Promise<Server> {
  const server = createServer((socket: Socket) => {
    socket.on('error', () => undefined);
    socket.end(`${process.pid} ${token}`);
  });
  server.listen(path);
  await once(server, 'listening');
  return server.unref();
}

/**
 * Takes the folder for this service.
 * @param by told the process of another one that has the folder, as far as it says it: then the answer is undefined
 * @throws Error where there can be no socket: the folder is read-only, the disk full, or its file system has none
 */
export async function lockService(folder: string, by: (pid: string) => void): Promise<ServiceLock | undefined> {
  const path = await pathOf(folder);
  const afterCrash = await stat(path).then(
    () => true,
    () => false,
  );
  if (afterCrash) {
    const other = await whoListens(path);
    if (other) {
      by(other.pid);
      return undefined;
    }
    await rm(path, { force: true });
  }
  const token = randomUUID();
  const server = await listen(path, token).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') return undefined;
    throw error;
  });
  if (afterCrash) await sleep(SETTLED_MS);
  const now = server && !afterCrash ? { pid: '', token } : await whoListens(path);
  if (server === undefined || now?.token !== token) {
    by(now?.pid ?? '?');
    // it is not closed: that would take away the socket of the other one, which has the same name now
    return undefined;
  }
  const release = async () => {
    server.close();
    await once(server, 'close');
  };
  return { afterCrash, release };
}
