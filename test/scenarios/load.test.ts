// Too much to do, and clients that go away: real sockets against the service on the built-in engine; what is counted is what was still done.
import { request as httpRequest } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import { Admission } from '../../src/api/admission/admission.js';
import type { Engine } from '../../src/engine/engine.js';
import { openBuiltinLibrary } from '../support/open-builtin.js';
import { makeWork } from '../support/works.js';
import { type Answer, API_KEY, type Served, serve } from './serve.js';

const WORKS = Array.from({ length: 12 }, (_, i) => makeWork({ id: `own:${i}`, display_name: `alike ${i}` }));
/** No words, which would take time to read. */
const LONG = '. '.repeat(5_000);

/** The engine, with each call of these methods counted, and those of one held until it is let go. */
class Held {
  readonly counts: Record<string, number> = {};
  #hold: string | undefined;
  #release: () => void = () => undefined;
  #held = Promise.resolve();

  hold(method: keyof Engine): void {
    this.#hold = method;
    this.#held = new Promise((resolve) => {
      this.#release = resolve;
    });
  }

  letGo(): void {
    this.#hold = undefined;
    this.#release();
  }

  count(method: keyof Engine): number {
    return this.counts[method] ?? 0;
  }

  over(engine: Engine): Engine {
    return new Proxy(engine, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]): unknown => {
          this.counts[String(name)] = (this.counts[String(name)] ?? 0) + 1;
          if (name !== this.#hold) return value.apply(target, args);
          return this.#held.then(() => value.apply(target, args) as unknown);
        };
      },
    });
  }
}

let served: Served;
let held: Held;
let admission: Admission;
const sockets: Socket[] = [];
afterEach(async () => {
  held.letGo();
  for (const socket of sockets.splice(0)) socket.destroy();
  await served.close();
});

async function start(concurrency: number, works = WORKS): Promise<void> {
  held = new Held();
  admission = new Admission({ concurrency, patience: 60_000 });
  const open = async () => {
    const { library, close } = await openBuiltinLibrary();
    return { library: { ...library, works: held.over(library.works) }, close };
  };
  served = await serve(open, 'unembedded', 'off', { works, admission });
  for (const name of Object.keys(held.counts)) held.counts[name] = 0;
}

/** Sends a request on a connection of its own. */
function send(text: string): Socket {
  const socket = connect(served.port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(text);
  sockets.push(socket);
  return socket;
}

const get = (path: string) => send(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    if (tries > 500) throw new Error(`it does not come to that: ${JSON.stringify(admission.state)}`);
    await sleep(10);
  }
}

