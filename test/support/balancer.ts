// One address for several services, as a load balancer gives it: asks who is ready, and sends requests to those in turns.
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_MS = 100;

export interface Balancer {
  readonly url: string;
  /** Which services there are from now on. */
  use(urls: readonly string[]): void;
  /** Services that said at the last look that they are ready. */
  ready(): readonly string[];
  close(): Promise<void>;
}

/** It repeats nothing: a request that meets a service's end is a 502, for the client to send again. */
export async function openBalancer(): Promise<Balancer> {
  let services: readonly string[] = [];
  let ready: readonly string[] = [];
  let turn = 0;
  let over = false;
  const looking = (async () => {
    while (!over) {
      const looked = await Promise.all(services.map(isReady));
      ready = services.filter((_, i) => looked[i]);
      await sleep(LOOK_MS);
    }
  })();
  const server = createServer((asked, answer) => {
    const target = ready[turn++ % Math.max(1, ready.length)];
    if (target === undefined) answer.writeHead(503).end('{}');
    else hand(target, asked, answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    use: (urls) => {
      services = urls;
    },
    ready: () => ready,
    close: async () => {
      over = true;
      await looking;
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function hand(target: string, asked: IncomingMessage, answer: ServerResponse): void {
  const { url, method, headers } = asked;
  const onward = request(new URL(url ?? '/', target), { method, headers }, (came) => {
    answer.writeHead(came.statusCode ?? 502, came.headers);
    came.pipe(answer);
  });
  onward.on('error', () => (answer.headersSent ? answer.destroy() : answer.writeHead(502).end('{}')));
  asked.pipe(onward);
}

async function isReady(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(5_000) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}
