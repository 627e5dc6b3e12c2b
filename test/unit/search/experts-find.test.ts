// Who is found for a topic: by works and never by name, under conditions on people and on works, page by page.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { AuthorAttributes } from '../../../src/domain/entities.js';
import type { Work } from '../../../src/domain/work.js';
import type { EmbedderHandle } from '../../../src/embedding/embedder.js';
import type { LibraryDeps } from '../../../src/search/deps.js';
import { type ExpertsAnswer, type ExpertsRequest, findExperts } from '../../../src/search/find-experts.js';
import { arbitraryPublications, deriveFrom, workBy } from '../../support/derived-library.js';
import { degrees, makeModel } from '../../support/works.js';

/** Floor: 60 degrees; for strange words 20. Texts that are not in the table point away from everything. */
function seeing(angles: Readonly<Record<string, number>>): EmbedderHandle {
  const embedder = {
    identity: makeModel(2),
    similarityFloor: 0.5,
    sureFloor: 0.94,
    maxTokens: 256,
    embed: async (texts: readonly string[]) => texts.map((text) => degrees(angles[text] ?? 270)),
    close: async () => undefined,
  };
  const state = { status: 'ready', embedder } as const;
  return { state: () => state, settled: async () => state, close: async () => undefined };
}

async function library(
  works: readonly Work[],
  vectors: Readonly<Record<string, number>> = {},
  queries?: Readonly<Record<string, number>>,
): Promise<LibraryDeps> {
  const placed = Object.fromEntries(Object.entries(vectors).map(([id, angle]) => [id, degrees(angle)]));
  const deps = await deriveFrom(works, placed);
  return queries ? { ...deps, embedder: seeing(queries) } : deps;
}

async function say(deps: LibraryDeps, id: string, attributes: AuthorAttributes): Promise<void> {
  const { authors } = deps.library;
  const [author] = await authors.fetch([id]);
  if (!author) throw new Error(`no author ${id}`);
  await authors.write([{ ...author, attributes }]);
  await authors.refresh();
}

const ask = (deps: LibraryDeps, search: string, more: Partial<ExpertsRequest> = {}): Promise<ExpertsAnswer> =>
  findExperts(deps, { search, mode: 'hybrid', page: 1, perPage: 25, evidence: 3, highlight: false, ...more });
const idsOf = ({ experts }: ExpertsAnswer) => experts.map(({ author }) => author.id);

const MEMORY = [
  workBy('m1', ['ann', 'bob'], {
    display_name: 'Fitting giant models into memory',
    publication_year: 2020,
    topics: [{ id: 't', display_name: 'Memory' }],
  }),
  workBy('m2', ['ann'], {
    display_name: 'Memory of giant models',
    publication_year: 2022,
    topics: [{ id: 't', display_name: 'Memory' }],
  }),
  workBy('m3', ['cid'], { display_name: 'Giant squids', publication_year: 2024, cited_by_count: 9 }),
  workBy('m4', ['ann', 'dan'], { display_name: 'The diet of owls', publication_year: 2025, cited_by_count: 9 }),
];

