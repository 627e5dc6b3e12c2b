// Phrases and exclusions: folded, unstemmed words, adjacent and within one field or list element; hard in both legs.
import { expect } from '@jest/globals';
import { type Check, embed, idsOf, index, matchedIds, near, search, words } from '../support/engine-session.js';
import { byAuthor, degrees, makeModel, makeWork, onTopic, titled } from '../support/works.js';

export function checkPhrases(check: Check): void {
  checkPhrasesAlone(check);
  checkBoundaries(check);
  checkExclusions(check);
  checkBothLegs(check);
}

function checkPhrasesAlone(check: Check): void {
  check('the words of a phrase are adjacent and in order', async ({ engine }) => {
    await index(engine, titled({ a: 'a graph neural network', b: 'neural graph', c: 'graph and neural', d: 'graph' }));
    expect(await matchedIds(engine, { text: words('', ['graph neural']) })).toEqual(['a']);
  });

  check('stop words are part of a phrase', async ({ engine }) => {
    await index(engine, titled({ a: 'theory of mind', b: 'theory mind', c: 'theory in mind' }));
    expect(await matchedIds(engine, { text: words('', ['theory of mind']) })).toEqual(['a']);
    expect(await matchedIds(engine, { text: words('', ['of']) })).toEqual(['a']);
  });

  check('a phrase is folded but not stemmed', async ({ engine }) => {
    await index(engine, titled({ a: 'Lévy-flights', b: 'levy flight' }));
    expect(await matchedIds(engine, { text: words('', ['LEVY flights']) })).toEqual(['a']);
    expect(await matchedIds(engine, { text: words('', ['flight']) })).toEqual(['b']);
  });

  check('punctuation, blanks and line breaks stand between words, not in them', async ({ engine }) => {
    await index(engine, [
      makeWork({ id: 'a', abstract: 'deep,\nlearning' }),
      makeWork({ id: 'b', abstract: 'deep \n learning' }),
    ]);
    expect(await matchedIds(engine, { text: words('', ['deep-learning']) })).toEqual(['a', 'b']);
  });

  check('a repeated beginning does not hide a phrase', async ({ engine }) => {
    await index(engine, titled({ a: 'go go gadget', b: 'go gadget', c: 'go gadget go' }));
    expect(await matchedIds(engine, { text: words('', ['go go gadget']) })).toEqual(['a']);
    expect(await matchedIds(engine, { text: words('', ['go gadget go']) })).toEqual(['c']);
  });

  check('all of several phrases must occur, with enough of the loose words', async ({ engine }) => {
    await index(
      engine,
      titled({ a: 'deep learning of big data', b: 'deep learning', c: 'big data deep learning robots' }),
    );
    expect(await matchedIds(engine, { text: words('', ['deep learning', 'big data']) })).toEqual(['a', 'c']);
    expect(await matchedIds(engine, { text: words('robot', ['deep learning', 'big data']) })).toEqual(['c']);
  });

  check('with no loose word a phrase is the lexical match, ranked by its words', async ({ engine }) => {
    await index(engine, titled({ long: 'deep learning and very much more of it', short: 'deep learning' }));
    expect(idsOf((await search(engine, { text: words('', ['deep learning']) })).lexical)).toEqual(['short', 'long']);
  });

  check('loose stop words beside a phrase do not spoil it', async ({ engine }) => {
    // stop words are not scored beside other words, but may still be what the match counts
    await index(engine, titled({ a: 'the deep learning', b: 'the learning' }));
    expect(await matchedIds(engine, { text: words('the', ['deep learning']) })).toEqual(['a']);
  });

  check('a phrase without a word asks for nothing', async ({ engine }) => {
    await index(engine, titled({ a: 'robots', b: 'graphs' }));
    expect(await matchedIds(engine, { text: words('robots', ['…']) })).toEqual(['a']);
  });
}

function checkBoundaries(check: Check): void {
  check('a phrase stands within one text field', async ({ engine }) => {
    await index(engine, [makeWork({ id: 'a', display_name: 'about deep', abstract: 'learning begins here' })]);
    expect(await matchedIds(engine, { text: words('', ['deep learning']) })).toEqual([]);
  });

  check('a phrase stands within one element of a list', async ({ engine }) => {
    const authorships = [byAuthor('Mira Stone'), byAuthor('Carver Lee')];
    const topics = [onTopic('Deep Water'), onTopic('Learning Sets')];
    await index(engine, [makeWork({ id: 'a', authorships, topics, keywords: [onTopic('Theory')] })]);
    for (const phrase of ['stone carver', 'water learning', 'sets theory']) {
      expect(await matchedIds(engine, { text: words('', [phrase]) })).toEqual([]);
    }
    for (const phrase of ['mira stone', 'carver lee', 'learning sets', 'theory']) {
      expect(await matchedIds(engine, { text: words('', [phrase]) })).toEqual(['a']);
    }
  });
}

function checkExclusions(check: Check): void {
  check('an excluded word or phrase must not occur', async ({ engine }) => {
    await index(engine, titled({ a: 'robot law', b: 'robot arm', c: 'law robot', d: 'robots law' }));
    expect(await matchedIds(engine, { text: words('robot', [], ['arm']) })).toEqual(['a', 'c', 'd']);
    expect(await matchedIds(engine, { text: words('robot', [], ['robot law', 'arm']) })).toEqual(['c', 'd']);
  });

  check('exclusions are folded, unstemmed, and look at every text field', async ({ engine }) => {
    await index(engine, [
      makeWork({ id: 'a', display_name: 'robot', authorships: [byAuthor('Ann Lévy')] }),
      makeWork({ id: 'b', display_name: 'robot', abstract: 'arms' }),
      makeWork({ id: 'c', display_name: 'robot', topics: [onTopic('Arm Control')] }),
    ]);
    expect(await matchedIds(engine, { text: words('robot', [], ['levy', 'arm']) })).toEqual(['b']);
  });

  check('an exclusion without a word excludes nothing, an unknown one neither', async ({ engine }) => {
    await index(engine, titled({ a: 'robot' }));
    expect(await matchedIds(engine, { text: words('robot', [], ['', '—', 'zyzzyva']) })).toEqual(['a']);
  });
}

function checkBothLegs(check: Check): void {
  check('a phrase and an exclusion bind the semantic leg too', async ({ engine }) => {
    await index(engine, titled({ a: 'deep learning', b: 'learning deep', c: 'deep learning of robots' }));
    await embed(engine, makeModel(2), { a: degrees(20), b: degrees(0), c: degrees(10) });
    const semantic = near(degrees(0), 0.5);
    const text = words('', ['deep learning'], ['robots']);
    for (const lexical of [true, false]) {
      const answer = await search(engine, { text, lexical, semantic });
      expect([idsOf(answer.semantic), answer.total.value]).toEqual([['a'], 1]);
    }
  });

  check('total, facets and sorting obey phrases and exclusions', async ({ engine }) => {
    const types = { a: 'article', b: 'dataset', c: 'preprint' };
    const works = titled({ a: 'deep learning', b: 'learning deep', c: 'deep learning of robots' });
    await index(
      engine,
      works.map((work) => ({ ...work, type: types[work.id as 'a'] })),
    );
    const order = { by: [], offset: 0, limit: 10 };
    const text = words('', ['deep learning'], ['robots']);
    const answer = await search(engine, { text, order, facets: [{ field: 'type', size: 5 }] });
    expect([answer.sorted, answer.total.value]).toEqual([['a'], 1]);
    expect(answer.facets.get('type')?.map((bucket) => bucket.key)).toEqual(['article']);
  });
}
