// Pages for people and answers for programs at the same addresses, what may run on a page, and how long files are kept.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { rootFrom } from '../../../src/api/site.js';
import { closeLibrary } from '../../../src/engine/engine.js';
import { type Served, serve } from '../../scenarios/serve.js';
import { createOracleLibrary } from '../../support/oracle-engine.js';

/** As Chromium asks for a page. */
const BROWSER = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8' };
const ASSETS = fileURLToPath(new URL('../../../site/assets/', import.meta.url));
const PAGES = [
  '/',
  '/?q=graphs',
  '/work/W2000000101',
  '/work/doi:10.1234%2Fa.b',
  '/work/doi:10.1234/a.b',
  '/author/author:nobody',
  '/topic/topic:genomics',
  '/institution/institution:none',
  '/source/source:jii',
  '/graph?around=work/W1',
  '/admin',
];

let served: Served;

beforeAll(async () => {
  served = await serve(async () => {
    const library = createOracleLibrary();
    return { library, close: () => closeLibrary(library) };
  });
});
afterAll(() => served.close());

describe('who gets what', () => {
  test.each(PAGES)('people get the page of %s', async (path) => {
    const { status, headers, text } = await served.ask({ path, headers: BROWSER });
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(text).toContain('<div id="app">');
    expect(text).not.toMatch(/\{\w+\}/);
  });

  test.each([undefined, '*/*', 'application/json', 'text/plain'])(
    'programs get the routes at /: Accept %s',
    async (accept) => {
      const { status, headers, body } = await served.ask({ path: '/', headers: accept ? { accept } : {} });
      expect(status).toBe(200);
      expect(headers['content-type']).toMatch(/^application\/json/);
      expect(Object.keys(body as object).length).toBeGreaterThan(0);
    },
  );

  test('a cache keeps both of what / may be apart', async () => {
    for (const headers of [BROWSER, {}]) {
      expect(String((await served.ask({ path: '/', headers })).headers.vary)).toMatch(/\bAccept\b(?!-)/);
    }
  });

  test('what the API has is the same for everybody', async () => {
    for (const path of ['/works?search=reads', '/health/live', '/openapi.json']) {
      const [person, program] = [await served.ask({ path, headers: BROWSER }), await served.ask({ path })];
      expect(person.headers['content-type']).toMatch(/^application\/json/);
      expect(person.status).toBe(program.status);
    }
  });

  test('an address that leads nowhere: a page for people, an error in JSON for programs', async () => {
    for (const path of ['/nowhere', '/work', '/authors2/x', '/graph/deeper', '/assets/none.js']) {
      const person = await served.ask({ path, headers: BROWSER });
      expect([path, person.status, person.headers['content-type']]).toEqual([path, 404, 'text/html; charset=utf-8']);
      const program = await served.ask({ path });
      expect(program.status).toBe(404);
      expect(program.body).toMatchObject({ error: 'not_found' });
    }
  });

  test('only reading brings pages', async () => {
    for (const path of ['/', '/nowhere', '/work/W1']) {
      const { headers, status } = await served.ask({ method: 'POST', path, headers: BROWSER });
      expect(status).toBeGreaterThanOrEqual(404);
      expect(headers['content-type']).toMatch(/^application\/json/);
    }
  });

  test.each(PAGES)('HEAD of %s has the headers of GET and no body', async (path) => {
    const [head, got] = [
      await served.ask({ method: 'HEAD', path, headers: BROWSER }),
      await served.ask({ path, headers: BROWSER }),
    ];
    const { date: _date, 'x-request-id': _id, ...of } = head.headers;
    expect([head.status, head.text]).toEqual([200, '']);
    const { date: _then, 'x-request-id': _before, ...expected } = got.headers;
    expect(of).toEqual(expected);
  });
});

describe('headers', () => {
  test('a page may run, show and ask for nothing but what is its own', async () => {
    const { headers } = await served.ask({ path: '/work/W1', headers: BROWSER });
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; " +
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
        "require-trusted-types-for 'script'",
    );
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cache-control': 'no-cache',
    });
  });

  test('the page of an address that leads nowhere has the same policy', async () => {
    const [page, nowhere] = [
      await served.ask({ path: '/', headers: BROWSER }),
      await served.ask({ path: '/nowhere', headers: BROWSER }),
    ];
    expect(nowhere.headers['content-security-policy']).toBe(page.headers['content-security-policy']);
  });

  test('files whose names tell their content are kept for a year, and are what they say they are', async () => {
    const files = readdirSync(ASSETS).filter((name) => !name.endsWith('.txt'));
    expect(files.some((name) => name.endsWith('.woff2'))).toBe(true);
    for (const name of files) {
      const { status, headers } = await served.ask({ method: 'HEAD', path: `/assets/${name}` });
      const ending = name.slice(name.lastIndexOf('.') + 1);
      expect([name, status, headers['cache-control']]).toEqual([name, 200, 'public, max-age=31536000, immutable']);
      expect(headers['content-type']).toMatch(TYPES[ending] ?? /^never$/);
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
  });

  test('what other sites load is theirs to load, under a name that stays, for an hour', async () => {
    const { status, headers } = await served.ask({ path: '/embed.js' });
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': 'public, max-age=3600',
    });
    expect(headers['content-type']).toMatch(TYPES.js);
  });
});

describe('files', () => {
  test.each([
    ...['/assets/../index.html', '/assets/%2e%2e/index.html', '/assets/..%2f..%2fpackage.json', '/assets/'],
    ...[
      '/assets/..%5c..%5cpackage.json',
      '/assets/%00',
      '/assets/x%00.js',
      '/assets//etc/passwd',
      '/assets/%252e%252e/x',
    ],
  ])('no way out of the folder of files: %s', async (path) => {
    const { status, headers, text } = await served.ask({ path });
    expect([400, 404]).toContain(status);
    expect([headers['content-type'], text.includes('passwd:')]).toEqual(['application/json; charset=utf-8', false]);
  });
});

const TYPES: Readonly<Record<string, RegExp>> & { readonly js: RegExp } = {
  js: /^(?:text|application)\/javascript/,
  css: /^text\/css/,
  svg: /^image\/svg\+xml/,
  woff2: /^font\/woff2/,
};

describe('the way back to the root', () => {
  const back = (path: string) => new URL(rootFrom(path), `http://host/prefix${path}`).pathname;

  test.each(PAGES.map((path) => path.split('?')[0] ?? ''))('from %s, below a prefix', (path) => {
    expect(back(path)).toBe('/prefix/');
  });

  test('an encoded slash is none', () => {
    expect([
      rootFrom('/'),
      rootFrom('/work/a'),
      rootFrom('/work/a%2Fb'),
      rootFrom('/work/a/b'),
      rootFrom('/work/'),
    ]).toEqual(['./', '../', '../', '../../', '../']);
  });

  test('pages name their files by it', async () => {
    for (const [path, root] of [
      ['/', './'],
      ['/work/a%2Fb', '../'],
      ['/work/a/b?q=/x/y', '../../'],
    ] as const) {
      const { text } = await served.ask({ path, headers: BROWSER });
      const named = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map((found) => found[1] ?? '');
      expect(named.length).toBeGreaterThan(3);
      expect(named.filter((name) => !name.startsWith(root) || name.startsWith(`${root}../`))).toEqual([]);
    }
  });
});
