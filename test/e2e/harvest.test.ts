// The command that harvests, as a process: against a repository on this machine, cut off, and going on.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { OaiServer } from '../support/oai-server.js';
import { countsOf, Place } from './processes.js';

const WORDLESS = { EMBEDDING_MODEL: 'none' };

let place: Place;
let server: OaiServer;
beforeAll(async () => {
  place = await Place.open();
  server = await OaiServer.open({ records: 50, pageSize: 20, faults: ['none', { status: 404 }] });
});
afterAll(async () => {
  await server.close();
  await place.close();
});

test('a harvest that fails says why and keeps what it got; the same command goes on to the end', async () => {
  const command = ['harvest', server.base, '--prefix', 'arXiv', '--set', 'cs', '--pause', '0'];
  const first = await place.run(command, WORDLESS);
  expect(first.code).toBe(1);
  expect(first.stderr).toMatch(/the answer is 404 Not Found\ncut off: run the same command again to go on\n/);
  expect(countsOf(first)).toEqual({ created: 18, updated: 0, unchanged: 0, rejected: 0 });
  const second = await place.run(command, WORDLESS);
  expect(second.code).toBe(0);
  expect(second.stderr).toContain('going on where the last harvest of this list was cut off\n');
  expect(countsOf(second)).toEqual({ created: 25, updated: 0, unchanged: 0, rejected: 0 });
  const from = `ideascope harvest ${server.base} --set cs --prefix arXiv --from 2031-02-01`;
  expect(second.stdout).toContain(`for what changes from now on: ${from}\n`);
  const found = await place.run(['search', 'gravel study 49', '--mode', 'keyword', '--limit', '1'], WORDLESS);
  expect(found.stdout).toContain('Gravel study 49');
  const wrong = await place.run(['harvest', 'arxiv', '--pause', '1'], WORDLESS);
  expect({ code: wrong.code, stderr: wrong.stderr }).toEqual({
    code: 2,
    stderr: 'ideascope: --pause 1: expected seconds from 3 to 3600, as arXiv asks for at least 3\n',
  });
});
