// Harvests against a repository on this machine: pages, pauses, failures of every kind, and going on where one was cut off.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { type HarvestOptions, type HarvestReport, harvest } from '../../../indexer/harvest/harvest.js';
import { oaiRequest } from '../../../indexer/harvest/oai-request.js';
import { retryAfter } from '../../../indexer/harvest/polite-fetch.js';
import { ResumeFile } from '../../../indexer/harvest/resume.js';
import type { Engine } from '../../../src/engine/engine.js';
import { type Fault, OaiServer, type OaiServerOptions } from '../../support/oai-server.js';
import { createOracleEngine } from '../../support/oracle-engine.js';

const folder = mkdtempSync(join(tmpdir(), 'ideascope-harvest-'));
const servers: OaiServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

let folders = 0;

interface Session {
  readonly server: OaiServer;
  readonly engine: Engine;
  readonly noted: string[];
  readonly run: (more?: Partial<HarvestOptions>, options?: Record<string, unknown>) => Promise<HarvestReport>;
  readonly file: string;
}

async function session(options: OaiServerOptions): Promise<Session> {
  const server = await OaiServer.open(options);
  servers.push(server);
  const engine = createOracleEngine();
  const noted: string[] = [];
  folders += 1;
  const data = join(folder, String(folders));
  const { base } = server;
  const run: Session['run'] = (more = {}, given = {}) =>
    harvest({
      engine,
      request: oaiRequest(base, { prefix: 'arXiv', pause: '0', ...given }),
      resume: new ResumeFile(data),
      signal: new AbortController().signal,
      note: (text) => void noted.push(text),
      retryPauses: [1, 2, 3],
      ...more,
    });
  return { server, engine, noted, run, file: join(data, 'harvests.json') };
}

const WHOLE = { created: 43, rejected: 0, skipped: 7, failures: [], failure: undefined };

test('all pages of a list are imported, deleted records skipped', async () => {
  const { server, run, engine } = await session({ records: 50, pageSize: 9 });
  expect(await run()).toMatchObject({ ...WHOLE, began: '2031-02-01', stopped: false });
  expect(server.asked).toHaveLength(6);
  const [work] = await engine.fetch(['arxiv:3101.00049']);
  expect(work).toMatchObject({ display_name: 'Gravel study 49', topics: [{ id: 'topic:cs-cl' }] });
  expect(await run()).toMatchObject({ created: 0, unchanged: 43 });
});

test('a list of one page has no token', async () => {
  const { server, run } = await session({ records: 5, pageSize: 9 });
  expect(await run()).toMatchObject({ created: 5, failure: undefined });
  expect(server.asked).toHaveLength(1);
});

describe('what passes is waited for', () => {
  test.each<[string, readonly Fault[]]>([
    ['told to come back', [{ busy: 0 }, 'none', { busy: 0 }]],
    ['told to come back at a time', [{ busyUntil: 1 }]],
    ['too many requests', [{ status: 429 }]],
    ['a failure of the server', [{ status: 500 }, { status: 502 }]],
    ['an answer cut short', ['truncated', 'none', 'truncated']],
    ['a connection cut short', ['none', 'hang up']],
    ['a page for people', ['none', 'html']],
  ])('%s', async (_name, faults) => {
    const { server, run, noted } = await session({ records: 50, pageSize: 20, faults });
    expect(await run()).toMatchObject(WHOLE);
    const failed = faults.filter((fault) => fault !== 'none').length;
    expect(noted).toHaveLength(failed);
    expect(server.asked).toHaveLength(3 + failed);
  });

  test('for as long as the server asks', async () => {
    const { server, run } = await session({ records: 5, pageSize: 9, faults: [{ busy: 1 }] });
    await run();
    expect(server.asked[1]?.pause).toBeGreaterThanOrEqual(950);
  });

  test('between all requests, as a server that throttles wants it', async () => {
    const { server, run, noted } = await session({ records: 50, pageSize: 20, leastPause: 150 });
    expect(await run({}, { pause: '0.2' })).toMatchObject(WHOLE);
    expect(noted).toEqual([]);
    for (const { pause } of server.asked) expect(pause).toBeGreaterThanOrEqual(150);
  });

  test('a date and seconds are told apart', () => {
    const now = Date.parse('2031-02-01T00:00:00Z');
    expect(retryAfter('120', now)).toBe(120_000);
    expect(retryAfter('Sat, 01 Feb 2031 00:00:30 GMT', now)).toBe(30_000);
    expect(retryAfter('Fri, 31 Jan 2031 00:00:30 GMT', now)).toBe(0);
    expect(retryAfter('soon', now)).toBeUndefined();
    expect(retryAfter(null, now)).toBeUndefined();
  });
});

