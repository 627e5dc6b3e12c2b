// schemathesis (schemathesis.io) against the running service, over both engines: whatever is sent, right or wrong, alone
// or in a row, the answer is one that openapi.json documents.
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ROUTES } from '../../src/api/contract.js';
import { describeOnElasticsearch } from '../support/elasticsearch-node/describe.js';
import { deleteIndices } from '../support/open-elasticsearch.js';
import { describeWithPython } from '../support/python/describe.js';
import { pythonVenv } from '../support/python/venv.js';
import { Place, type Server, type Settings, wholeService } from './processes.js';

// the sources: the compiler does not copy them
const SUPPORT = fileURLToPath(new URL('../../../test/support/python/', import.meta.url));
const DOCUMENT = fileURLToPath(new URL('../../../openapi.json', import.meta.url));
const KEY = 'invented-key-of-schemathesis';
/** Requests at all borders of all schemas, and a few of each route by chance. */
const WITH_BORDERS = ['--max-examples', '4'];
/** What is refused before the engine is asked is refused over both alike: here, more that reaches it. */
const BY_CHANCE = ['--phases', 'fuzzing,stateful', '--max-examples', '3'];
const START_MS = 120_000;
const RUN_MS = 420_000;
const OUTPUT_BYTES = 64 * 1024 * 1024;
const LOG_CHARACTERS = 20_000;

interface Ended {
  readonly failed: boolean;
  readonly output: string;
}

/**
 * CPython 3.11 sometimes fails to parse Python's own sources where threads do so at once (its issue 106905): then nothing
 * was found, the run just did not take place.
 */
const NOT_RUN = 'SystemError: AST constructor recursion depth mismatch';

async function schemathesis(...run: Parameters<typeof runOnce>): Promise<Ended> {
  const ended = await runOnce(...run);
  if (!ended.failed || !ended.output.includes(NOT_RUN)) return ended;
  process.stdout.write(`once more: ${NOT_RUN}\n`);
  return runOnce(...run);
}

function runOnce(python: string, url: string, folder: string, sent: readonly string[]): Promise<Ended> {
  const hooks = join(SUPPORT, 'schemathesis_hooks.py');
  const options = {
    cwd: folder,
    env: { ...process.env, SCHEMATHESIS_KEY: KEY, SCHEMATHESIS_HOOKS: hooks },
    maxBuffer: OUTPUT_BYTES,
  };
  // the file rather than its address: what is read from an address is not tested itself
  const args = ['--config-file', join(SUPPORT, 'schemathesis.toml'), 'run', DOCUMENT, '--url', url, ...sent];
  return new Promise((resolve) => {
    const st = join(dirname(python), 'st');
    execFile(st, args, options, (error, stdout, stderr) => {
      resolve({ failed: error !== null, output: stdout + stderr });
    });
  });
}

function testService(python: string, sent: readonly string[], settings: Settings = {}): void {
  let place: Place;
  let server: Server;

  beforeAll(async () => {
    place = await Place.open();
    server = await place.serve({ DEMO: '1', API_KEYS: KEY, LOG_LEVEL: 'warn', ...settings });
    // without vectors a search by meaning is 503, which is an error to schemathesis
    await wholeService(server, START_MS);
  }, START_MS);
  afterAll(() => place.close());

  test(
    'answers as openapi.json documents, whatever is sent',
    async () => {
      const { failed, output } = await schemathesis(python, server.url, place.folder, sent);
      if (failed) process.stdout.write(`${output}\n${server.output().stderr.slice(-LOG_CHARACTERS)}\n`);
      expect(failed).toBe(false);
      // it has really tested all of it, and followed links
      const routes = Object.keys(ROUTES).length;
      expect(output).toMatch(new RegExp(`Selected: ${routes}/${routes}\\s+Tested: ${routes}\\s`));
      expect(Number(/API Links: +(\d+) covered/.exec(output)?.[1])).toBeGreaterThan(0);
    },
    RUN_MS,
  );
}

const python = await pythonVenv();
await describeWithPython('schemathesis on the built-in engine', (venv) => testService(venv, WITH_BORDERS));
if (python !== undefined) {
  await describeOnElasticsearch('schemathesis on Elasticsearch', (url) => {
    const prefix = `schemathesis-${randomUUID().slice(0, 8)}`;
    testService(python, BY_CHANCE, { ELASTICSEARCH_URL: url, INDEX_PREFIX: prefix });
    afterAll(() => deleteIndices(url, prefix));
  });
}