describe('findExperts', () => {
  test('works vote for their authors and come back as evidence', async () => {
    const deps = await library(MEMORY, { m1: 0, m2: 10, m3: 120, m4: 170 }, { 'giant models memory': 0 });
    const answer = await ask(deps, 'giant models memory', { highlight: true });
    expect(idsOf(answer)).toEqual(['ann', 'bob']);
    expect(answer).toMatchObject({ total: { value: 2, relation: 'eq' }, reachable: 2, mode: 'hybrid', degraded: [] });
    const [ann, bob] = answer.experts;
    expect(ann).toMatchObject({ worksOnTopic: 2, lastActiveYear: 2025 });
    expect(ann?.topics).toEqual([{ id: 't', display_name: 'Memory', works_count: 2 }]);
    expect(ann?.evidence.map(({ work }) => work.id).sort()).toEqual(['m1', 'm2']);
    expect(bob?.evidence).toMatchObject([{ work: { id: 'm1' }, semantic: { rank: 1 }, lexical: { rank: 2 } }]);
    expect(bob?.evidence[0]?.highlight?.display_name).toContain('<mark>giant</mark>');
    expect(ann?.score).toBeGreaterThan(bob?.score ?? 1);
  });

  test('each mode asks what it says, and without a model words answer and the answer says so', async () => {
    const deps = await library(MEMORY, { m1: 0, m2: 80, m3: 30, m4: 170 }, { 'giant models memory': 0 });
    expect(idsOf(await ask(deps, 'giant models memory', { mode: 'keyword' }))).toEqual(['ann', 'bob']);
    const meant = await ask(deps, 'giant models memory', { mode: 'semantic' });
    expect(new Set(idsOf(meant))).toEqual(new Set(['ann', 'bob', 'cid']));
    expect(meant.experts[0]?.evidence[0]?.lexical).toBeUndefined();
    const blind = await library(MEMORY);
    const words = await ask(blind, 'giant models memory');
    expect(words).toMatchObject({ mode: 'keyword', degraded: [{ code: 'embedding_off' }] });
    expect(idsOf(words)).toEqual(['ann', 'bob']);
    await expect(ask(blind, 'giant models', { mode: 'semantic' })).rejects.toMatchObject({
      code: 'semantic_unavailable',
    });
  });

  test('nonsense finds nobody', async () => {
    const deps = await library(MEMORY, { m1: 0, m2: 10 }, {});
    expect(await ask(deps, 'xqzv plomf')).toMatchObject({ experts: [], total: { value: 0, relation: 'eq' } });
  });
});

describe('findExperts: nobody is found by name', () => {
  const named = (id: string, name: string, display_name: string, abstract?: string) => {
    const work = workBy(id, [id], { display_name, ...(abstract === undefined ? {} : { abstract }) });
    const authorships = work.authorships.map((one) => ({ ...one, author: { id, display_name: name } }));
    return { ...work, authorships };
  };
  const works = [
    named('ruwase', 'Olatunji Ruwase', 'Giant models'),
    named('wang', 'Hao Wang', 'Tiles of the plane'),
    named('other', 'Ann Other', 'Wang tiles', 'Tiles of Wang cover the plane.'),
    { ...workBy('sited', ['sited']), primary_location: { source: { id: 's', display_name: 'Journal of Owls' } } },
  ];
  // the name lies 40 degrees from the giant models: near enough for known words, not for strange ones
  const angles = { ruwase: 0, wang: 130, other: 135, sited: 180 };
  const queries = { Ruwase: 40, 'Olatunji Ruwase': 40, 'giant Ruwase': 40, 'Wang tiles': 270 };

  test.each(['Ruwase', 'Olatunji Ruwase', '"Olatunji Ruwase"', 'Journal of Owls'])('%s', async (search) => {
    const deps = await library(works, angles, queries);
    for (const mode of ['hybrid', 'keyword', 'semantic'] as const)
      expect(idsOf(await ask(deps, search, { mode }))).toEqual([]);
  });

  test('the name beside a word of the topic adds nothing', async () => {
    const deps = await library(works, angles, queries);
    const answer = await ask(deps, 'giant Ruwase');
    expect(idsOf(answer)).toEqual(['ruwase']);
    // half of the words: the other one is the name
    const [plain] = (await ask(deps, 'giant models', { mode: 'keyword' })).experts;
    expect(plain?.author.id).toBe('ruwase');
    expect(idsOf(await ask(deps, 'giant Ruwase', { mode: 'keyword' }))).toEqual([]);
  });

  test('a word that is also a name finds those who write about it', async () => {
    const deps = await library(works, angles, queries);
    expect(idsOf(await ask(deps, 'Wang tiles'))).toEqual(['other']);
    expect(idsOf(await ask(deps, '"Wang tiles"'))).toEqual(['other']);
  });
});

