// The page /docs: all that it loads comes from the service itself, and its policy keeps it so.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { closeLibrary } from '../../src/engine/engine.js';
import { createOracleLibrary } from '../support/oracle-engine.js';
import { type Served, serve } from './serve.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

let served: Served;

beforeAll(async () => {
  served = await serve(async () => {
    const library = createOracleLibrary();
    return { library, close: () => closeLibrary(library) };
  }, 'empty');
});
afterAll(() => served.close());

const policyOf = (header: unknown) =>
  Object.fromEntries(
    String(header)
      .split('; ')
      .map((rule) => {
        const [name = '', ...sources] = rule.split(' ');
        return [name, sources.join(' ')] as const;
      }),
  );

describe('/docs', () => {
  test('allows scripts and styles in files of this service only', async () => {
    const { status, headers } = await served.ask({ path: '/docs' });
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(policyOf(headers['content-security-policy'])).toMatchObject({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'connect-src': "'self'",
    });
  });

  test('loads what is there, each as what it is', async () => {
    const { text } = await served.ask({ path: '/docs' });
    const loaded = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
    const types = [];
    for (const path of loaded) {
      const { status, headers } = await served.ask({ path: `/${path}` });
      expect({ path, status, sniff: headers['x-content-type-options'] }).toMatchObject({ path, status: 200 });
      types.push(String(headers['content-type']).replace(/;.*/, ''));
    }
    expect(types).toEqual(['text/css', 'image/png', 'application/json', 'text/javascript', 'text/javascript']);
    expect(text).not.toMatch(/<script>|style=|\son\w+=|https?:/);
  });

  test('with a slash behind it leads to where its addresses are right', async () => {
    expect(await served.ask({ path: '/docs/' })).toMatchObject({ status: 301, headers: { location: '../docs' } });
  });

  test('hands out nothing else, and takes nothing', async () => {
    for (const path of ['/docs/package.json', '/docs/..%2fpackage.json', '/docs/index.html']) {
      expect((await served.ask({ path })).body).toMatchObject({ error: 'not_found' });
    }
    expect(await served.ask({ path: '/docs', method: 'POST' })).toMatchObject({
      status: 405,
      headers: { allow: 'GET, HEAD' },
      body: { error: 'method_not_allowed' },
    });
  });
});

describe('the package of the page', () => {
  test('has a dependency that reports installations; package.json switches it off for whoever runs install scripts', async () => {
    // were it on, it would report to this machine
    const asked = {
      INIT_CWD: ROOT,
      SCARF_VERBOSE: 'true',
      SCARF_LOCAL_PORT: '9',
      SCARF_ANALYTICS: '',
      DO_NOT_TRACK: '',
    };
    const env = { ...process.env, ...asked };
    const report = promisify(execFile)(process.execPath, ['node_modules/@scarf/scarf/report.js'], { cwd: ROOT, env });
    expect((await report).stderr).toContain('Scarf has been disabled via a package.json');
  });
});
