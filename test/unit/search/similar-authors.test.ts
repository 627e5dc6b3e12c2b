// People with the same interests: who is found, who never is, how far away, by which works, and without vectors.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Work } from '../../../src/domain/work.js';
import { type SimilarAnswer, similarAuthors } from '../../../src/search/similar-authors.js';
import { arbitraryPublications, deriveFrom, PEOPLE, peopleOf, workBy } from '../../support/derived-library.js';
import { degrees } from '../../support/works.js';

const topics = (...ids: string[]) => ids.map((id) => ({ id, display_name: `Topic ${id}` }));
const idsOf = ({ authors }: SimilarAnswer) => authors.map(({ author }) => author.id);

/** Around `me`: two co-authors, one person two steps away, one three, one beyond, one of another field. */
function society() {
  const works = [
    workBy('own', ['me', 'friend'], { topics: topics('t', 'mine') }),
    workBy('own2', ['me', 'mate'], { topics: topics('t') }),
    workBy('f1', ['friend', 'second'], { topics: topics('t') }),
    workBy('s1', ['second', 'third']),
    workBy('t1', ['third'], { topics: topics('t') }),
    workBy('t2', ['third'], { topics: topics('t') }),
    workBy('x1', ['stranger'], { topics: topics('u') }),
    workBy('o1', ['other']),
  ];
  const vectors = {
    own: degrees(0),
    own2: degrees(60),
    f1: degrees(30),
    s1: degrees(150),
    t1: degrees(5),
    t2: degrees(65),
    x1: degrees(20),
    o1: degrees(180),
  };
  return { works, vectors };
}

describe('similarAuthors', () => {
  test('finds people near any interest, without co-authors, with path, topics and evidence', async () => {
    const { works, vectors } = society();
    const answer = await similarAuthors(await deriveFrom(works, vectors), 'me', { limit: 10 });
    expect(answer.degraded).toEqual([]);
    expect(new Set(idsOf(answer))).toEqual(new Set(['third', 'stranger', 'second']));
    const paths = Object.fromEntries(answer.authors.map(({ author, pathLength }) => [author.id, pathLength]));
    expect(paths).toEqual({ third: 3, stranger: null, second: 2 });
    const third = answer.authors.find(({ author }) => author.id === 'third');
    expect(third?.sharedTopics).toEqual([{ id: 't', display_name: 'Topic t' }]);
    expect(third?.evidence.map(({ work, near }) => [work.id, near])).toEqual(
      expect.arrayContaining([
        ['t1', 'own'],
        ['t2', 'own2'],
      ]),
    );
    expect(idsOf(answer)[0]).toBe('third');
  });

  test('without vectors words and topics decide, and the answer says so', async () => {
    const works = [
      workBy('own', ['me'], { display_name: 'sparse attention kernels', topics: topics('attention') }),
      workBy('w1', ['a'], { display_name: 'kernels of sparse attention' }),
      workBy('w2', ['b'], { display_name: 'the diet of owls', topics: topics('birds') }),
    ];
    const answer = await similarAuthors(await deriveFrom(works), 'me', { limit: 10 });
    expect(answer.degraded).toEqual([{ code: 'embedding_off', message: 'there is no model' }]);
    expect(idsOf(answer)).toEqual(['a']);
    expect(answer.authors[0]?.evidence).toMatchObject([{ work: { id: 'w1' }, near: 'own' }]);
  });

  test('where works of co-authors would fill the answer, others get their turn', async () => {
    const crowd = Array.from({ length: 300 }, (_, i) => workBy(`c${i}`, ['friend']));
    const works = [workBy('own', ['me', 'friend']), ...crowd, workBy('w', ['stranger'])];
    const near = Object.fromEntries(crowd.map(({ id }, i) => [id, degrees(i / 100)]));
    const deps = await deriveFrom(works, { own: degrees(0), w: degrees(20), ...near });
    expect(idsOf(await similarAuthors(deps, 'me', { limit: 5 }))).toEqual(['stranger']);
  });
});

describe('the conditions of similarAuthors', () => {
  test('a filter speaks of people and of their works', async () => {
    const { works, vectors } = society();
    const dated = works.map((work) => ({ ...work, publication_year: work.id === 't1' ? 2020 : 2010 }));
    const deps = await deriveFrom(dated, vectors);
    const found = async (filter: string) => idsOf(await similarAuthors(deps, 'me', { limit: 10, filter }));
    expect(await found('publication_year:2020')).toEqual(['third']);
    expect(await found('topics.id:u')).toEqual(['stranger']);
    expect(await found('works_count:>5')).toEqual([]);
    await expect(found('no_such_field:1')).rejects.toMatchObject({ code: 'unknown_field' });
  });

  test('somebody unknown is an error, somebody with one lonely work has nobody', async () => {
    const { works, vectors } = society();
    const deps = await deriveFrom(works, vectors);
    await expect(similarAuthors(deps, 'nobody', { limit: 3 })).rejects.toMatchObject({ code: 'not_found' });
    const lonely = await deriveFrom([workBy('w', ['alone'])], { w: degrees(0) });
    expect(await similarAuthors(lonely, 'alone', { limit: 3 })).toEqual({ degraded: [], authors: [] });
  });

  test('never names the person or a co-author; paths are at least 2; less is the beginning of more', async () => {
    const angles = fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 14, maxLength: 14 });
    const cases = fc.asyncProperty(arbitraryPublications, angles, fc.constantFrom(...PEOPLE), async (works, at, me) => {
      const vectors = Object.fromEntries(works.map(({ id }, i) => [id, degrees(at[i] as number)]));
      const deps = await deriveFrom(works, vectors);
      fc.pre(peopleOf(works).includes(me));
      const answer = await similarAuthors(deps, me, { limit: 10 });
      const near = (work: Work) => peopleOf([work]).includes(me);
      const known = new Set(peopleOf(works.filter(near)));
      for (const { author, score, evidence } of answer.authors) {
        expect(known.has(author.id)).toBe(false);
        expect(score > 0 && score <= 1).toBe(true);
        for (const one of evidence) {
          expect(peopleOf([one.work])).toContain(author.id);
          expect(works.filter(near).map(({ id }) => id)).toContain(one.near);
        }
      }
      const scores = answer.authors.map(({ score }) => score);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
    });
    await fc.assert(cases, { numRuns: 40 });
  });
});
