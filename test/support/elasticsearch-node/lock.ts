// One at a time across processes: a lock that the kernel takes back from a process that dies with it.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 200;

/** Runs `body` while no other process of this machine runs one under the same name; waits for its turn. */
export async function withLock<T>(name: string, body: () => Promise<T>): Promise<T> {
  const release = await hold(name);
  try {
    return await body();
  } finally {
    release();
  }
}

/** Takes the lock; what is answered gives it back. */
export async function hold(name: string): Promise<() => void> {
  const holder = await take(name);
  return () => holder.close();
}

/** An abstract socket is bound once at a time and leaves no file behind that could outlive its holder. */
async function take(name: string) {
  for (;;) {
    const server = createServer();
    try {
      server.listen(`\0${name}`);
      await once(server, 'listening');
      return server;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
      await sleep(POLL_MS);
    }
  }
}
