// Random records, right and wrong: what PUT takes is what an import of the same line stores, and what it refuses changes nothing.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { WorkAnswer } from '../../src/api/answers/works.js';
import { expectShape } from './run-scenarios.js';
import { type Answer, API_KEY, type Ask, type OpenLibrary, type Served, serve } from './serve.js';

const KEY = { authorization: `Bearer ${API_KEY}` };
const LINES = { ...KEY, 'content-type': 'application/x-ndjson' };
const PATIENCE = 120_000;

const odd = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('', ' ', '—', '\0', '\ud800', '__proto__', '<b>&amp;</b>', '$\\alpha$', 'constructor', '#'),
);
const word = fc.constantFrom('Tides', 'salt marshes', 'Größe', '潮汐', 'R2-D2', 'reeds & kelp');
const name = fc.oneof({ weight: 25, arbitrary: word }, { weight: 1, arbitrary: odd });
const ids = fc.constantFrom(
  'own:1',
  'own/2 b',
  'doi:10.9999/x.1',
  'arXiv:2301.00001v2',
  'W5550001',
  'constructor',
  '…',
);
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 4 });
const rarely = <T>(usual: fc.Arbitrary<T>, wrong: T) =>
  fc.oneof({ weight: 12, arbitrary: usual }, { weight: 1, arbitrary: fc.constant(wrong) });
const topic = fc.oneof(name, fc.record({ name, id: optional(name), score: optional(fc.double()) }));
const affiliation = fc.oneof(
  name,
  fc.record({
    name,
    ror: optional(rarely(fc.constant('https://ror.org/02mhbdp94'), 'nope')),
    country_code: fc.constantFrom('se', null),
  }),
);
const author = fc.oneof(
  name,
  fc.record({
    name,
    id: optional(ids),
    orcid: optional(rarely(fc.constant('0000-0002-1825-0097'), 'x')),
    affiliations: optional(fc.array(affiliation, { maxLength: 2 })),
  }),
);

const right = fc.record(
  {
    title: name,
    abstract: name,
    year: fc.integer({ min: 995, max: 2105 }),
    date: rarely(fc.constantFrom('2020-11-09', '2020-11-09T10:00:00Z'), '2020-02-30'),
    type: name,
    language: rarely(fc.constantFrom('en', 'pt-BR'), 'Klingon!'),
    venue: name,
    venueId: ids,
    authors: fc.array(author, { maxLength: 3 }),
    topics: fc.array(topic, { maxLength: 3 }),
    primaryTopic: topic,
    keywords: fc.array(topic, { maxLength: 2 }),
    citations: fc.integer({ min: -1, max: 100 }),
    doi: rarely(fc.constantFrom('10.9999/x.1', 'https://doi.org/10.9999/Y'), 'n/a'),
    arxivId: rarely(fc.constantFrom('2301.00001', 'hep-th/9901001'), 'n/a'),
    url: rarely(fc.constant('https://example.org/x'), 'ftp://example.org'),
    references: fc.array(rarely(ids, ''), { maxLength: 2 }),
  },
  { requiredKeys: ['title'] },
);
const wrong = fc.dictionary(
  fc.oneof(fc.constantFrom('title', 'authors', 'year', 'id', 'topics'), odd),
  fc.jsonValue(),
  {
    maxKeys: 3,
  },
);
const record = fc.oneof({ weight: 5, arbitrary: right }, { weight: 1, arbitrary: wrong });

/** @param runs how many records are sent */
export function checkRandomWrites(engine: string, openLibrary: OpenLibrary, runs: number): void {
  describe(`${engine}: random records`, () => {
    let served: Served;
    beforeAll(async () => {
      served = await serve(openLibrary, 'empty');
    }, PATIENCE);
    afterAll(() => served.close());

    const send = async (asked: Ask): Promise<Answer> => {
      const answer = await served.ask({ headers: KEY, ...asked });
      expectShape(answer, asked);
      return answer;
    };
    const read = async (path: string) => (await served.ask({ path })).body as WorkAnswer;

    let taken = 0;
    const check = async (id: string, sent: object) => {
      const path = `/works/${encodeURIComponent(id)}`;
      const before = await read(path);
      const put = await send({ method: 'PUT', path, body: sent });
      expect([200, 201, 400]).toContain(put.status);
      if (put.status === 400) {
        expect(await read(path)).toEqual(before);
        return;
      }
      taken += 1;
      expect((put.body as { work: WorkAnswer }).work).toEqual(await read(path));
      const body = `${JSON.stringify({ ...sent, id })}\n`;
      const imported = await send({ method: 'POST', path: '/works?format=jsonl', headers: LINES, body });
      expect(imported.body).toMatchObject({ created: 0, updated: 0, unchanged: 1, rejected: 0 });
      const again = await send({ method: 'PUT', path, body: { ...sent, id } });
      expect(again).toMatchObject({ status: 200, body: { outcome: 'unchanged' } });
    };

    test(
      'are stored as an import of the same would, or refused and not stored',
      async () => {
        await fc.assert(
          fc.asyncProperty(ids, record, (id, sent) => check(id, sent)),
          { numRuns: runs },
        );
        expect(taken).toBeGreaterThan(0);
        expect(taken).toBeLessThan(runs);
      },
      PATIENCE,
    );
  });
}
