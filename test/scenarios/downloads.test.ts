// Exports that do not go well: failures before and after the first byte, clients that read slowly or leave.
import { get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import type { RetrievalRequest } from '../../src/engine/engine.js';
import { IdeascopeError } from '../../src/errors.js';
import type { Logger } from '../../src/logger.js';
import { IDS_READ } from '../../src/search/walk-works.js';
import { createOracleLibrary } from '../support/oracle-engine.js';
import { makeWork } from '../support/works.js';
import { openOracleWith } from './open-oracle.js';
import { type OpenLibrary, type Served, serve } from './serve.js';

const manyWorks = (count: number, abstract = '') =>
  Array.from({ length: count }, (_, i) =>
    makeWork({ id: `w${i}`, display_name: 'alike', ...(abstract && { abstract }) }),
  );

/** Of so many works a part is sent before the last is read. */
const LONG = 'word '.repeat(100);

/** Fails at the retrieval of an export with this number. */
const failingAt = (failing: number, error: Error): OpenLibrary =>
  openOracleWith((works) => {
    let count = 0;
    const isExport = ({ order }: RetrievalRequest) => order?.limit === IDS_READ;
    return {
      retrieve: (request) =>
        isExport(request) && ++count === failing ? Promise.reject(error) : works.retrieve(request),
    };
  });

/** Fails once at a fetch, behind as many works. */
const failingBehind = (works: number, error: Error): OpenLibrary =>
  openOracleWith((all) => {
    let read = 0;
    return {
      fetch: (ids) => {
        const before = read;
        read += ids.length;
        return before <= works && read > works ? Promise.reject(error) : all.fetch(ids);
      },
    };
  });

const errorsOf = () => {
  const lines: string[] = [];
  return { lines, logger: pino({ level: 'error' }, { write: (line) => void lines.push(line) }) };
};

let running: Served[] = [];
afterEach(async () => {
  for (const served of running) await served.close();
  running = [];
});

/** Closed after the test, also when it fails: an open server would keep the run from ending. */
const started = async (...parameters: Parameters<typeof serve>): Promise<Served> => {
  const served = await serve(...parameters);
  running.push(served);
  return served;
};

describe('failures', () => {
  const gone = new IdeascopeError('engine_unavailable', 'the server is away');

  test('at the first page are answers in JSON', async () => {
    const served = await started(failingAt(1, gone), 'unembedded', 'off', { works: manyWorks(1200) });
    const answer = await served.ask({ path: '/works?format=csv' });
    expect(answer).toMatchObject({ status: 503, body: { error: 'engine_unavailable' } });
    expect(answer.headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8', 'retry-after': '5' });
    expect(answer.headers).not.toHaveProperty('content-disposition');
  });

  test('at reading the first works are answers in JSON, too', async () => {
    const broken = openOracleWith(() => ({ fetch: () => Promise.reject(gone) }));
    const served = await started(broken, 'unembedded', 'off', { works: manyWorks(3) });
    for (const format of ['csv', 'jsonl']) {
      expect(await served.ask({ path: `/works?search=alike&format=${format}` })).toMatchObject({ status: 503 });
    }
  });

  test.each(['csv', 'bibtex', 'ris', 'jsonl'])('later ones cut the connection: %s', async (format) => {
    const { lines, logger } = errorsOf();
    const open = failingBehind(700, new TypeError('broke'));
    const served = await started(open, 'unembedded', 'off', { works: manyWorks(1200, LONG), logger });
    await expect(served.ask({ path: `/works?format=${format}` })).rejects.toThrow(/aborted|ECONNRESET/);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ msg: 'a download broke off', path: '/works' }]);
    // the next request finds a service as before
    expect(await served.ask({ path: `/works?format=${format}` })).toMatchObject({ status: 200 });
  });

  test('HTTP/1.0, as proxies speak it, sees a reset, and not the end of a file', async () => {
    const open = failingBehind(700, new TypeError('broke'));
    const { port } = await started(open, 'unembedded', 'off', { works: manyWorks(1200, LONG) });
    const socket = connect(port, '127.0.0.1');
    socket.write('GET /works?format=csv HTTP/1.0\r\n\r\n');
    const whole = async () => {
      for await (const _ of socket);
    };
    await expect(whole()).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  test('vectors that are replaced meanwhile end an export, as its works would be others', async () => {
    const without = openOracleWith((works) => ({
      retrieve: async (request) => {
        const found = await works.retrieve(request);
        return request.window > 0
          ? { ...found, total: { ...found.total, value: 5000 } }
          : { ...found, semanticUsed: false };
      },
    }));
    const served = await started(without);
    const answer = await served.ask({ path: '/works?search=networks&format=csv' });
    // all that was sent before would have been less than a piece
    expect(answer).toMatchObject({ status: 503, body: { error: 'semantic_unavailable' } });
  });
});

/** 60 batches of 1.6 MB each: far more than sockets hold. */
const LARGE = manyWorks(6000, 'word '.repeat(3200));

const counting = () => {
  const batches = { read: 0 };
  const open = openOracleWith((all) => ({
    fetch: (ids) => {
      if (ids.length === 100) batches.read++;
      return all.fetch(ids);
    },
  }));
  return { batches, open };
};
const begin = ({ port }: Served, path: string) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    get({ host: '127.0.0.1', port, path }, resolve).on('error', reject);
  });
