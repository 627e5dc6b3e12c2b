// Votes for topics: shares of the votes, names in the text, and what works that mention a name say about it.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { countTopicVotes, VOTERS, type Voter } from '../../../src/search/topic-votes.js';

const topic = (name: string) => ({ id: `topic:${name.toLowerCase()}`, display_name: name });

function voter(id: string, score: number, topics: readonly string[], display_name = ''): Voter {
  return { work: { id, display_name, topics: topics.map(topic) }, score };
}

/** What the blank votes weigh beside so many works. */
const blank = (works: number) => (VOTERS - works) * 0.04;

const NO_TEXT = { display_name: '' };
const idsOf = (candidates: readonly { readonly id: string }[]) => candidates.map(({ id }) => id);

test('a topic has the share of the votes, and near works have more of them', () => {
  const found = countTopicVotes(NO_TEXT, [voter('a', 1, ['Tides']), voter('b', 0.5, ['Dikes', 'Tides'])]);
  expect(found).toEqual([
    { id: 'topic:tides', score: expect.closeTo(17 / 16 / (17 / 16 + blank(2))), named: false, voters: ['a', 'b'] },
    { id: 'topic:dikes', score: expect.closeTo(1 / 16 / (17 / 16 + blank(2))), named: false, voters: ['b'] },
  ]);
});

test('a topic that a work names twice has one vote', () => {
  const found = countTopicVotes(NO_TEXT, [voter('a', 1, ['Tides', 'Tides']), voter('b', 1, ['Dikes'])]);
  const share = expect.closeTo(1 / (2 + blank(2)));
  expect(found.map(({ score }) => score)).toEqual([share, share]);
});

test('works that agree are no proof as long as they are few', () => {
  const scoreOf = (count: number) =>
    countTopicVotes(
      NO_TEXT,
      Array.from({ length: count }, (_, i) => voter(`w${i}`, 1, ['Tides'])),
    )[0]?.score ?? 0;
  expect(scoreOf(1)).toBeLessThan(0.5);
  expect(scoreOf(3)).toBeGreaterThan(0.5);
  expect(scoreOf(VOTERS)).toBe(1);
});

test('a name in the text speaks for its topic if works that mention it have it', () => {
  const text = { display_name: 'The strength of tides' };
  const voters = [
    voter('a', 1, ['Tides'], 'Tides at noon'),
    voter('b', 1, ['Dikes'], 'Dikes'),
    voter('c', 1, ['Dikes'], 'More dikes'),
  ];
  const found = countTopicVotes(text, voters);
  expect(idsOf(found).sort()).toEqual(['topic:dikes', 'topic:tides']);
  const second = found.find(({ id }) => id === 'topic:tides');
  // one of 1 + 2 works that mention it, smoothed: 1.1 of 3
  expect(second).toMatchObject({ named: true, score: expect.closeTo(1 - (1 - 1 / (3 + blank(3))) * (1 - 1.1 / 3)) });
});

test('a name that works mention without having the topic says little', () => {
  const text = { display_name: 'Learning to swim' };
  const voters = ['a', 'b', 'c', 'd'].map((id) => voter(id, 1, ['Swimming'], 'Learning to float'));
  const [first, second] = countTopicVotes(text, voters, [topic('Learning')]);
  expect(first?.id).toBe('topic:swimming');
  expect(second).toMatchObject({ id: 'topic:learning', voters: [], score: expect.closeTo(0.1 / 6) });
});

test('names are compared by their stems, within title and abstract', () => {
  const named = [topic('Tidal Powers'), topic('Wave Tidal')];
  const inTitle = countTopicVotes({ display_name: 'On tidal power', abstract: 'Waves.' }, [], named);
  expect(inTitle.map((one) => [one.id, one.named])).toEqual([
    ['topic:tidal powers', true],
    ['topic:wave tidal', false],
  ]);
  const across = countTopicVotes({ display_name: 'A wave', abstract: 'Tidal.' }, [], named);
  expect(across.every((one) => !one.named)).toBe(true);
});

test('a name of function words alone names nothing', () => {
  expect(countTopicVotes({ display_name: 'To be or not to be' }, [voter('a', 1, ['To be'])])).toEqual([
    { id: 'topic:to be', score: 1 / (1 + blank(1)), named: false, voters: ['a'] },
  ]);
});

test('works beyond the electorate, and those that nothing speaks for, have no vote', () => {
  const many = Array.from({ length: VOTERS }, (_, i) => voter(`w${i}`, 1, ['Tides']));
  expect(idsOf(countTopicVotes(NO_TEXT, [...many, voter('last', 1, ['Dikes'])]))).toEqual(['topic:tides']);
  expect(countTopicVotes(NO_TEXT, [voter('a', 0, ['Tides'])])).toEqual([]);
  expect(countTopicVotes(NO_TEXT, [])).toEqual([]);
});

const names = fc.constantFrom('Tides', 'Dikes', 'Tidal Power', 'Waves');
const ballots = fc.array(
  fc.record({
    score: fc.double({ min: 0, max: 1, noNaN: true }),
    topics: fc.array(names, { minLength: 1, maxLength: 3 }),
    title: names,
  }),
  { maxLength: 60 },
);

test('scores are shares, in order, and each topic comes once', () => {
  fc.assert(
    fc.property(ballots, names, (cast, display_name) => {
      const voters = cast.map(({ score, topics, title }, i) => voter(`w${i}`, score, topics, title));
      const found = countTopicVotes({ display_name }, voters, [topic(display_name)]);
      expect(new Set(idsOf(found)).size).toBe(found.length);
      for (const [i, { score }] of found.entries()) {
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1 + 1e-12);
        expect(score).toBeLessThanOrEqual(found[i - 1]?.score ?? Number.POSITIVE_INFINITY);
      }
    }),
  );
});

test('another work that votes for a topic never lowers it, as long as the text does not name it', () => {
  fc.assert(
    fc.property(ballots, (cast) => {
      const voters = cast.slice(0, VOTERS - 1).map(({ topics }, i) => voter(`w${i}`, 1, topics));
      const scoreOf = (all: readonly Voter[]) => countTopicVotes(NO_TEXT, all).find(({ id }) => id === 'topic:tides');
      const before = scoreOf(voters)?.score ?? 0;
      expect(scoreOf([...voters, voter('more', 1, ['Tides'])])?.score).toBeGreaterThanOrEqual(before - 1e-12);
    }),
  );
});
