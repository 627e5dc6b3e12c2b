// The lexical leg: which works match by their words, and in which order.
import { expect } from '@jest/globals';
import { type Check, embed, idsOf, index, matchedIds, near, search, words } from '../support/engine-session.js';
import { byAuthor, degrees, makeModel, makeWork, onTopic, titled } from '../support/works.js';

export function checkLexical(check: Check): void {
  checkMatching(check);
  checkNoText(check);
  checkAnalysis(check);
  checkRanking(check);
  checkWindow(check);
}

function checkMatching(check: Check): void {
  check('a short query needs every term, in any order and field', async ({ engine }) => {
    const spread = makeWork({ id: 'c', display_name: 'graphs', abstract: 'for a neural approach' });
    await index(engine, [...titled({ a: 'neural graph', b: 'neural nets' }), spread]);
    expect(await matchedIds(engine, { text: words('graph neural') })).toEqual(['a', 'c']);
  });

  check('a longer query may miss a share of its terms', async ({ engine }) => {
    // five terms need two
    await index(engine, titled({ two: 'alpha beta', one: 'alpha alpha' }));
    expect(await matchedIds(engine, { text: words('alpha beta gamma delta epsilon') })).toEqual(['two']);
  });

  check(
    'the leg ranks every work of the matched set that has a term, also those that matched by meaning',
    async ({ engine }) => {
      await index(engine, titled({ words: 'graph neural law', near: 'graph robot tree', other: 'graph robot sea' }));
      await embed(engine, makeModel(2), { words: degrees(90), near: degrees(0), other: degrees(90) });
      const answer = await search(engine, { text: words('graph neural law'), semantic: near(degrees(0), 0.9) });
      expect(idsOf(answer.lexical)).toEqual(['words', 'near']);
      expect(idsOf(answer.semantic)).toEqual(['near']);
    },
  );

  check('terms are counted once however often the query repeats or inflects them', async ({ engine }) => {
    // six words but three terms, so all three are needed
    await index(engine, titled({ two: 'robot graph', three: 'robot graph law' }));
    expect(await matchedIds(engine, { text: words('robot robots graph graphs law laws') })).toEqual(['three']);
  });

  check('stop words of the query do not count', async ({ engine }) => {
    await index(engine, titled({ a: 'robots', b: 'the of' }));
    expect(await matchedIds(engine, { text: words('what is the future of robots') })).toEqual([]);
    expect(await matchedIds(engine, { text: words('what about the robots') })).toEqual(['a']);
  });

  check('stop words count when there is nothing else', async ({ engine }) => {
    await index(engine, titled({ a: 'to be or not', b: 'being' }));
    expect(await matchedIds(engine, { text: words('to be') })).toEqual(['a']);
  });

  check('a query without a word matches nothing', async ({ engine }) => {
    await index(engine, titled({ a: 'robots' }));
    for (const text of ['', '   ', '?!…']) {
      const { lexical, total } = await search(engine, { text: words(text) });
      expect([idsOf(lexical), total.value]).toEqual([[], 0]);
    }
  });

  check('the loose words decide the match, all words the score', async ({ engine }) => {
    // "robots" stands in the scored text only: b needs it for its rank, nobody for the match
    await index(engine, titled({ a: 'graph laws', b: 'graph robots', c: 'robots' }));
    const text = { loose: 'graph', text: 'graph robots', phrases: [], excluded: [] };
    expect(idsOf((await search(engine, { text })).lexical)).toEqual(['b', 'a']);
  });
}

function checkNoText(check: Check): void {
  check('a leg that is not asked for matches nothing', async ({ engine }) => {
    await index(engine, titled({ a: 'robots' }));
    const { lexical, semantic, total } = await search(engine, { text: words('robots'), lexical: false });
    expect([lexical, semantic, total.value]).toEqual([[], [], 0]);
  });

  check('without a text every work matches and no leg has hits', async ({ engine }) => {
    await index(engine, titled({ a: 'robots', b: 'graphs' }));
    const { lexical, semantic, sorted, total } = await search(engine, {});
    expect([lexical, semantic, sorted, total]).toEqual([[], [], [], { value: 2, relation: 'eq' }]);
  });

  check('an empty index answers', async ({ engine }) => {
    await engine.refresh();
    const order = { by: [], offset: 0, limit: 10 };
    const answer = await search(engine, { text: words('robots'), order, facets: [{ field: 'type', size: 3 }] });
    expect(answer).toMatchObject({ lexical: [], semantic: [], sorted: [], total: { value: 0, relation: 'eq' } });
    expect(answer.facets.get('type')).toEqual([]);
  });
}

