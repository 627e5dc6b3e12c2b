// Spelling of searches beyond the scenarios: which words are checked, when nothing is looked up, failures, odd input.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ALL } from '../../../src/domain/query.js';
import type { Work } from '../../../src/domain/work.js';
import type { Engine } from '../../../src/engine/engine.js';
import { createLogger } from '../../../src/logger.js';
import { didYouMean } from '../../../src/search/spelling.js';
import { correctableWords, replaceWords, seldomShown } from '../../../src/search/spelling-words.js';
import { understand } from '../../../src/search/understand.js';
import { isStopWord, wordsOf } from '../../../src/text/analyze.js';
import { createOracleEngine } from '../../support/oracle-engine.js';
import { titled } from '../../support/works.js';

const logger = createLogger('silent');
const checked = (search: string) => correctableWords(search, understand(search)).map(({ word }) => word);

describe('which words are checked', () => {
  test.each([
    ['Nerual Netwroks', ['nerual', 'netwroks']],
    ['what is the cat of which these speak', ['speak']],
    ['"nerual netwroks" graph', ['graph']],
    ['nerual "nerual" graph', ['graph']],
    ['graph -nerual -"deep netwroks"', ['graph']],
    ['BERT RoBERTa GPT-2 bert2vec ResNet50 models', ['models']],
    ['BERT ROBERTA MODELS', ['bert', 'roberta', 'models']],
    ['self-supervsied learning', ['self', 'supervsied', 'learning']],
    ['survey: nerual nets', ['survey', 'nerual', 'nets']],
    ['author:lindqvst abstract:nerual', []],
    ['10.5555/abcdef arxiv:1706.03762 W2741809807', []],
    ['https://example.org/nerual ann@example.org example.org', []],
    ['$alpha beta$ \\mathcal gamma_delta', []],
    ['Şahni naïv', ['sahni', 'naiv']],
    ['漢字の研究 графы', ['графы']],
    [Array.from({ length: 20 }, () => 'graph').join(' '), ['graph']],
    [Array.from({ length: 21 }, () => 'graph').join(' '), []],
    ['a'.repeat(20_000), []],
    ['$'.repeat(20_000).concat('graph'), ['graph']],
    [':'.repeat(19_000).concat('graph'), []],
    ['\ud800nerual\u0000graph', ['nerual', 'graph']],
  ])('%p', (search, words) => expect(checked(search)).toEqual(words));

  test('words that five of the works shown have, in any inflection, are not', () => {
    const typed = correctableWords('studies of networks nerual', understand('studies of networks nerual'));
    const doubted = (works: readonly Work[]) => seldomShown(typed, works).map(({ word }) => word);
    const works = titled({ a: 'Study', b: 'studied', c: 'A network study', d: 'Studying', e: 'Studies. Network' });
    expect(doubted(works)).toEqual(['networks', 'nerual']);
    expect(doubted(works.slice(0, 4))).toEqual(['studies', 'networks', 'nerual']);
    const same = (title: string) => titled(Object.fromEntries([...'abcde'].map((id) => [id, title])));
    expect(doubted(same('Networked nerualist student'))).toEqual(['studies', 'nerual']);
  });
});

test('words are replaced wherever they stand, in their case, and nothing else', () => {
  const search = 'nerual Nerual, NERUAL of  (nerualx) Łda\n"nerual?"';
  const typed = {
    word: 'nerual',
    places: [
      { start: 0, end: 6 },
      { start: 7, end: 13 },
      { start: 15, end: 21 },
    ],
  };
  const other = { word: 'lda', places: [{ start: 36, end: 39 }] };
  const replaced = replaceWords(search, [
    { typed: other, by: 'lada' },
    { typed, by: 'neural' },
  ]);
  expect(replaced).toEqual({
    search: 'neural Neural, NEURAL of  (nerualx) Lada\n"nerual?"',
    words: [
      { typed: 'nerual', suggested: 'neural' },
      { typed: 'Łda', suggested: 'Lada' },
    ],
  });
});

const asks = (engine: Pick<Engine, 'nearWords' | 'retrieve'>, search: string, shown: readonly Work[] = []) =>
  didYouMean({ engine, logger }, { search, text: understand(search), filter: ALL, shown });

async function engineWith(titles: readonly string[]): Promise<Engine> {
  const engine = createOracleEngine();
  await engine.write(titled(Object.fromEntries(titles.map((title, i) => [`w${i}`, title]))));
  await engine.refresh();
  return engine;
}

const times = (count: number, title: string) => Array.from({ length: count }, () => title);