describe('what does not pass ends the harvest with a reason, and the next goes on there', () => {
  const broken = (fault: Fault): readonly Fault[] => ['none', fault, fault, fault, fault];
  test.each<[string, readonly Fault[], RegExp]>([
    ['a server that stays busy', broken({ busy: 0 }), /resumptionToken=.*: the answer is 503 .*, 4 times$/],
    ['a server that fails', broken({ status: 500 }), /the answer is 500 .*, 4 times$/],
    ['answers that end in the middle', broken('truncated'), /the answer ends in the middle, 4 times$/],
    ['pages for people', broken('html'), /the answer is a page of HTML, and no OAI-PMH, 4 times$/],
    ['connections that end', broken('hang up'), /no answer \(.+\), 4 times$/],
    ['a long wait', ['none', { busy: 7200 }], /the answer is 503 .*; it asks to come back in 7,200 s$/],
    ['a page that is gone', ['none', { status: 404 }], /the answer is 404 Not Found$/],
    ['a token that repeats', ['none', 'same token'], /hands out the page 0\|20 again, and would go on for ever$/],
  ])('%s', async (_name, faults, reason) => {
    const { server, run, noted } = await session({ records: 50, pageSize: 20, faults });
    const first = await run();
    expect(first.failure).toMatch(reason);
    expect(first.created).toBeGreaterThanOrEqual(18);
    const before = server.asked.length;
    const second = await run();
    expect(second).toMatchObject({ failure: undefined, created: 43 - first.created });
    expect(server.asked.slice(before).every(({ address }) => address.includes('resumptionToken='))).toBe(true);
    expect(noted.at(-1)).toBe('going on where the last harvest of this list was cut off\n');
  });

  test('a refusal is not asked for again', async () => {
    const { server, run } = await session({ records: 5, pageSize: 9, faults: [{ status: 403 }] });
    expect((await run()).failure).toMatch(/the answer is 403 Forbidden$/);
    expect(server.asked).toHaveLength(1);
  });

  test('a server that is not there', async () => {
    const { server, run } = await session({ records: 5, pageSize: 9 });
    await server.close();
    servers.pop();
    const report = await run();
    expect(report.failure).toMatch(/no answer \(.*ECONNREFUSED.*\), 4 times$/);
  });
});

describe('errors of the protocol', () => {
  test.each<[string, Record<string, unknown>, RegExp]>([
    ['a format', { prefix: 'oai_marc' }, /cannotDisseminateFormat: .*"no oai_marc"; ask for another one with --prefix/],
    ['a set', { set: 'unknown' }, /badArgument: .*"no such set"; its sets, and the days it knows/],
  ])('%s', async (_name, given, reason) => {
    const { run } = await session({ records: 5, pageSize: 9 });
    expect((await run({}, given)).failure).toMatch(reason);
  });

  test('no records are no failure', async () => {
    const { run } = await session({ records: 5, pageSize: 9 });
    expect(await run({}, { set: 'none' })).toMatchObject({ created: 0, rejected: 0, failure: undefined });
  });

  test('a token that expires on the way ends the harvest, and the next begins anew', async () => {
    const { run, server } = await session({ records: 50, pageSize: 20, faults: ['none', 'expired'] });
    expect((await run()).failure).toMatch(/badResumptionToken: .*; the same command begins the list anew$/);
    expect(await run()).toMatchObject({ failure: undefined, unchanged: 18, created: 25 });
    expect(server.asked.at(-3)?.address).not.toContain('resumptionToken');
  });

  test('a token that expired since begins the list anew by itself', async () => {
    const { run, server, noted } = await session({ records: 50, pageSize: 20, faults: ['none', { status: 404 }] });
    expect((await run()).failure).toBeDefined();
    server.fail('expired');
    expect(await run()).toMatchObject({ failure: undefined, unchanged: 18, created: 25 });
    expect(noted.at(-1)).toBe('the repository has forgotten where that was: the list is begun anew\n');
  });
});

test('a damaged record costs itself alone, and is named with its page', async () => {
  const { run, server } = await session({ records: 50, pageSize: 20, faults: ['none', 'damaged record'] });
  const report = await run();
  expect(report).toMatchObject({ created: 42, rejected: 1, skipped: 7, failure: undefined });
  expect(report.rejections).toMatchObject([
    {
      file: `${server.base}?verb=ListRecords&resumptionToken=0%7C20`,
      number: 2,
      reason: expect.stringMatching(/damaged XML/),
    },
  ]);
});

test('a stop ends a wait at once, keeps what was read, and the next harvest goes on', async () => {
  const { run } = await session({ records: 50, pageSize: 20, faults: ['none', { busy: 600 }] });
  const stop = new AbortController();
  const first = await run({ signal: stop.signal, note: () => stop.abort() });
  expect(first).toMatchObject({ created: 18, stopped: true, failure: undefined });
  expect(await run()).toMatchObject({ created: 25, failure: undefined });
});

test('the place is kept behind each page and let go of at the end', async () => {
  const { run, file } = await session({ records: 50, pageSize: 20 });
  const kept: string[][] = [];
  await run({ onPage: () => void kept.push(Object.values(JSON.parse(readFileSync(file, 'utf8')))) });
  expect(kept).toEqual([['0|20'], ['0|40'], []]);
});

test('nothing is kept before it is written', async () => {
  const { run, file } = await session({ records: 50, pageSize: 20 });
  const engine = { records: async () => [], write: () => Promise.reject(new Error('disk full')) };
  await expect(run({ engine })).rejects.toThrow('disk full');
  expect(() => readFileSync(file)).toThrow('ENOENT');
});