function checkAnalysis(check: Check): void {
  check('words are compared stemmed and folded', async ({ engine }) => {
    await index(engine, titled({ a: 'Lévy flights', b: 'ŁUKASZ learned', c: 'naïve Straße' }));
    expect(await matchedIds(engine, { text: words('levy flight') })).toEqual(['a']);
    expect(await matchedIds(engine, { text: words('Lukasz learning') })).toEqual(['b']);
    expect(await matchedIds(engine, { text: words('NAIVE strasse') })).toEqual(['c']);
  });

  check('scripts without blanks are searched by their characters', async ({ engine }) => {
    await index(engine, titled({ a: '漢字の研究', b: '漢方' }));
    expect(await matchedIds(engine, { text: words('漢字') })).toEqual(['a']);
  });

  check('digits are words', async ({ engine }) => {
    await index(engine, titled({ a: 'COVID-19', b: 'COVID-20' }));
    expect(await matchedIds(engine, { text: words('covid 19') })).toEqual(['a']);
  });

  check('every text field of the catalogue is searched', async ({ engine }) => {
    await index(engine, [
      makeWork({ id: 'abstract', abstract: 'needle' }),
      makeWork({ id: 'author', authorships: [byAuthor('Ann Needle')] }),
      makeWork({ id: 'keyword', keywords: [onTopic('Needle')] }),
      makeWork({ id: 'none', type: 'needle' }),
      makeWork({ id: 'source', primary_location: { source: { id: 's', display_name: 'Needle Letters' } } }),
      makeWork({ id: 'title', display_name: 'Needle' }),
      makeWork({ id: 'topic', topics: [onTopic('Needle')] }),
    ]);
    const all = ['abstract', 'author', 'keyword', 'source', 'title', 'topic'];
    expect(await matchedIds(engine, { text: words('needle') })).toEqual(all);
  });
}

function checkRanking(check: Check): void {
  check('BM25F orders as it should', async ({ engine }) => {
    await index(engine, [
      // twice in the title, nothing else: frequency wins
      makeWork({ id: 'twice', display_name: 'robot robot' }),
      // once in a title of two words
      makeWork({ id: 'title', display_name: 'robot law' }),
      // once in a longer title: length costs
      makeWork({ id: 'long', display_name: 'robot law in many more words here' }),
      // once in an abstract, which weighs a third of a title
      makeWork({ id: 'abstract', display_name: 'law', abstract: 'robot in many more words of text and yet more here' }),
      makeWork({ id: 'none', display_name: 'law' }),
    ]);
    const { lexical } = await search(engine, { text: words('robot') });
    expect(idsOf(lexical)).toEqual(['twice', 'title', 'long', 'abstract']);
  });

  check('a rare term counts for more than a common one', async ({ engine }) => {
    const common = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`c${i}`, 'graph something']));
    await index(engine, titled({ ...common, rare: 'quokka something', other: 'alpha gamma delta' }));
    // of four terms two are needed: each of the two lacks the common or the rare one
    await index(engine, titled({ x: 'graph alpha beta', y: 'quokka alpha beta' }));
    const { lexical } = await search(engine, { text: words('graph quokka alpha beta') });
    expect(idsOf(lexical)).toEqual(['y', 'x']);
  });

  check('removed works no longer count in the statistics', async ({ engine }) => {
    // graph is the commoner term until its works are gone; then quokka is
    const graphs = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`g${i}`, 'graph']));
    const quokkas = Object.fromEntries(Array.from({ length: 4 }, (_, i) => [`q${i}`, 'quokka']));
    await index(engine, titled({ ...graphs, ...quokkas, x: 'graph alpha beta', y: 'quokka alpha beta' }));
    const text = words('graph quokka alpha beta');
    expect(idsOf((await search(engine, { text })).lexical)).toEqual(['y', 'x']);
    await engine.remove(Object.keys(graphs));
    await engine.refresh();
    expect(idsOf((await search(engine, { text })).lexical)).toEqual(['x', 'y']);
  });

  check('scores descend, equal scores are ordered by id in code point order', async ({ engine }) => {
    // upper case before lower case, w10 before w2, accents last: no collation; astral behind U+FF57, as UTF-8 has it
    const ids = ['W9', 'w10', 'w2', 'é', 'ｗ', '𝐰'];
    await index(engine, titled(Object.fromEntries([...ids].reverse().map((id) => [id, 'same title']))));
    const { lexical } = await search(engine, { text: words('title') });
    expect(idsOf(lexical)).toEqual(ids);
    expect(new Set(lexical.map((hit) => hit.score)).size).toBe(1);
  });
}

function checkWindow(check: Check): void {
  check('a leg holds the best hits of the window, the total all of them', async ({ engine }) => {
    await index(
      engine,
      titled({ a: 'robot and much else besides', b: 'robot', c: 'robot and law', d: 'robot and a law' }),
    );
    const all = await search(engine, { text: words('robot') });
    expect(idsOf(all.lexical)).toEqual(['b', 'c', 'd', 'a']);
    const best = await search(engine, { text: words('robot'), window: 2 });
    expect([idsOf(best.lexical), best.total.value]).toEqual([['b', 'c'], 4]);
    const none = await search(engine, { text: words('robot'), window: 0 });
    expect([none.lexical, none.total.value]).toEqual([[], 4]);
  });

  check('equal scores at the edge of the window are cut by id', async ({ engine }) => {
    await index(engine, titled({ d: 'robot', b: 'robot', a: 'robot', c: 'robot' }));
    expect(idsOf((await search(engine, { text: words('robot'), window: 3 })).lexical)).toEqual(['a', 'b', 'c']);
  });

  check('a rare filter does not shorten the lexical leg', async ({ engine }) => {
    // the three that pass the filter are the worst of three hundred
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`m${i}`, 'robot']));
    const rare = ['r1', 'r2', 'r3'].map((id) =>
      makeWork({ id, type: 'dataset', display_name: 'a robot among so many other words of this very long title' }),
    );
    await index(engine, [...titled(many), ...rare]);
    const filter = { type: 'values', field: 'type', values: ['dataset'] } as const;
    expect(idsOf((await search(engine, { text: words('robot'), filter, window: 3 })).lexical)).toEqual([
      'r1',
      'r2',
      'r3',
    ]);
  });
}
