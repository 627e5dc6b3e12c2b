// A failure that comes again and again is logged when it begins, when it changes and when it is over.
import { expect, test } from '@jest/globals';
import { pino } from 'pino';
import { IdeascopeError } from '../../src/errors.js';
import { FailureLog } from '../../src/failure-log.js';

test('only changes are logged', () => {
  const lines: string[] = [];
  const write = (line: string) => void lines.push((JSON.parse(line) as { msg: string }).msg);
  const log = new FailureLog(pino({}, { write }), 'refreshing');
  const away = () => new IdeascopeError('engine_unavailable', `away at ${Math.random()}`);
  log.succeeded();
  log.failed(away());
  log.failed(away());
  log.failed(new IdeascopeError('engine_timeout', 'slow'));
  log.failed(new Error('a bug'));
  log.failed(new Error('a bug'));
  log.succeeded();
  log.succeeded();
  log.failed(away());
  const failed = 'refreshing failed';
  expect(lines).toEqual([failed, failed, failed, 'refreshing works again', failed]);
});