describe('what is offered', () => {
  test('a word that works have, if another one is thirty times as frequent, and has the other words with it', async () => {
    const offered = async (right: number) => {
      const engine = await engineWith([...times(right, 'causal inference'), 'casual inference', 'casual gaming']);
      return (await asks(engine, 'casual inference'))?.search;
    };
    expect([await offered(59), await offered(60)]).toEqual([undefined, 'causal inference']);
    const gaming = await engineWith([...times(99, 'causal inference'), 'casual gaming']);
    expect(await asks(gaming, 'casual gaming')).toBeUndefined();
  });

  test('of several the one that works have together with the other words, and one typo before two', async () => {
    const titles = [...times(50, 'stable marriage'), ...times(3, 'table tennis'), ...times(9, 'tables chairs')];
    const engine = await engineWith([...titles, 'representation', ...times(29, 'presentation')]);
    expect((await asks(engine, 'tabble tennis'))?.search).toBe('table tennis');
    expect((await asks(engine, 'tabbles chairs'))?.search).toBe('tables chairs');
    expect((await asks(engine, 'reprsentation'))?.search).toBe('representation');
  });

  test('two typos where one word is thirty times as frequent as a word must be with one', async () => {
    const offered = async (works: number) =>
      (await asks(await engineWith(times(works, 'convolutions')), 'cnovoluitons'))?.search;
    expect([await offered(29), await offered(30)]).toEqual([undefined, 'convolutions']);
  });

  test('a longer search may keep a word that nothing has, a short one may not', async () => {
    const engine = await engineWith(times(3, 'protein language models fold'));
    expect((await asks(engine, 'kermutz protien language models'))?.search).toBe('kermutz protein language models');
    expect(await asks(engine, 'kermutz protien models')).toBeUndefined();
  });

  test('nothing for a text with more than three unlikely words', async () => {
    const engine = await engineWith(times(3, 'protein language models fold'));
    expect((await asks(engine, 'protien langauge modles fold'))?.words).toHaveLength(3);
    expect(await asks(engine, 'protien langauge modles flod')).toBeUndefined();
  });
});

test('engines are asked only where a word is in few of the works shown', async () => {
  const engine = await engineWith(times(5, 'graph networks'));
  const works = (await engine.fetch(['w0', 'w1', 'w2', 'w3', 'w4'])).flatMap((work) => work ?? []);
  const asked: string[][] = [];
  const watched: Engine = {
    ...engine,
    nearWords: (words, limit) => {
      asked.push([...words]);
      return engine.nearWords(words, limit);
    },
  };
  await asks(watched, 'graph network', works);
  await asks(watched, 'graph GPT-2 "nerual"', works);
  expect(asked).toEqual([]);
  await asks(watched, 'graph netwrok', works);
  expect(asked).toEqual([['netwrok']]);
});

test.each(['nearWords', 'retrieve'] as const)('a failing engine fails no search: %s', async (name) => {
  const engine = await engineWith(times(3, 'neural networks'));
  expect((await asks(engine, 'nerual networks'))?.search).toBe('neural networks');
  const failing: Engine = { ...engine, [name]: () => Promise.reject(new Error('the server is away')) };
  expect(await asks(failing, 'nerual networks')).toBeUndefined();
});

test('whatever is typed: words of the index are put in for loose ones, all else stays, and they find works', async () => {
  const engine = await engineWith([
    'graph neural networks',
    'neural graph law',
    'deep learning of graphs',
    'графы лес',
  ]);
  const part = fc.constantFrom(
    ...[
      'nerual',
      'Garph',
      'LERNING',
      'графы',
      'грфаы',
      'the',
      '"nerual',
      '"',
      '-',
      '-graph',
      'x:graph',
      '$',
      '\n',
      '—',
    ],
    ...['networks', 'neural graph', 'grahp-netwroks', '\ud800', '漢', 'of', '(deep)', 'GPT-2', 'ﬁlm'],
  );
  const typed = fc.array(fc.oneof(part, fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(typed, async (parts) => {
      const search = `graphs ${parts.join(' ')}`;
      const meant = await asks(engine, search);
      if (!meant) return;
      const [before, after] = [understand(search), understand(meant.search)];
      expect([after.phrases, after.excluded]).toEqual([before.phrases, before.excluded]);
      const [typedWords, words] = [wordsOf(search), wordsOf(meant.search)];
      expect(words).toHaveLength(typedWords.length);
      const suggested = meant.words.flatMap((word) => wordsOf(word.suggested));
      const changed = words.filter((word, i) => word !== typedWords[i]);
      expect(new Set(changed)).toEqual(new Set(suggested));
      for (const { frequency } of await engine.nearWords(suggested, 0)) expect(frequency).toBeGreaterThan(0);
      expect(suggested.some(isStopWord)).toBe(false);
      const found = (text: typeof after) =>
        engine.retrieve({ filter: ALL, text, lexical: true, window: 0, facets: [] });
      expect((await found(after)).total.value).toBeGreaterThan(0);
    }),
    { numRuns: 400 },
  );
});
