// Compression of streams, as exports are: over real sockets, with clients that wait, that read nothing, that go away.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { createBrotliDecompress, createGunzip } from 'node:zlib';
import { afterEach, describe, expect, test } from '@jest/globals';
import express from 'express';
import { compressed } from '../../../src/api/http-compression.js';

type Answering = express.RequestHandler;

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** Asks a server that answers so, and gives what comes back as it comes. */
async function ask(answer: Answering, accept: string, method = 'GET'): Promise<IncomingMessage> {
  const app = express();
  app.use(compressed(), answer);
  // Express prints errors elsewhere
  app.set('env', 'test');
  server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const asking = request({ host: '127.0.0.1', port, method, headers: { 'accept-encoding': accept } }).end();
  return ((await once(asking, 'response')) as [IncomingMessage])[0];
}

const decoders = { gzip: createGunzip, br: createBrotliDecompress };
const CODINGS = ['gzip', 'br'] as const;

async function read(answer: AsyncIterable<unknown>): Promise<string> {
  let text = '';
  for await (const piece of answer) text += String(piece);
  return text;
}

describe.each(CODINGS)('%s', (coding) => {
  test('a stream comes through whole', async () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => `${i},"work ${i * 7919}"\n`);
    const answer = await ask(async (_request, response) => {
      response.type('text/csv');
      await pipeline(lines, response);
    }, coding);
    expect(answer.headers['content-encoding']).toBe(coding);
    expect(await read(answer.pipe(decoders[coding]()))).toBe(lines.join(''));
  });

  test('what is flushed arrives before the rest is there', async () => {
    let more = () => {};
    const wanted = new Promise<void>((resolve) => {
      more = resolve;
    });
    const answer = await ask(async (_request, response) => {
      response.type('application/x-ndjson').write('{"first":true}\n');
      response.flush();
      // nobody asks for the rest before having seen the first line
      await wanted;
      response.end('{"first":false}\n');
    }, coding);
    const seen: string[] = [];
    for await (const piece of answer.pipe(decoders[coding]())) {
      seen.push(String(piece));
      more();
    }
    expect(seen).toEqual(['{"first":true}\n', '{"first":false}\n']);
  });
});

describe.each(CODINGS)('%s, when something goes wrong', (coding) => {
  test('a client that does not read stops the source', async () => {
    const total = 400;
    let made = 0;
    async function* source() {
      for (; made < total; made++) yield randomBytes(64 * 1024).toString('base64');
    }
    const answer = await ask(async (_request, response) => {
      response.type('text/csv');
      await pipeline(source(), response);
    }, coding);
    answer.pause();
    for (let before = -1; before < made; ) {
      before = made;
      await sleep(300);
    }
    expect(made).toBeGreaterThan(0);
    expect(made).toBeLessThan(total / 2);
    for await (const _ of answer);
    expect(made).toBe(total);
  });

  test('a client that goes away ends the source', async () => {
    let ended = () => {};
    const end = new Promise<void>((resolve) => {
      ended = resolve;
    });
    async function* source() {
      try {
        for (;;) yield randomBytes(1024).toString('base64');
      } finally {
        ended();
      }
    }
    const answer = await ask(async (_request, response) => {
      response.type('text/csv');
      await pipeline(source(), response).catch(() => undefined);
    }, coding);
    answer.destroy();
    await end;
  });

  test('a source that fails in the middle is no complete answer', async () => {
    async function* source() {
      for (let i = 0; i < 100; i++) yield randomBytes(1024).toString('base64');
      throw new Error('the store is gone');
    }
    const answer = await ask(async (_request, response) => {
      response.type('text/csv');
      await pipeline(source(), response);
    }, coding);
    await expect(read(answer)).rejects.toThrow('aborted');
  });
});

test.each([
  ['text/csv', 'gzip'],
  ['application/x-ndjson', 'gzip'],
  ['application/x-bibtex; charset=utf-8', 'gzip'],
  ['application/x-research-info-systems', 'gzip'],
  ['application/json', 'gzip'],
  ['image/png', undefined],
  ['font/woff2', undefined],
])('%s: %s', async (type, coding) => {
  const answer = await ask((_request, response) => {
    response.set('Content-Type', type).end('x'.repeat(10_000));
  }, 'gzip');
  expect(answer.headers['content-encoding']).toBe(coding);
  answer.resume();
});