/** How many batches were read when no more are, of 60. */
const settled = async (batches: { readonly read: number }) => {
  let before = 0;
  for (; batches.read === 0 || before !== batches.read; await sleep(500)) before = batches.read;
  return before;
};
const filled = async (open: OpenLibrary, logger?: Logger) => {
  const served = await started(open, 'empty', 'off', logger && { logger });
  await served.library.works.write(LARGE);
  await served.library.works.refresh();
  return served;
};

describe('clients', () => {
  test('that do not read are waited for, and when they leave the work ends', async () => {
    const { batches, open } = counting();
    const { lines, logger } = errorsOf();
    const response = await begin(await filled(open, logger), '/works?format=jsonl');
    response.pause();
    expect(await settled(batches)).toBeLessThan(60);
    response.destroy();
    expect(await settled(batches)).toBeLessThan(60);
    // to leave is no failure
    expect(lines).toEqual([]);
  }, 60_000);

  test('that read again get all of it', async () => {
    const { batches, open } = counting();
    const response = await begin(await filled(open), '/works?format=jsonl');
    response.pause();
    await settled(batches);
    let lines = 0;
    for await (const piece of response) lines += (piece as Buffer).filter((byte) => byte === 10).length;
    expect([lines, response.complete, batches.read]).toEqual([LARGE.length, true, 60]);
  }, 60_000);

  test('others are answered meanwhile, however fast an export is taken', async () => {
    const served = await filled(openOracleWith(() => ({})));
    const ended: string[] = [];
    const response = await begin(served, '/works?format=jsonl&select=id');
    const exported = new Promise((resolve) => response.resume().on('end', resolve)).then(() => ended.push('export'));
    await served.ask({ path: '/health/live' }).then(() => ended.push('other'));
    await exported;
    expect(ended).toEqual(['other', 'export']);
  }, 60_000);

  test('HEAD reads no works', async () => {
    const { batches, open } = counting();
    const answer = await (await filled(open)).ask({ method: 'HEAD', path: '/works?format=csv' });
    expect([answer.headers['ideascope-count'], batches.read]).toEqual([String(LARGE.length), 0]);
  }, 60_000);
});

test('works that are removed meanwhile are left out, and end no export early', async () => {
  const served = await started(
    async () => ({ library: createOracleLibrary(), close: async () => undefined }),
    'empty',
    'off',
  );
  await served.library.works.write(manyWorks(1200));
  await served.library.works.refresh();
  const first = await served.ask({ path: '/works?format=jsonl&select=id' });
  const ids = first.text
    .split('\n')
    .filter(Boolean)
    .map((line) => (JSON.parse(line) as { id: string }).id);
  // a whole page of them, which the index still knows
  await served.library.works.remove(ids.slice(0, 700));
  const second = await served.ask({ path: '/works?format=jsonl&select=id' });
  expect(second.text).toBe(
    ids
      .slice(700)
      .map((id) => `{"id":"${id}"}\n`)
      .join(''),
  );
});

test('a work that moves just where the walk goes on makes no other come twice or never', async () => {
  const works = Array.from({ length: IDS_READ + 50 }, (_, i) =>
    makeWork({ id: `w${i}`, display_name: 'alike', cited_by_count: i }),
  );
  const moving = openOracleWith((all) => ({
    retrieve: async (request) => {
      const found = await all.retrieve(request);
      const last = found.sorted.length === IDS_READ ? found.last?.id : undefined;
      // written, and not yet seen by searches
      if (last) await all.write([makeWork({ id: last, display_name: 'alike', cited_by_count: 1_000_000 })]);
      return found;
    },
  }));
  const served = await started(moving, 'empty', 'off');
  await served.library.works.write(works);
  await served.library.works.refresh();
  const { text } = await served.ask({ path: '/works?format=jsonl&select=id&sort=cited_by_count:desc' });
  const expected = works.map(({ id }) => `{"id":"${id}"}`).reverse();
  expect(text.trim().split('\n')).toEqual(expected);
}, 60_000);
