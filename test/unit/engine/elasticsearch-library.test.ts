// A library whose server is away: it can be opened, and says so once.
import { Writable } from 'node:stream';
import { expect, test } from '@jest/globals';
import { pino } from 'pino';
import { createElasticsearchLibrary } from '../../../src/engine/elasticsearch/library.js';
import { closeLibrary, partsOf } from '../../../src/engine/engine.js';

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
