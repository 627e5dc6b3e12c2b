// Programs written for OpenAlex, by its Python client pyalex, against the service on both engines.
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { describeOnElasticsearch } from '../support/elasticsearch-node/describe.js';
import { deleteIndices } from '../support/open-elasticsearch.js';
import { describeWithPython } from '../support/python/describe.js';
import { packageBeside, pythonVenv } from '../support/python/venv.js';
import { Place, type Server, wholeService } from './processes.js';
import { OPENALEX_WORKS } from './pyalex-works.js';

const LIMIT_MS = 120_000;
const PYTHON = new URL('../../../test/support/python/', import.meta.url);
const CHECKS = fileURLToPath(new URL('pyalex_checks.py', PYTHON));
const DEMO = fileURLToPath(new URL('../../../demo/works.jsonl', import.meta.url));
/** Known before they run, so that each is a test of its own. */
const NAMES = [...readFileSync(CHECKS, 'utf8').matchAll(/@check\ndef (\w+)\(/g)].map(([, name = '']) => name);

const run = promisify(execFile);

interface Ended {
  readonly name: string;
  readonly error?: string;
  readonly skipped?: string | null;
}

/** Runs all checks; the first line says which version ran. */
async function runChecks(python: string, url: string, beside?: string): Promise<{ version: string; ended: Ended[] }> {
  const env = { ...process.env, ...(beside === undefined ? {} : { PYTHONPATH: beside }), PYTHONDONTWRITEBYTECODE: '1' };
  const { stdout } = await run(python, [CHECKS, url], { env, timeout: LIMIT_MS });
  const [head, ...ended] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
  return { version: (head as { version: string }).version, ended: ended as Ended[] };
}

function checkPyalex(engine: string, python: string, settings: Readonly<Record<string, string>>): void {
  let place: Place;
  let server: Server;

  beforeAll(async () => {
    place = await Place.open();
    const imported = await place.run(['import', '-', '--no-embed'], settings, JSON.stringify(OPENALEX_WORKS));
    expect(imported).toMatchObject({ code: 0 });
    expect(await place.run(['import', DEMO, '--no-embed'], settings)).toMatchObject({ code: 0 });
    server = await place.serve(settings);
    await wholeService(server, LIMIT_MS);
  }, LIMIT_MS);
  afterAll(() => place.close());

  const versions = [
    ['the newest', () => Promise.resolve(undefined)],
    ['the last that takes an address', () => packageBeside(python, 'pyalex==0.16')],
  ] as const;
  describe.each(versions)(`pyalex, %s, on ${engine}`, (_, beside) => {
    let outcome: Awaited<ReturnType<typeof runChecks>>;
    beforeAll(async () => {
      outcome = await runChecks(python, server.url, await beside());
    }, LIMIT_MS);

    test.each(NAMES)('%s', (name) => {
      const found = outcome.ended.find((one) => one.name === name);
      expect(found).toBeDefined();
      expect(found?.error).toBeUndefined();
      if (found?.skipped) process.stderr.write(`skipped: pyalex ${outcome.version}: ${name}: ${found.skipped}\n`);
    });
  });
}

const python = await pythonVenv();
await describeWithPython('pyalex', (venv) => checkPyalex('the built-in engine', venv, {}));
if (python !== undefined) {
  await describeOnElasticsearch('pyalex', (url) => {
    const prefix = `pyalex-${randomUUID().slice(0, 8)}`;
    checkPyalex('Elasticsearch', python, { ELASTICSEARCH_URL: url, INDEX_PREFIX: prefix });
    afterAll(() => deleteIndices(url, prefix));
  });
}
