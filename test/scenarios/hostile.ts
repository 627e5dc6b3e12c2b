// Hostile records by PUT and by upload: each is stored harmlessly, and found, read and exported as it was, or refused with a reason.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Work } from '../../src/domain/work.js';
import { EXPORT_NAMES } from '../../src/export/formats.js';
import { HOSTILE } from '../fuzz/hostile.js';
import { HOSTILE_TEX, HOSTILE_TEXTS } from '../support/hostile-works.js';
import { type Answer, API_KEY, type OpenLibrary, type Served, serve } from './serve.js';

const KEY = { authorization: `Bearer ${API_KEY}` };
const LINES = { ...KEY, 'content-type': 'application/x-ndjson' };
/** Each of these alone, all others in lines. */
const ALONE = [...HOSTILE_TEXTS, ...HOSTILE_TEX];
const TEXTS = [...new Set([...ALONE, ...HOSTILE])];
/** In place of a title: what a record is, and what must come of it. */
const RAW: Readonly<Record<string, { readonly body: string; readonly says: RegExp }>> = {
  'a title of 1 MB': { body: `{"title":"${'x'.repeat(1_000_000)}"}`, says: /^title and abstract have|larger than/ },
  'a title of half a character': { body: '{"title":"a\\ud800"}', says: /^title must be valid Unicode/ },
  'a title with NUL': { body: '{"title":"a\\u0000b"}', says: /^title must be valid Unicode/ },
  'a year beyond all years': { body: '{"title":"a","year":1e999}', says: /^year must be/ },
  'a count below nothing': { body: '{"title":"a","citations":-1}', says: /^citations must be/ },
  'a score that is no number': { body: '{"title":"a","topics":[{"name":"t","score":1e999}]}', says: /./ },
  'endless nesting': {
    body: `{"title":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
    says: /^the body goes deeper than 32 levels/,
  },
  'a prototype': { body: '{"title":"a","__proto__":{"polluted":true}}', says: /__proto__/ },
  'a constructor': { body: '{"title":"a","constructor":{"prototype":{"polluted":true}}}', says: /constructor/ },
  'a name without end': {
    body: `{"title":"a","authors":["${'x'.repeat(6_000)}"]}`,
    says: /^authors\.0 must have some text/,
  },
  'an escape in an id': {
    body: '{"title":"a","authors":[{"name":"b","id":"x\\u001b[2J"}]}',
    says: /^authors\.0\.id must be/,
  },
};

export function checkHostile(name: string, openLibrary: OpenLibrary): void {
  describe(`${name}: hostile records`, () => {
    let served: Served;
    beforeAll(async () => {
      served = await serve(openLibrary, 'empty');
    });
    afterAll(() => served.close());

    const put = (id: string, body: unknown) =>
      served.ask({ method: 'PUT', path: `/works/${encodeURIComponent(id)}`, headers: KEY, body });

    test('texts of all kinds are stored as they are read again, or refused with a reason', async () => {
      const refused: string[] = [];
      for (const [i, text] of ALONE.entries()) {
        const answer = await put(`hostile:${i}`, recordOf(text));
        if (answer.status === 400) refused.push(String((answer.body as { message: string }).message));
        else expect([answer.status, answer.text.includes('\\u0000')]).toEqual([201, false]);
      }
      expect(refused.length).toBeLessThan(ALONE.length / 3);
      for (const reason of refused) expect(reason).toMatch(/^[\w.]+ must (?:be|have) /);
      await uploadAll(served);
    });

    test('they are found, read and exported', async () => {
      await served.library.works.refresh();
      const found = await served.ask({ path: '/works?search=hostile&per_page=200' });
      const { results } = found.body as { results: Work[] };
      expect(results.length).toBeGreaterThan(TEXTS.length);
      for (const { id } of results.slice(0, 20)) {
        expect((await served.ask({ path: `/works/${encodeURIComponent(id)}` })).status).toBe(200);
      }
      for (const format of EXPORT_NAMES) {
        expect((await served.ask({ path: `/works?search=hostile&format=${format}` })).status).toBe(200);
      }
      for (const text of TEXTS) {
        const filter = `title.search:${text.replace(/[",|:!]/g, ' ')}`;
        for (const asked of [{ search: text }, { filter: `doi:${text}` }, { filter }].slice(0, text.length % 3 || 3)) {
          expectNoFailure(await served.ask({ method: 'POST', path: '/works/search', body: asked }));
        }
      }
    });

    test.each(Object.entries(RAW))('refused, or stored without it: %s', async (_, { body, says }) => {
      const answer = await put('hostile:raw', body);
      expect([400, 413]).toContain(answer.status);
      expect((answer.body as { message: string }).message).toMatch(says);
      const line = await served.ask({
        method: 'POST',
        path: '/works',
        headers: LINES,
        body: `{"id":"hostile:raw",${body.slice(1)}\n`,
      });
      expectNoFailure(line);
      expect(Object.prototype).not.toHaveProperty('polluted');
    });
  });
}

const recordOf = (text: string) => ({
  title: `Hostile ${text}`,
  abstract: `Hostile abstract: ${text}`,
  authors: [{ name: `Ada ${text}`, affiliations: [`Institute ${text}`] }],
  topics: [`Topic ${text}`],
  venue: `Journal ${text}`,
});

/** The same as lines: each is created, or rejected with a reason. */
async function uploadAll(served: Served): Promise<void> {
  const body = TEXTS.map((text, i) => JSON.stringify({ id: `lines:${i}`, ...recordOf(text) })).join('\n');
  const answer = await served.ask({ method: 'POST', path: '/works', headers: LINES, body });
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({ created: TEXTS.length, rejected: 0 });
}

function expectNoFailure({ status, text }: Answer): void {
  expect({ status: status < 500 ? 'below 500' : status, text: status < 500 ? '' : text }).toEqual({
    status: 'below 500',
    text: '',
  });
}
