// The typed client against the real service: every kind of call, what it sends, and what it throws.
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Client, createClient, IdeascopeClientError } from '../../src/client/index.js';
import { closeLibrary, type Library, refreshLibrary } from '../../src/engine/engine.js';
import { IdeascopeError } from '../../src/errors.js';
import { createOracleLibrary } from '../support/oracle-engine.js';
import { API_KEY, type Served, serve } from './serve.js';

const openOracle = async () => {
  const library = createOracleLibrary();
  return { library, close: () => closeLibrary(library) };
};

/** What a call throws. */
async function thrownBy(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    (answer) => {
      throw new Error(`nothing was thrown, but answered: ${JSON.stringify(answer)}`);
    },
    (error: unknown) => error,
  );
}

let served: Served;
let client: Client;
beforeAll(async () => {
  served = await serve(openOracle);
  client = createClient({ baseUrl: `${served.url}/`, apiKey: API_KEY });
});
afterAll(() => served.close());

describe('the client reads', () => {
  test('a search, as the service answers it', async () => {
    const found = await client.searchWorks({
      search: 'reads',
      mode: 'keyword',
      facets: ['type', 'language'],
      per_page: 2,
    });
    const { body } = await served.ask({ path: '/works?search=reads&mode=keyword&facets=type,language&per_page=2' });
    const { meta, ...rest } = body as typeof found;
    expect(found).toEqual({ ...rest, meta: { ...meta, db_response_time_ms: found.meta.db_response_time_ms } });
    expect(found.meta.count).toBe(4);
    expect(Object.keys(found.facets ?? {})).toEqual(['type', 'language']);
  });

  test('texts, batches and everything at once', async () => {
    const byText = await client.searchWorksByText({ search: 'reads', mode: 'keyword', select: ['id'] });
    expect(byText.meta.count).toBe(4);
    const all = await client.search({ search: 'kamakura', mode: 'keyword' });
    expect(all.institutions.results[0]?.display_name).toBe('Kamakura University');
    const { results } = await client.searchBatch({ queries: [{ search: 'reads', mode: 'keyword' }, { sort: 'x' }] });
    expect(results.map((one) => ('error' in one ? one.path : one.meta.count))).toEqual([4, 'queries.1.sort']);
  });

  test.each(['own/climate 1', 'own:"quoted", 2', 'https://openalex.org/W2000000101', 'doi:10.5555/w2000000101'])(
    'the work %s by its id',
    async (id) => {
      const work = await client.getWork({ id, select: ['id', 'title'] });
      expect(work.title).not.toBe('');
      expect((await client.relatedWorks({ id, limit: 1 })).meta.degraded).toEqual([]);
    },
  );
});

