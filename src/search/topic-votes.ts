// Works vote for the topics of a text: from works with fused scores to topics with a probability each. Pure.
import { compareText } from '../domain/order.js';
import type { TopicRef, Work } from '../domain/work.js';
import { wordsOf } from '../text/analyze.js';
import { termOf } from '../text/terms.js';

/** How many of the best works vote. Measured (bench/README.md): between 30 and 100 little changes. */
export const VOTERS = 50;

/** A vote is the fused score to this power, so that the nearest works decide; 3 is as good, 6 a little worse. */
const SHARPNESS = 4;

/**
 * Each vote that is missing to `VOTERS` is a blank one of this weight, the nearest work's being 1: few works that agree are
 * no proof. Without blank votes, of topics to which four works gave .5 or more, 11 to 62 in 100 were right; with them 30 to 87.
 */
const BLANK = 0.04;

/** A name in the text counts as if so many works that mention it had been asked before … */
const ASKED_BEFORE = 2;
/** … of which this share had the topic. */
const HAD_TOPIC = 0.05;

/** A text to find topics for: title, abstract or both, in the fields of a work. */
export type TopicText = Pick<Work, 'display_name' | 'abstract'>;

/** A work that votes for its topics, with its fused score. */
export interface Voter {
  readonly work: Pick<Work, 'id' | 'display_name' | 'abstract' | 'topics'>;
  readonly score: number;
}

/** A topic that fits. */
export interface TopicCandidate {
  readonly id: string;
  /** From 0 to 1: of topics with a score of .7 about 7 in 10 are right. */
  readonly score: number;
  /** Whether one of its names occurs in the text. */
  readonly named: boolean;
  /** The works that voted for it, best first. */
  readonly voters: readonly string[];
}

interface Poll {
  readonly ids: string[];
  readonly names: Set<string>;
  votes: number;
}

/**
 * Counts the votes of works, best first; order of the answer: score, then more voters, then id.
 *
 * Two kinds of evidence are joined as a noisy-or (Pearl, "Probabilistic reasoning in intelligent systems", 1988). The
 * first is the share of the votes that a topic got, blank ones included. The second speaks for topics one of whose names stands in the text:
 * of the voters in whose text it stands too, the share that have the topic, smoothed (Laplace) towards one in twenty.
 * So a collection teaches how much its names say: "cartilage" in a text makes a work one about cartilage, "learning" does
 * not make it one of that session of a conference.
 * @param named topics known to be named in the text although no work may vote for them
 */
export function countTopicVotes(
  text: TopicText,
  voters: readonly Voter[],
  named: readonly TopicRef[] = [],
): TopicCandidate[] {
  const counted = voters.slice(0, VOTERS).filter(({ score }) => score > 0);
  const most = Math.max(0, ...counted.map(({ score }) => score));
  const ballots = counted.map(({ work, score }) => ({ work, weight: (score / most) ** SHARPNESS }));
  const all = ballots.reduce((sum, { weight }) => sum + weight, (VOTERS - ballots.length) * BLANK);
  const polls = new Map<string, Poll>();
  for (const { work, weight } of ballots) {
    for (const [id, topics] of byId(work.topics)) {
      const poll = pollOf(polls, id, topics);
      poll.ids.push(work.id);
      poll.votes += weight;
    }
  }
  for (const topic of named) pollOf(polls, topic.id, [topic]);
  const mentions = mentionsIn(text, ballots);
  const candidates = [...polls].map(([id, poll]): TopicCandidate => {
    const mention = mentions(id, poll.names);
    const share = all > 0 ? poll.votes / all : 0;
    return { id, score: 1 - (1 - share) * (1 - mention), named: mention > 0, voters: poll.ids };
  });
  return candidates.sort((a, b) => b.score - a.score || b.voters.length - a.voters.length || compareText(a.id, b.id));
}

function byId(topics: readonly TopicRef[]): Map<string, TopicRef[]> {
  const known = new Map<string, TopicRef[]>();
  for (const topic of topics) known.set(topic.id, [...(known.get(topic.id) ?? []), topic]);
  return known;
}

function pollOf(polls: Map<string, Poll>, id: string, topics: readonly TopicRef[]): Poll {
  const poll = polls.get(id) ?? { ids: [], names: new Set(), votes: 0 };
  for (const { display_name } of topics) poll.names.add(display_name);
  polls.set(id, poll);
  return poll;
}

interface Ballot {
  readonly work: Voter['work'];
  readonly weight: number;
}

/** How much it says that a topic's name stands in the text, 0 if it does not. The voters are read when one is there. */
function mentionsIn(text: TopicText, ballots: readonly Ballot[]) {
  const asked = passageOf(text);
  const passages = new Map<string, string>();
  const read = (work: Voter['work']) => {
    const known = passages.get(work.id) ?? passageOf(work);
    passages.set(work.id, known);
    return known;
  };
  return (id: string, names: ReadonlySet<string>): number => {
    const there = [...names].map(termsOfName).filter((name) => name !== '' && asked.includes(name));
    if (there.length === 0) return 0;
    let [mentioned, had] = [ASKED_BEFORE, ASKED_BEFORE * HAD_TOPIC];
    for (const { work, weight } of ballots) {
      if (!there.some((name) => read(work).includes(name))) continue;
      mentioned += weight;
      if (work.topics.some((topic) => topic.id === id)) had += weight;
    }
    return had / mentioned;
  };
}

/** The terms of title and abstract between blanks; no name goes from one to the other. */
function passageOf({ display_name, abstract }: TopicText): string {
  return ` ${termsIn(display_name)} | ${termsIn(abstract ?? '')} `;
}

/** A name as it stands in a passage. */
function termsOfName(name: string): string {
  const terms = termsIn(name);
  return terms === '' ? '' : ` ${terms} `;
}

function termsIn(text: string): string {
  return wordsOf(text)
    .map(termOf)
    .filter((term) => term !== '')
    .join(' ');
}
