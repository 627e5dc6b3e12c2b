// Failures of Elasticsearch: which stable code each one gets, and which are waited for.

import { type DiagnosticResult, errors } from '@elastic/elasticsearch';
import { describe, expect, test } from '@jest/globals';
import { ofStatus, patiently, translate, translated } from '../../../src/engine/elasticsearch/failures.js';
import { hasType } from '../../../src/engine/elasticsearch/indices.js';
import { type ErrorCode, IdeascopeError, mayPass } from '../../../src/errors.js';

const refusal = (statusCode: number, type = '', reason = '') =>
  new errors.ResponseError({
    statusCode,
    body: { error: { type, reason }, status: statusCode },
    headers: {},
    warnings: null,
    meta: {} as DiagnosticResult['meta'],
  });
const away = () => new errors.ConnectionError('connect ECONNREFUSED');
const codeOf = (error: unknown) => (error instanceof IdeascopeError ? error.code : error);

describe('the code of a failure', () => {
  test.each<[string, Error, ErrorCode]>([
    ['no answer in time', new errors.TimeoutError('timed out'), 'engine_timeout'],
    ['no connection', away(), 'engine_unavailable'],
    ['no node left', new errors.NoLivingConnectionsError('none', {} as DiagnosticResult), 'engine_unavailable'],
    ['another product', new errors.ProductNotSupportedError('Elasticsearch'), 'engine_refused'],
    ['wrong credentials', refusal(401, 'security_exception'), 'engine_refused'],
    ['no privileges', refusal(403, 'security_exception'), 'engine_refused'],
    ['a blocked index', refusal(403, 'cluster_block_exception'), 'engine_read_only'],
    ['a blocked index, overloaded', refusal(429, 'cluster_block_exception'), 'engine_read_only'],
    ['no index', refusal(404, 'index_not_found_exception', 'no such index [x]'), 'index_gone'],
    ['too many requests', refusal(429, 'es_rejected_execution_exception'), 'engine_overloaded'],
    ['a request that took too long', refusal(408), 'engine_timeout'],
    ['a proxy that waited too long', refusal(504), 'engine_timeout'],
    ['a proxy without a node', refusal(502), 'engine_unavailable'],
    ['shards that are away', refusal(503, 'no_shard_available_action_exception', 'all away'), 'engine_unavailable'],
  ])('%s', (_, error, code) => {
    expect(codeOf(translate(error))).toBe(code);
  });

  test.each([
    ['a bad request', refusal(400, 'parsing_exception')],
    ['a failure inside', refusal(500)],
    ['an error of ours', new TypeError('oops')],
  ])('%s can only be a bug, and stays as it is', (_, error) => {
    expect(translate(error)).toBe(error);
  });
});

describe('what a failure tells', () => {
  test('an answer that is no JSON is read by its status', () => {
    const error = new errors.ResponseError({
      statusCode: 503,
      body: '<html>',
      headers: {},
      warnings: null,
      meta: {} as DiagnosticResult['meta'],
    });
    expect(codeOf(translate(error))).toBe('engine_unavailable');
  });

  test('the reason is told where it helps, and no part of an answer elsewhere', () => {
    const away = ofStatus(503, { type: '', reason: 'shard 0 of 10.0.0.7:9300 is away' });
    // who asks need not know of nodes; the log has it
    expect(away?.message).not.toContain('10.0.0.7');
    expect(String(away?.cause)).toContain('shard 0 of 10.0.0.7:9300 is away');
    expect(ofStatus(401, { type: '', reason: 'secret' })?.message).not.toContain('secret');
  });

  test.each<[ErrorCode, boolean]>([
    ['engine_unavailable', true],
    ['engine_timeout', true],
    ['engine_overloaded', true],
    ['engine_read_only', true],
    ['index_gone', true],
    ['engine_refused', false],
    ['index_foreign', false],
    ['index_outdated', false],
  ])('%s may pass: %s', (code, passes) => {
    const error = new IdeascopeError(code, '');
    expect(mayPass(error)).toBe(passes);
    // a client is told to come back only where that can help
    expect(error.retryAfter !== undefined).toBe(passes);
    expect(error.status).toBe(503);
  });

  test('an error of the client is recognised by the type that Elasticsearch gives it', () => {
    const error = refusal(400, 'resource_already_exists_exception');
    expect(hasType(error, 'resource_already_exists_exception')).toBe(true);
    expect([hasType(error, 'other'), hasType(new Error(), 'x'), hasType(undefined, 'x')]).toEqual([
      false,
      false,
      false,
    ]);
  });
});

/** A task that fails with these errors in turn, then succeeds; and when it was tried. */
function failing(...failures: Error[]) {
  const tries: number[] = [];
  const task = async () => {
    tries.push(performance.now());
    const failure = failures[tries.length - 1];
    if (failure) throw failure;
    return 'done';
  };
  return { task, tries };
}

describe('a call', () => {
  test('is repeated once, at once, when its connection was lost', async () => {
    const { task, tries } = failing(away());
    await expect(translated(task)).resolves.toBe('done');
    expect(tries).toHaveLength(2);
  });

  test('fails the second time', async () => {
    const { task, tries } = failing(away(), away(), away());
    expect(codeOf(await translated(task).catch((error) => error))).toBe('engine_unavailable');
    expect(tries).toHaveLength(2);
  });

  test('is not repeated for any other reason', async () => {
    const { task, tries } = failing(refusal(429));
    expect(codeOf(await translated(task).catch((error) => error))).toBe('engine_overloaded');
    expect(tries).toHaveLength(1);
  });
});

describe('patience', () => {
  const passing = () => new IdeascopeError('engine_overloaded', 'try again');

  test('repeats what may pass, with growing pauses', async () => {
    const { task, tries } = failing(passing(), passing(), passing());
    await expect(patiently(task, 5_000)).resolves.toBe('done');
    const pauses = tries.slice(1).map((time, i) => time - (tries[i] ?? 0));
    // half of 100, 200 and 400 at least; timers may come a little early
    expect(pauses.map((pause, i) => pause >= 50 * 2 ** i - 2)).toEqual([true, true, true]);
  });

  test('ends at its deadline, with the last failure', async () => {
    const failures = Array.from({ length: 99 }, (_, i) => new IdeascopeError('engine_timeout', `try ${i}`));
    const { task, tries } = failing(...failures);
    const began = performance.now();
    const error = await patiently(task, 400).catch((thrown) => thrown);
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(tries.length).toBeGreaterThan(1);
    expect(error).toBe(failures[tries.length - 1]);
  });

  test.each([
    ['that does not pass', new IdeascopeError('engine_refused', 'wrong key')],
    ['that only a bug can cause', new TypeError('oops')],
  ])('does not repeat a failure %s', async (_, failure) => {
    const { task, tries } = failing(failure);
    await expect(patiently(task, 5_000)).rejects.toBe(failure);
    expect(tries).toHaveLength(1);
  });

  test('ends when the engine is closed', async () => {
    const closing = new AbortController();
    const { task, tries } = failing(...Array.from({ length: 99 }, passing));
    setTimeout(() => closing.abort(), 20);
    await expect(patiently(task, 60_000, closing.signal)).rejects.toThrow('try again');
    expect(tries).toHaveLength(1);
  });
});