describe('the client gives', () => {
  test('all pages, from the first or from any cursor', async () => {
    const ids: (string | undefined)[] = [];
    const cursors: (string | null | undefined)[] = [];
    for await (const { meta, results } of client.pages('searchWorks', { per_page: 7, sort: 'publication_year' })) {
      ids.push(...results.map(({ id }) => id));
      cursors.push(meta.next_cursor);
    }
    expect({ pages: cursors.length, ids: new Set(ids).size, all: ids.length }).toEqual({ pages: 6, ids: 40, all: 40 });
    const cursor = cursors[4] ?? '';
    const rest = [];
    for await (const page of client.pages('searchWorks', { per_page: 7, sort: 'publication_year', cursor })) {
      rest.push(...page.results.map(({ id }) => id));
    }
    expect(rest).toEqual(ids.slice(35));
    const byText = client.pages('searchWorksByText', { search: 'networks', per_page: 5 });
    const { value } = await byText.next();
    await byText.return();
    expect(value?.results).toHaveLength(5);
  });

  test('raw answers, with parameters that the types do not know', async () => {
    const response = await client.raw('getWork', { id: 'W2000000101', select: 'id' });
    expect(await response.json()).toEqual({ id: 'https://openalex.org/W2000000101' });
    const refused = await thrownBy(client.raw('searchWorks', { serch: 'x' }));
    expect(refused).toMatchObject({ status: 400, code: 'unknown_parameter', path: 'serch' });
  });

  test('errors of the service, with all that they say', async () => {
    const error = await thrownBy(client.searchWorks({ filter: 'yaer:2020' }));
    expect(error).toBeInstanceOf(IdeascopeClientError);
    expect(error).toMatchObject({ status: 400, code: 'unknown_field', path: 'filter', retryAfter: undefined });
    expect((error as Error).message).toContain('did you mean year');
    expect(await thrownBy(client.getWork({ id: 'nowhere' }))).toMatchObject({
      status: 404,
      code: 'not_found',
      path: 'id',
    });
    expect(await thrownBy(client.getWork({ id: '..' }))).toMatchObject({
      status: 0,
      code: 'invalid_argument',
      path: 'id',
    });
  });

  test('a call that was given up ends with the reason of its signal', async () => {
    const reason = new Error('the next letter was typed');
    expect(await thrownBy(client.searchWorks({}, { signal: AbortSignal.abort(reason) }))).toBe(reason);
    const giving = new AbortController();
    const under = client.searchWorks({ search: 'reads' }, { signal: giving.signal });
    giving.abort(reason);
    expect(await thrownBy(under)).toBe(reason);
  });
});

describe('the client writes', () => {
  let people: Served;
  let sent: { url: string; authorization: string | null }[] = [];
  const watch = (url: string, init: RequestInit) => {
    sent.push({ url, authorization: new Headers(init.headers).get('authorization') });
    return fetch(url, init);
  };
  beforeAll(async () => {
    people = await serve(openOracle, 'people');
  });
  afterAll(() => people.close());

  test('with its key, which it sends with nothing else', async () => {
    sent = [];
    const writer = createClient({ baseUrl: people.url, apiKey: API_KEY, fetch: watch });
    const id = 'people/works';
    const author = await writer.patchAuthor({ id, open_to_collaborate: true, bio: 'Tides.', select: ['id', 'bio'] });
    expect(author).toEqual({ id, bio: 'Tides.' });
    await writer.patchAuthor({ id, bio: null });
    expect(await writer.getAuthor({ id })).toMatchObject({ bio: null, open_to_collaborate: true });
    expect((await writer.authorWorks({ id })).meta.count).toBe(1);
    expect((await writer.adminStatus()).embedding.works).toBeGreaterThan(0);
    expect(sent.map(({ authorization }) => authorization !== null)).toEqual([true, true, false, false, true]);
  });

  test('not without a key', async () => {
    const error = await thrownBy(createClient({ baseUrl: people.url }).patchAuthor({ id: 'person/7', bio: 'x' }));
    expect(error).toMatchObject({ status: 401, code: 'unauthorized' });
  });

  test('to merged records under their old ids', async () => {
    const writer = createClient({ baseUrl: people.url, apiKey: API_KEY });
    const merged = await writer.mergeAuthors({ id: 'A7000000002', into: 'A7000000001' });
    await refreshLibrary(people.library);
    expect((await writer.getAuthor({ id: 'A7000000002' })).id).toBe(merged.id);
    const written = await writer.patchAuthor({ id: 'A7000000002', claimed: true });
    expect(written).toMatchObject({ id: merged.id, claimed: true });
  });
});