describe('findExperts: filters', () => {
  test('conditions on works choose who votes, conditions on people who is elected', async () => {
    const deps = await library(MEMORY);
    await say(deps, 'bob', { open_to_collaborate: true });
    const filtered = async (filter: string, search = 'giant') => idsOf(await ask(deps, search, { filter })).sort();
    expect(await filtered('')).toEqual(['ann', 'bob', 'cid']);
    expect(await filtered('publication_year:2022')).toEqual(['ann']);
    expect(await filtered('open_to_collaborate:true')).toEqual(['bob']);
    expect(await filtered('open_to_collaborate:false')).toEqual(['ann', 'cid']);
    expect(await filtered('id:ann|cid')).toEqual(['ann', 'cid']);
    expect(await filtered('works.id:m1')).toEqual(['ann', 'bob']);
    // of Ann's works, one that is not on the topic is cited: it counts for her, not for the works that vote
    expect(await filtered('cited_by_count:>5')).toEqual(['ann', 'cid']);
    expect(await filtered('works.cited_by_count:>5')).toEqual(['cid']);
    expect(await filtered('publication_year:2022,open_to_collaborate:true')).toEqual([]);
  });

  test('works on topic are counted within the filter on works, and not within that on people', async () => {
    const deps = await library(MEMORY);
    const count = async (filter: string) =>
      (await ask(deps, 'giant', { filter })).experts.map((one) => one.worksOnTopic);
    expect(await count('id:ann')).toEqual([2]);
    expect(await count('id:ann,publication_year:2022')).toEqual([1]);
    // a condition on the authors of works is one, though a facet of authors would leave it out
    expect(await count('authorships.author.id:bob,id:ann')).toEqual([1]);
  });

  test('unknown names are refused with what there is', async () => {
    const deps = await library(MEMORY);
    const refusal = ask(deps, 'giant', { filter: 'opn_to_collaborate:true' });
    await expect(refusal).rejects.toMatchObject({ code: 'unknown_field', path: 'filter' });
    await expect(refusal).rejects.toThrow(/open_to_collaborate.*publication_year/);
  });
});

describe('findExperts: how many are found', () => {
  test('a rare condition is not starved by works of others', async () => {
    const crowd = Array.from({ length: 1600 }, (_, i) =>
      workBy(`c${String(i).padStart(4, '0')}`, [`crowd${i}`], { display_name: 'graph graph graph' }),
    );
    const deps = await library([
      ...crowd,
      workBy('z', ['rare'], { display_name: 'a graph among many other words here' }),
    ]);
    await say(deps, 'rare', { open_to_collaborate: true });
    expect(idsOf(await ask(deps, 'graph', { filter: 'open_to_collaborate:true' }))).toEqual(['rare']);
    const all = await ask(deps, 'graph');
    expect(all.total).toEqual({ value: 300, relation: 'gte' });
    expect(all.reachable).toBe(300);
    await expect(ask(deps, 'graph', { page: 13 })).rejects.toMatchObject({ code: 'page_out_of_reach' });
  }, 60_000);

  test('one person who wrote the best works does not hide the others', async () => {
    const much = Array.from({ length: 400 }, (_, i) => workBy(`s${i}`, ['solo'], { display_name: 'graph graph' }));
    const rest = Array.from({ length: 20 }, (_, i) =>
      workBy(`o${i}`, [`o${i}`], { display_name: 'one graph of many' }),
    );
    const answer = await ask(await library([...much, ...rest]), 'graph');
    expect(answer.total).toEqual({ value: 21, relation: 'eq' });
    expect(idsOf(answer)[0]).toBe('solo');
  });
});

describe('findExperts: pages and counts', () => {
  test('pages joined are one long page; works on topic are those that a search over works counts', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryPublications, async (works) => {
        const deps = await deriveFrom(works);
        const whole = await ask(deps, 'work 1', { mode: 'keyword', perPage: 100 });
        const pages = await Promise.all(
          [1, 2, 3, 4].map((page) => ask(deps, 'work 1', { mode: 'keyword', page, perPage: 2 })),
        );
        expect(pages.flatMap(idsOf)).toEqual(idsOf(whole).slice(0, 8));
        expect(whole.total).toEqual({ value: whole.experts.length, relation: 'eq' });
        const matching = works.filter(({ display_name }) => display_name === 'Work 1');
        for (const { author, worksOnTopic } of whole.experts) {
          const theirs = matching.filter(({ authorships }) => authorships.some((one) => one.author.id === author.id));
          expect(worksOnTopic).toBe(theirs.length);
        }
      }),
      { numRuns: 40 },
    );
  });
});
