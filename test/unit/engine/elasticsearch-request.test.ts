// What is asked of Elasticsearch: the committed bodies, and what holds for every request.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { WORKS } from '../../../src/domain/fields.js';
import { type IndexView, type Part, planSearches, RESULT_WINDOW } from '../../../src/engine/elasticsearch/request.js';
import type { RetrievalRequest } from '../../../src/engine/engine.js';
import { committedTexts, currentTexts } from '../../golden/files.js';
import { arbitraryRequest, type RandomRequest } from '../../support/arbitrary-requests.js';
import { words } from '../../support/engine-session.js';
import { makeModel } from '../../support/works.js';

const HOW_TO_UPDATE = 'If the request is meant to change, run `npm run golden` and commit what it writes.';
const EXACT: IndexView = { semanticUsed: true, vectors: { elementType: 'byte', exact: true } };

const plain = (given: Partial<RetrievalRequest> = {}): RetrievalRequest => ({
  filter: { type: 'all' },
  lexical: given.text !== undefined,
  window: 10,
  facets: [],
  ...given,
});

function asRetrieval({ near, ...request }: RandomRequest): RetrievalRequest {
  if (!near) return request;
  return { ...request, semantic: { vector: near.direction, floor: near.floor, model: makeModel(4) } };
}

describe('the committed request bodies', () => {
  const current = currentTexts();
  const committed = committedTexts();

  test('there is a file for every request, and no other', () => {
    if ([...committed.keys()].sort().join() === [...current.keys()].sort().join()) return;
    throw new Error(`test/golden/elasticsearch has ${[...committed.keys()].join(', ')}. ${HOW_TO_UPDATE}`);
  });

  test.each([...current])('%s', (name, text) => {
    try {
      expect(text).toBe(committed.get(name));
    } catch (error) {
      throw new Error(`test/golden/elasticsearch/${name}.json: ${HOW_TO_UPDATE}\n${(error as Error).message}`);
    }
  });
});

describe('every plan', () => {
  const views = fc.record({
    semanticUsed: fc.boolean(),
    vectors: fc.record({ elementType: fc.constantFrom('byte' as const, 'float' as const), exact: fc.boolean() }),
  });
  const holds = (check: (parts: Part[], request: RetrievalRequest) => void) =>
    fc.assert(
      fc.property(arbitraryRequest, views, (random, view) => {
        const request = asRetrieval(random);
        check(planSearches(WORKS, request, view), request);
      }),
      { numRuns: 500 },
    );

  test('counts the matched set once, exactly', () => {
    holds((parts) => {
      expect(parts.filter(({ counts }) => counts === 'matched')).toHaveLength(1);
      for (const { counts, body } of parts)
        expect(body.track_total_hits === true).toBe(['matched', 'near'].includes(counts ?? ''));
    });
  });

  test('answers each facet once, and each leg at most once', () => {
    holds((parts, { facets }) => {
      const answered = parts.flatMap((part) => part.facets.map(({ field }) => field));
      expect(answered.sort()).toEqual(facets.map(({ field }) => field).sort());
      const legs = parts.flatMap(({ hits }) => hits ?? []);
      expect(new Set(legs).size).toBe(legs.length);
    });
  });

  test('orders hits so that equal ones follow their ids', () => {
    holds((parts) => {
      for (const { hits, body } of parts) if (hits) expect(body.sort?.at(-1)).toEqual({ id: 'asc' });
    });
  });

  test('has no number that JSON would write as null', () => {
    holds((parts) => expect(JSON.stringify(parts)).not.toContain('null'));
  });
});

describe('limits of the server', () => {
  test.each([
    [0, 25],
    [9_990, 25],
    [10_000, 25],
    [20_000, 1_000_000],
  ])('a sorted page from %d, %d long, stays within the result window', (offset, limit) => {
    const [part] = planSearches(WORKS, plain({ order: { by: [], offset, limit } }), EXACT);
    expect((part?.body.from ?? 0) + (part?.body.size ?? 0)).toBeLessThanOrEqual(RESULT_WINDOW);
  });

  test('a leg is never longer than the result window', () => {
    const parts = planSearches(WORKS, plain({ text: words('graph'), window: 1_000_000 }), EXACT);
    expect(parts.map(({ body }) => body.size)).toEqual([RESULT_WINDOW]);
  });
});

describe('a field that the catalogue does not know', () => {
  test.each<[string, Partial<RetrievalRequest>]>([
    ['to filter by', { filter: { type: 'not', filter: { type: 'exists', field: 'nonsense' } } }],
    ['to count', { facets: [{ field: 'nonsense', size: 3 }] }],
    ['to sort by', { order: { by: [{ field: 'nonsense', direction: 'asc' }], offset: 0, limit: 1 } }],
  ])('%s is a programming error', (_, given) => {
    expect(() => planSearches(WORKS, plain(given), EXACT)).toThrow(/nonsense/);
  });

  test('an alias stands for its field', () => {
    const [part] = planSearches(WORKS, plain({ filter: { type: 'values', field: 'year', values: [2020] } }), EXACT);
    expect(JSON.stringify(part?.body)).toContain('{"terms":{"publication_year":[2020]}}');
  });
});