describe('the client writes works', () => {
  test('one, several, and takes one away', async () => {
    const writer = createClient({ baseUrl: served.url, apiKey: API_KEY });
    const id = 'own/reeds 1';
    const put = await writer.putWork({
      id,
      title: 'Reeds',
      authors: [{ name: 'Ada Quill' }],
      year: 2020,
      select: ['id'],
    });
    expect(put).toEqual({ outcome: 'created', work: { id } });
    const works = [
      { id, title: 'Reeds', authors: ['Ada Quill'], year: 2020 },
      { id: 'none' },
      { id: 'b', title: '潮' },
    ];
    const { rejections, ...counts } = await writer.importWorks({ works, format: 'jsonl' });
    expect(counts).toMatchObject({ created: 1, unchanged: 1, rejected: 1 });
    expect(rejections).toEqual([{ line: 2, reason: 'neither title nor abstract' }]);
    expect(await writer.deleteWork({ id })).toEqual({ outcome: 'removed', work: null });
    expect(await thrownBy(writer.deleteWork({ id }))).toMatchObject({ status: 404, code: 'not_found' });
    const error = await thrownBy(writer.putWork({ id, title: 'x', authors: [{ name: ' ' }] }));
    expect(error).toMatchObject({ status: 400, path: 'authors.0.name' });
  });
});

/** Something that listens, and answers in its own way. */
async function listening(answer: RequestListener): Promise<{ server: Server; url: string }> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

function stop(server: Server): Promise<unknown> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
}

describe('the client, where the service is not well', () => {
  test('says when to ask again', async () => {
    const library: Library = createOracleLibrary();
    const retrieve = () => Promise.reject(new IdeascopeError('engine_overloaded', 'busy'));
    const open = async () => ({
      library: { ...library, works: { ...library.works, retrieve } },
      close: () => closeLibrary(library),
    });
    const busy = await serve(open, 'empty');
    const error = await thrownBy(createClient({ baseUrl: busy.url }).searchWorks());
    await busy.close();
    expect(error).toMatchObject({ status: 503, code: 'engine_overloaded', retryAfter: 2, message: 'busy' });
  });

  test('says that it is another one that answers', async () => {
    const { server, url } = await listening((request, response) => {
      response.writeHead(request.url === '/' ? 200 : 502, {
        'retry-after': new Date(Date.now() + 60_000).toUTCString(),
      });
      response.end('<h1>welcome</h1>');
    });
    const other = createClient({ baseUrl: url });
    expect(await thrownBy(other.index())).toMatchObject({ status: 200, code: 'unexpected_answer' });
    const gateway = (await thrownBy(other.live())) as IdeascopeClientError;
    expect(gateway).toMatchObject({ status: 502, code: 'unexpected_answer' });
    expect(gateway.retryAfter).toBeGreaterThan(50);
    await stop(server);
    const unreachable = await thrownBy(other.live());
    expect(unreachable).toMatchObject({ status: 0, code: 'network_error', cause: expect.anything() });
    expect((unreachable as Error).message).toMatch(/^the service was not reached: ./);
  });

  test('waits no longer than it should, for the head of an answer and for the rest of it', async () => {
    const { server, url } = await listening((request, response) => {
      if (request.url === '/health/live') response.write('{"status":');
    });
    const hasty = createClient({ baseUrl: url, timeout: 100 });
    expect(await thrownBy(hasty.live())).toMatchObject({
      status: 0,
      code: 'timeout',
      message: expect.stringContaining('within 100 ms'),
    });
    expect(await thrownBy(hasty.ready({}, { timeout: 50 }))).toMatchObject({ code: 'timeout' });
    // a stream has no end that could be waited for, and can be given up all the same
    const giving = new AbortController();
    const stream = await hasty.raw('live', {}, { signal: giving.signal });
    const reason = new Error('enough');
    const reading = thrownBy(stream.text());
    giving.abort(reason);
    expect(await reading).toBe(reason);
    await stop(server);
  });
});

describe('createClient', () => {
  test('is what the package exports', async () => {
    const exported = await import('ideascope/client');
    expect(exported).toMatchObject({ createClient, IdeascopeClientError });
  });

  test('refuses what is no address', () => {
    expect(() => createClient({ baseUrl: 'http://127.0.0.1:3000/?x=1' })).toThrow('baseUrl must be the address');
  });
});
