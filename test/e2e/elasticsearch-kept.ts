// Services on a cluster that are kept running: restarted one by one, stopped while it is away, restored from a snapshot.
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { openBalancer } from '../support/balancer.js';
import type { ElasticsearchNode } from '../support/elasticsearch-node/node.js';
import { type Answer, get } from './ask-service.js';
import { eventually, type Place, repeatedly, type Server, type Settings } from './processes.js';

const STOPPED_MS = 10_000;
/** As many times a client asks again what it may ask again. */
const TRIES = 3;
const READY_MS = 20_000;

export interface Kept {
  readonly place: Place;
  readonly node: ElasticsearchNode;
  readonly settings: (prefix: string) => Settings;
}

/** A failed test is tried once more, and a name is given once. */
let tries = 0;
const demo = (settings: Kept['settings']): Settings => ({ ...settings('kept'), DEMO: '1' });
const isThere = ({ body }: Answer) => (body.meta?.count ?? 0) > 0;

/** Two services behind one address, each restarted under load: no request of a client that asks again fails. */
export async function restartsInTurns({ place, settings }: Kept): Promise<void> {
  const own = { ...demo(settings), DRAIN_WAIT: '1' };
  const balancer = await openBalancer();
  const services: Server[] = [await place.serve(own), await place.serve(own)];
  const use = () => balancer.use(services.map(({ url }) => url));
  use();
  const areReady = (count: number) =>
    eventually(
      `${count} services`,
      async () => balancer.ready().length,
      (ready) => ready === count,
      READY_MS,
    );
  await areReady(2);
  const counts = new Map<number, number>();
  const stops = [1, 2, 3].map(() =>
    repeatedly(async () => {
      const status = await askAgain(`${balancer.url}/works?search=memory&per_page=2`);
      counts.set(status, (counts.get(status) ?? 0) + 1);
    }),
  );
  for (const turn of [0, 1]) {
    expect((await services[turn]?.stop('SIGTERM'))?.code).toBe(0);
    await areReady(1);
    services[turn] = await place.serve(own);
    use();
    await areReady(2);
  }
  await Promise.all(stops.map((stop) => stop()));
  expect([...counts.keys()]).toEqual([200]);
  expect(counts.get(200)).toBeGreaterThan(20);
  await Promise.all(services.map((service) => service.stop('SIGTERM')));
  await balancer.close();
}

/** Returns the last status. */
async function askAgain(url: string): Promise<number> {
  let status = 0;
  for (let i = 0; i < TRIES && status !== 200; i++) {
    status = await fetch(url).then(
      async (answer) => {
        await answer.arrayBuffer();
        return answer.status;
      },
      () => 0,
    );
  }
  return status;
}

async function ask<T>({ node }: Kept, method: string, path: string, body?: object): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${node.url}/${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  const json = (await answer.json()) as T;
  if (!answer.ok) throw new Error(`${method} ${path}: ${JSON.stringify(json)}`);
  return json;
}

/** As docs/cluster.md describes it: a repository, a snapshot, and its indices under another prefix beside the old ones. */
export async function restoresSnapshot(kept: Kept): Promise<void> {
  const { place, node, settings } = kept;
  const location = join(node.folder, 'snapshots');
  const restored = `restored${++tries}`;
  const before = await place.serve(demo(settings));
  // the indices of people, topics and venues come into being one after the other
  type Ready = { readonly waiting?: number; readonly entities?: Readonly<Record<string, number>> };
  const ready = async () => (await get(before, '/health/ready')).body as Ready;
  const isWhole = ({ waiting, entities = {} }: Ready) => waiting === 0 && Object.values(entities).every((n) => n > 0);
  await eventually('people, topics and venues', ready, isWhole, READY_MS);
  await ask(kept, 'PUT', '_snapshot/kept', { type: 'fs', settings: { location } });
  await ask(kept, 'PUT', `_snapshot/kept/${restored}?wait_for_completion=true`, {
    indices: 'kept-*',
    include_global_state: false,
  });
  await ask(kept, 'POST', `_snapshot/kept/${restored}/_restore?wait_for_completion=true`, {
    indices: 'kept-*',
    include_global_state: false,
    rename_pattern: '^kept-(.+)',
    rename_replacement: `${restored}-$1`,
    include_aliases: false,
  });
  type Aliases = Readonly<Record<string, { readonly aliases: object }>>;
  for (const [index, { aliases }] of Object.entries(await ask<Aliases>(kept, 'GET', 'kept-*/_alias'))) {
    for (const alias of Object.keys(aliases)) {
      await ask(kept, 'PUT', [index, '_alias', alias].join('/').replaceAll('kept-', `${restored}-`));
    }
  }
  const after = await place.serve(settings(restored));
  for (const path of ['/works?search=memory&per_page=50', '/authors?sort=works_count:desc&per_page=50']) {
    const answers = [];
    for (const service of [before, after]) {
      const { body } = await eventually('an answer', () => get(service, path), isThere, READY_MS);
      answers.push({ ...body, meta: { ...body.meta, db_response_time_ms: 0 } });
    }
    expect(answers[1]).toEqual(answers[0]);
  }
  await before.stop('SIGTERM');
  await stopsWithoutNode(kept, after);
}

/** A service whose node hangs ends in time, too. */
async function stopsWithoutNode({ node }: Kept, service: Server): Promise<void> {
  await node.pause();
  try {
    const began = performance.now();
    const answers = [1, 2, 3].map(() => get(service, '/works?search=memory').catch(() => undefined));
    expect((await service.stop('SIGTERM')).code).toBe(0);
    expect(performance.now() - began).toBeLessThan(STOPPED_MS);
    await Promise.all(answers);
  } finally {
    await node.resume();
  }
}