describe('who is gone', () => {
  test('while waiting is never begun, and all others are', async () => {
    await start(1);
    held.hold('retrieve');
    const running = served.ask({ path: '/works?search=alike' });
    await until(() => admission.state.light.running === 1);
    const leaving = Array.from({ length: 5 }, () => get('/works?search=alike'));
    const staying = [1, 2].map((page) => served.ask({ path: `/works?search=alike&page=${page}` }));
    await until(() => admission.state.light.waiting === 7);
    for (const socket of leaving) socket.destroy();
    await until(() => admission.state.light.left === 5);
    held.letGo();
    expect((await Promise.all([running, ...staying])).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(held.count('retrieve')).toBe(3);
    expect(admission.state.light).toMatchObject({ running: 0, waiting: 0, admitted: 3, shed: 0 });
  });

  test('while searching gets no further step', async () => {
    await start(1);
    held.hold('retrieve');
    const socket = get('/works?search=alike');
    await until(() => held.count('retrieve') === 1);
    socket.destroy();
    await sleep(50);
    held.letGo();
    await until(() => admission.state.light.running === 0);
    expect([held.count('retrieve'), held.count('fetch'), held.count('nearWords')]).toEqual([1, 0, 0]);
  });
});

describe('who is gone leaves undone', () => {
  test('the rest of a batch', async () => {
    await start(2);
    const queries = Array.from({ length: 30 }, () => ({ search: 'alike' }));
    const body = JSON.stringify({ queries });
    const type = 'Content-Type: application/json';
    held.hold('retrieve');
    const batch = send(
      `POST /search/batch HTTP/1.1\r\nHost: localhost\r\n${type}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    await until(() => held.count('retrieve') === 2);
    batch.destroy();
    await sleep(50);
    held.letGo();
    await until(() => admission.state.heavy.running === 0);
    expect(held.count('retrieve')).toBe(2);
  });

  test.each(['/experts?search=alike', '/works/own:1/related', '/works/own:1/graph?depth=2'])(
    'what follows a search: %s',
    async (path) => {
      await start(2);
      expect((await served.ask({ path })).status).toBe(200);
      const calls = () => Object.values(held.counts).reduce((sum, count) => sum + count, 0);
      for (const name of Object.keys(held.counts)) held.counts[name] = 0;
      held.hold('retrieve');
      const socket = get(path);
      await until(() => held.count('retrieve') > 0);
      const before = calls();
      socket.destroy();
      await sleep(50);
      held.letGo();
      await until(() => admission.state.light.running + admission.state.heavy.running === 0);
      // calls that had begun together end together; what would follow from their answers does not
      expect(calls()).toBe(before);
    },
  );
});

describe('who writes and is gone', () => {
  test('is still written for: a write is never left half done', async () => {
    await start(1);
    held.hold('write');
    const body = JSON.stringify({ title: 'written all the same' });
    const head = `Authorization: Bearer ${API_KEY}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}`;
    const socket = send(`PUT /works/own:new HTTP/1.1\r\nHost: localhost\r\n${head}\r\n\r\n${body}`);
    await until(() => held.count('write') === 1);
    socket.destroy();
    await sleep(50);
    held.letGo();
    await until(() => admission.state.write.running === 0);
    expect((await served.ask({ path: '/works/own:new' })).status).toBe(200);
  });
});

/** Searches that wait for a long time already, all but one of them for nothing. */
async function congested(): Promise<Promise<Answer>[]> {
  await start(1);
  held.hold('retrieve');
  const all = Array.from({ length: 10 }, () => served.ask({ path: '/works?search=alike' }));
  await until(() => admission.state.light.waiting === 9);
  // what has been waiting so long is no burst any more
  await sleep(350);
  return all;
}

describe('too much to do', () => {
  test('is answered with 503 and when to come back', async () => {
    const all = await congested();
    for (const method of ['GET', 'HEAD']) {
      const refused = await served.ask({ method, path: '/works?search=alike', headers: { 'x-request-id': 'mine' } });
      expect(refused).toMatchObject({ status: 503, headers: { 'retry-after': '1', 'x-request-id': 'mine' } });
      if (method === 'GET') expect(refused.body).toMatchObject({ error: 'overloaded' });
    }
    held.letGo();
    const statuses = (await Promise.all(all)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(2);
    expect(statuses.filter((status) => status === 503)).toHaveLength(8);
    expect((await served.ask({ path: '/works?search=alike' })).status).toBe(200);
  });

  test('is seen before a body is read, and holds up nothing that never waits', async () => {
    const all = await congested();
    // nothing of the body is sent, and the answer comes
    const heads = `Content-Type: application/json\r\nContent-Length: 300`;
    const unsent = send(`POST /works/search HTTP/1.1\r\nHost: localhost\r\n${heads}\r\n\r\n`);
    const answer = await new Promise<string>((resolve) => unsent.once('data', (data) => resolve(data.toString())));
    expect(answer).toMatch(/^HTTP\/1\.1 503 /);
    for (const path of [
      '/health/live',
      '/health/ready',
      '/autocomplete?q=ali',
      '/openapi.json',
      '/works/own:1/graph',
    ]) {
      // a graph needs the engine, which is held: it is let in, and waits there
      if (path.endsWith('graph')) get(path);
      else expect([path, (await served.ask({ path })).status]).toEqual([path, 200]);
    }
    await until(() => admission.state.heavy.running === 1);
    held.letGo();
    await Promise.all(all);
  });

  test('pages of other sites can read the refusal', async () => {
    const all = await congested();
    const headers = { origin: 'https://platform.example' };
    const refused = await served.ask({ path: '/works?search=alike', headers });
    expect(refused).toMatchObject({ status: 503, body: { error: 'overloaded' }, headers: { 'retry-after': '1' } });
    held.letGo();
    await Promise.all(all);
  });

  test('of heavy requests does not hold up light ones', async () => {
    await start(4);
    held.hold('fetch');
    const heavy = Array.from({ length: 6 }, () => served.ask({ path: '/works/own:1/graph' }));
    await until(() => admission.state.heavy.waiting === 5);
    expect((await served.ask({ path: '/works?group_by=type' })).status).toBe(200);
    held.letGo();
    expect((await Promise.all(heavy)).map(({ status }) => status)).toEqual(Array(6).fill(200));
  });
});

describe('who is slow', () => {
  test('to send keeps no place', async () => {
    await start(1);
    const heads = `Content-Type: application/json\r\nContent-Length: 300`;
    for (let i = 0; i < 20; i++) send(`POST /works/search HTTP/1.1\r\nHost: localhost\r\n${heads}\r\n\r\n{"search"`);
    await until(() => admission.state.bodies === 20);
    expect((await served.ask({ path: '/works?search=alike' })).status).toBe(200);
    for (const socket of sockets) socket.destroy();
    await until(() => admission.state.bodies === 0);
  });

  test('to read a file keeps no place, and where nobody reads any more it ends', async () => {
    const many = Array.from({ length: 1_200 }, (_, i) =>
      makeWork({ id: `w${i}`, display_name: 'alike', abstract: LONG }),
    );
    await start(1, many);
    const request = httpRequest(`${served.url}/works?format=jsonl`);
    request.end();
    const answer = await new Promise<import('node:http').IncomingMessage>((resolve) =>
      request.once('response', resolve),
    );
    answer.once('error', () => undefined).pause();
    await until(() => admission.state.heavy.running === 0 && admission.state.heavy.files === 1);
    expect((await served.ask({ path: '/works?format=csv&filter=id:w7' })).status).toBe(200);
    const read = held.count('fetch');
    // of twelve
    expect(read).toBeLessThan(10);
    answer.destroy();
    await until(() => admission.state.heavy.files === 0);
    expect(held.count('fetch')).toBeLessThanOrEqual(read + 1);
  });
});
