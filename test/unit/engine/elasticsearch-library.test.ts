// A library whose server is away: it can be opened, and says so once.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { expect, test } from '@jest/globals';
import { pino } from 'pino';
import { createElasticsearchLibrary } from '../../../src/engine/elasticsearch/library.js';
import { closeLibrary, partsOf } from '../../../src/engine/engine.js';
import { forRequest, RequestScope } from '../../../src/request-scope.js';

test('a server that is away is reported once, not by each part', async () => {
  const lines: string[] = [];
  const sink = new Writable({
    write: (line, _, done) => {
      lines.push(String(line));
      done();
    },
  });
  // nothing listens at port 1
  const library = createElasticsearchLibrary({ url: 'http://127.0.0.1:1', prefix: 'test', logger: pino(sink) });
  for (const part of partsOf(library)) await part.prepare();
  await closeLibrary(library);
  expect(lines.filter((line) => line.includes('Elasticsearch does not answer yet'))).toHaveLength(1);
});

test('a call is broken off when the client is gone for whom it is, and not begun again', async () => {
  const asked: string[] = [];
  const closed: string[] = [];
  let reached: () => void = () => undefined;
  const arrived = new Promise<void>((resolve) => {
    reached = resolve;
  });
  // a cluster that thinks for ever
  const cluster = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.once('close', () => closed.push(request.url ?? ''));
    reached();
  });
  await new Promise<void>((resolve) => cluster.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(cluster.address() as AddressInfo).port}`;
  const library = createElasticsearchLibrary({ url, prefix: 'test', logger: pino({ level: 'silent' }) });
  const gone = new AbortController();
  const marked = forRequest(new RequestScope('a', gone.signal), () => library.works.countMarked());
  await arrived;
  expect(closed).toEqual([]);
  gone.abort();
  await expect(marked).rejects.toMatchObject({ code: 'client_gone' });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(asked).toHaveLength(1);
  expect(closed).toEqual(asked);
  await closeLibrary(library);
  cluster.close();
});
