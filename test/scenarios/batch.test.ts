// Batches over HTTP: what is too large for a scenario file, or needs an engine that misbehaves.
import { describe, expect, test } from '@jest/globals';
import type { BatchAnswer } from '../../src/api/contract/search.js';
import type { Engine } from '../../src/engine/engine.js';
import { IdeascopeError } from '../../src/errors.js';
import { createOracleLibrary } from '../support/oracle-engine.js';
import { expectShape } from './run-scenarios.js';
import { type Answer, type Ask, serve } from './serve.js';

const MEBIBYTE = 1024 * 1024;

async function answerOf(body: unknown, change: (works: Engine) => Partial<Engine> = () => ({})): Promise<Answer> {
  const served = await serve(async () => {
    const library = createOracleLibrary();
    const works = { ...library.works, ...change(library.works) };
    return { library: { ...library, works }, close: async () => undefined };
  });
  try {
    const asked: Ask = { method: 'POST', path: '/search/batch', body };
    const answer = await served.ask(asked);
    expectShape(answer, asked);
    return answer;
  } finally {
    await served.close();
  }
}

describe('POST /search/batch', () => {
  test('fifty of the longest texts fit, however they are escaped', async () => {
    // as Python's json.dumps writes them; an unknown field refuses each before anything is searched
    const longest = `{"search": "${'\\u6df1'.repeat(20_000)}", "filter": "nothing:1"}`;
    const body = `{"queries": [${Array(50).fill(longest).join(',')}]}`;
    expect(body.length).toBeGreaterThan(5.7 * MEBIBYTE);
    const { status, body: answered } = await answerOf(body);
    expect(status).toBe(200);
    const errors = (answered as BatchAnswer).results.map((result) => 'error' in result && result.error);
    expect(errors).toEqual(Array(50).fill('unknown_field'));
  });

  test('more than that is refused', async () => {
    const { status, body } = await answerOf(`{"queries": [{"search": "${'x'.repeat(8 * MEBIBYTE)}"}]}`);
    expect({ status, body }).toMatchObject({ status: 413, body: { error: 'body_too_large' } });
  });

  test('an engine that is away fails the batch, and says when to try again', async () => {
    const retrieve = () => Promise.reject(new IdeascopeError('engine_unavailable', 'it is away'));
    const answer = await answerOf({ queries: [{ search: 'a' }, { search: 'b' }, { search: 'c' }] }, () => ({
      retrieve,
    }));
    expect(answer).toMatchObject({ status: 503, body: { error: 'engine_unavailable' } });
    expect(answer.headers['retry-after']).toBe('5');
  });

  test('what should not happen with one search leaves the others their answers, and no stack', async () => {
    const change = (works: Engine): Partial<Engine> => ({
      retrieve: (request) =>
        request.text?.text === 'b' ? Promise.reject(new Error('secret')) : works.retrieve(request),
    });
    const queries = ['reads', 'b', 'networks'].map((search) => ({ search, mode: 'keyword' }));
    const { status, text, body } = await answerOf({ queries }, change);
    expect(status).toBe(200);
    const { results } = body as BatchAnswer;
    expect(results[1]).toMatchObject({ status: 500, error: 'internal_error', path: 'queries.1' });
    expect([results[0], results[2]].map((result) => result && 'results' in result)).toEqual([true, true]);
    expect(text).not.toContain('secret');
  });
});
