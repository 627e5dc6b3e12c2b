// The worker pool: queries first, dead workers replaced, nothing left waiting.
import { afterEach, describe, expect, test } from '@jest/globals';
import { EmbedderError } from '../../../src/embedding/embedder.js';
import { WorkerPool } from '../../../src/embedding/worker-pool.js';
import { forRequest, RequestScope } from '../../../src/request-scope.js';

const pools: WorkerPool[] = [];
const replaced: string[] = [];

async function startPool(size: number, prefetch = false): Promise<WorkerPool> {
  const pool = await WorkerPool.start({
    url: new URL('./fake-worker.js', import.meta.url),
    settings: { order: new Int32Array(new SharedArrayBuffer(4)) },
    size,
    prefetch,
    onReplace: ({ message }) => replaced.push(message),
  });
  pools.push(pool);
  return pool;
}

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
  replaced.length = 0;
});

describe('WorkerPool', () => {
  test('a query overtakes all waiting documents, but not the running one', async () => {
    const pool = await startPool(1);
    const documents = ['slow', 'd1', 'd2'].map((text) => pool.run(text, 'document'));
    const query = pool.run('q', 'query');
    const order = (await Promise.all([...documents, query])).map((vector) => vector[0]);
    expect(order).toEqual([0, 2, 3, 1]);
  });

  test('a worker that is handed documents ahead lets a query wait for one more', async () => {
    const pool = await startPool(1, true);
    const documents = ['slow', 'd1', 'd2', 'd3'].map((text) => pool.run(text, 'document'));
    const query = pool.run('q', 'query');
    const order = (await Promise.all([...documents, query])).map((vector) => vector[0]);
    expect(order).toEqual([0, 1, 3, 4, 2]);
  });

  test('a worker that dies loses nothing that it was handed ahead', async () => {
    const pool = await startPool(2, true);
    const texts = ['d0', 'die', ...Array.from({ length: 20 }, (_, i) => (i % 7 === 3 ? 'fail' : `d${i}`))];
    const results = await Promise.allSettled(texts.map((text) => pool.run(text, 'document')));
    const failed = texts.filter((_, i) => results[i]?.status === 'rejected');
    expect(failed).toEqual(['die', 'fail', 'fail', 'fail']);
  });

  test('sentences wait for queries, and documents for sentences', async () => {
    const pool = await startPool(1);
    const running = pool.run('slow', 'document');
    const waiting = (['document', 'sentence', 'query', 'sentence'] as const).map((one, i) => pool.run(`t${i}`, one));
    const order = (await Promise.all([running, ...waiting])).map((vector) => vector[0]);
    expect(order).toEqual([0, 4, 2, 1, 3]);
  });
});

describe('requests', () => {
  test('whose client is gone are not embedded for, unless a worker has begun', async () => {
    const pool = await startPool(1);
    const gone = new AbortController();
    const scope = new RequestScope('a', gone.signal);
    const begun = forRequest(scope, () => pool.run('slow', 'query'));
    const waiting = forRequest(scope, () => [pool.run('q', 'query'), pool.run('s', 'sentence')]);
    const other = pool.run('other', 'query');
    expect(pool.waiting).toBe(3);
    const ended = Promise.allSettled(waiting);
    gone.abort();
    expect(pool.waiting).toBe(1);
    for (const one of await ended) expect(one).toMatchObject({ status: 'rejected', reason: { code: 'client_gone' } });
    await expect(forRequest(scope, () => pool.run('late', 'query'))).rejects.toMatchObject({ code: 'client_gone' });
    // the workers number their answers: nothing came between these two
    expect([(await begun)[0], (await other)[0]]).toEqual([0, 1]);
  });

  test('that take much let others go before, though not always', async () => {
    const pool = await startPool(1);
    const heavy = new RequestScope('a', new AbortController().signal);
    heavy.heavy = true;
    const running = pool.run('slow', 'query');
    const passages = forRequest(heavy, () => Array.from({ length: 2 }, () => pool.run('p', 'query')));
    const queries = Array.from({ length: 5 }, () => pool.run('q', 'query'));
    const order = async (all: Promise<Float32Array>[]) => (await Promise.all(all)).map((vector) => vector[0]);
    await running;
    expect(await order(queries)).toEqual([1, 2, 3, 5, 6]);
    expect(await order(passages)).toEqual([4, 7]);
  });

  test('find an end to what is waited for', async () => {
    const pool = await startPool(1);
    const all = Promise.allSettled(Array.from({ length: 1_100 }, () => pool.run('q', 'query')));
    const failed = (await all).filter(({ status }) => status === 'rejected');
    expect(failed).toHaveLength(99);
    expect(failed[0]).toMatchObject({ reason: { message: 'the embedder has too much to do' } });
  });
});

describe('workers', () => {
  test('the event loop turns while workers compute', async () => {
    const pool = await startPool(1);
    let turns = 0;
    const timer = setInterval(() => turns++, 5);
    await pool.run('slow', 'document');
    clearInterval(timer);
    expect(turns).toBeGreaterThan(3);
  });

  test.each([
    ['exits', 'die', /died: it stopped without a word/],
    ['throws', 'throw', /died: out of memory/],
  ])('a worker that %s rejects its own text only and is replaced', async (_, deadly, message) => {
    const pool = await startPool(1);
    const lost = pool.run(deadly, 'document');
    const next = pool.run('d', 'document');
    await expect(lost).rejects.toThrow(message);
    await expect(lost).rejects.toThrow(EmbedderError);
    await expect(next).resolves.toHaveLength(1);
    expect(replaced).toHaveLength(1);
  });

  test('a text that cannot be embedded costs no worker', async () => {
    const pool = await startPool(1);
    await expect(pool.run('fail', 'query')).rejects.toThrow('the text could not be embedded: bad text');
    await expect(pool.run('q', 'query')).resolves.toHaveLength(1);
    expect(replaced).toEqual([]);
  });

  test('a worker that cannot start is an error, not an endless series of workers', async () => {
    const url = new URL('./fake-worker.js', import.meta.url);
    const start = WorkerPool.start({ url, settings: { failToStart: true }, size: 2 });
    await expect(start).rejects.toThrow('an embedding worker could not start: no such model');
  });

  test('closing rejects what runs, what waits, and what comes later', async () => {
    const pool = await startPool(1);
    const texts = [pool.run('slow', 'document'), pool.run('d', 'document'), pool.run('q', 'query')];
    const results = Promise.allSettled(texts);
    await pool.close();
    await pool.close();
    expect((await results).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    await expect(pool.run('later', 'query')).rejects.toThrow('the embedder is closed');
  });
});
