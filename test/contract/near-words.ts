// Words spelt nearly as others: their frequencies, and which are near, on examples and against the oracle.
import { expect } from '@jest/globals';
import type { NearWords } from '../../src/engine/engine.js';
import { type Check, index } from '../support/engine-session.js';
import { nearWordsIn } from '../support/oracle-near-words.js';
import { byAuthor, makeWork, randomFrom, titled } from '../support/works.js';

const ALL_OF_THEM = 50;
/** `word frequency`, those that are near in alphabetical order. */
const shortly = ({ word, frequency, near }: NearWords) =>
  [`${word} ${frequency}:`, ...near.map((one) => `${one.word} ${one.frequency}`).sort()].join(' ');

export function checkNearWords(check: Check): void {
  checkWordsFound(check);
  checkOddWords(check);
  checkOrder(check);
  checkChanges(check);
  checkRandomWords(check);
}

function checkWordsFound(check: Check): void {
  check('a word has a frequency, and near ones by its length', async ({ engine }) => {
    await index(engine, titled({ a: 'neural nets', b: 'Neural neurals', c: 'eural mural', d: 'convoltional tree' }));
    const words = [
      'neural',
      'nerual',
      'nueral',
      'neuraal',
      'nets',
      'netx',
      'tre',
      'convolutional',
      'convolutonal',
      'x',
    ];
    expect((await engine.nearWords(words, ALL_OF_THEM)).map(shortly)).toEqual([
      'neural 2: neurals 1',
      'nerual 0: neural 2',
      'nueral 0: neural 2',
      'neuraal 0: neural 2',
      'nets 1:',
      'netx 0: nets 1',
      'tre 0:',
      'convolutional 0: convoltional 1',
      'convolutonal 0: convoltional 1',
      'x 0:',
    ]);
  });

  check('words are those of all text fields, folded and unstemmed', async ({ engine }) => {
    const work = makeWork({
      id: 'a',
      display_name: 'Networks, networks',
      abstract: 'naïve',
      authorships: [byAuthor('Łukasz')],
    });
    await index(engine, [work, makeWork({ id: 'b', display_name: 'Networking' })]);
    const words = ['networkz', 'networks', 'naive', 'lukas', 'network'];
    expect((await engine.nearWords(words, ALL_OF_THEM)).map(shortly)).toEqual([
      'networkz 0: networks 1',
      'networks 1:',
      'naive 1:',
      'lukas 0: lukasz 1',
      'network 0: networks 1',
    ]);
  });
}

function checkOddWords(check: Check): void {
  check('words with digits, short, endless and of scripts without blanks have none', async ({ engine }) => {
    await index(engine, titled({ a: `gpt2 gptx cat 漢字 ${'a'.repeat(60)} ${'b'.repeat(300)}`, b: '한국어' }));
    const words = ['gpt3', 'gpts', 'cut', '漢', 'a'.repeat(59), 'b'.repeat(300), '2020', '', 'x'.repeat(20_000)];
    expect((await engine.nearWords(words, ALL_OF_THEM)).map(({ frequency, near }) => [frequency, near])).toEqual([
      [0, []],
      [0, [{ word: 'gptx', frequency: 1 }]],
      [0, []],
      [1, []],
      [0, []],
      [1, []],
      [0, []],
      [0, []],
      [0, []],
    ]);
  });
}

function checkOrder(check: Check): void {
  check('the most frequent come first, and no more than asked for', async ({ engine }) => {
    await index(engine, titled({ a: 'grape graph grasp', b: 'graph grasp', c: 'graph' }));
    const [found] = await engine.nearWords(['grasph'], 2);
    expect(found?.near).toEqual([
      { word: 'graph', frequency: 3 },
      { word: 'grasp', frequency: 2 },
    ]);
    expect((await engine.nearWords(['grasph'], 0))[0]?.near).toEqual([]);
  });

  check('an empty index knows no word, and no word is no question', async ({ engine }) => {
    await engine.refresh();
    expect(await engine.nearWords(['graph'], 5)).toEqual([{ word: 'graph', frequency: 0, near: [] }]);
    expect(await engine.nearWords([], 5)).toEqual([]);
  });
}

function checkChanges(check: Check): void {
  check('a removed or rewritten work no longer counts for a word that is asked about', async ({ engine, reopen }) => {
    await index(engine, titled({ a: 'graph', b: 'graph', c: 'graph' }));
    await engine.remove(['a']);
    await index(engine, titled({ b: 'grape' }));
    const counts = async (one: typeof engine) =>
      (await one.nearWords(['graph', 'grape'], 5)).map(({ frequency }) => frequency);
    expect(await counts(engine)).toEqual([1, 1]);
    const again = await reopen();
    await again.refresh();
    expect(await counts(again)).toEqual([1, 1]);
  });
}

function checkRandomWords(check: Check): void {
  check('near words of random vocabularies are those of the oracle', async ({ engine }) => {
    const random = randomFrom(7);
    const works = titled(
      Object.fromEntries(
        Array.from({ length: 80 }, (_, i) => [`w${i}`, Array.from({ length: 12 }, () => randomWord(random)).join(' ')]),
      ),
    );
    await index(engine, works);
    const asked = [...new Set(Array.from({ length: 150 }, () => randomWord(random)))];
    const found = await engine.nearWords(asked, 500);
    expect(found.map(shortly)).toEqual(nearWordsIn(works, asked, 500).map(shortly));
    const few = await engine.nearWords(asked, 3);
    const frequencies = ({ near }: NearWords) => near.map(({ frequency }) => frequency);
    expect(few.map(frequencies)).toEqual(nearWordsIn(works, asked, 3).map(frequencies));
  });
}

/** Few letters, so that many words are near others; Cyrillic and Deseret among them, and digits now and then. */
function randomWord(random: () => number): string {
  const letters = [...'aaabbbaяя𐐨'];
  const length = 3 + Math.floor(random() ** 2 * 8);
  const word = Array.from({ length }, () => letters[Math.floor(random() * letters.length)]).join('');
  return random() < 0.05 ? `${word}7` : word;
}
