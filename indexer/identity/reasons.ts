// The evidence that two mentions of one name must share: co-authors, institutions, topics, each as strong as it is rare.
import { commonnessOfKey } from './given-names.js';
import type { Prepared } from './prepare.js';

/** In a block of more mentions, chance agreements are so many that common names need one point more. */
const LARGE_BLOCK = 1_000;
/** Co-authors of a longer list are a collaboration's, and two people of one name can both be in it. */
const MOST_COAUTHORS = 30;

interface Fact {
  readonly text: string;
  readonly points: number;
  /** A topic speaks only beside an institution. */
  readonly kind: 'coauthor' | 'institution' | 'topic';
}

/** The points it takes to join two mentions with the same spelling; 0: the name is enough. */
export function pointsNeeded(need: number, mentions: number): number {
  return need > 0 && mentions > LARGE_BLOCK ? need + 1 : need;
}

/**
 * Texts of which two mentions must have one in common to be one person: each is one fact, or two facts together, with
 * at least that many points. A co-author has 2 points, or 1 if the name is one that thousands have; an institution 1,
 * and a topic 1 together with an institution.
 */
export function reasonsOf({ mention }: Pick<Prepared, 'mention'>, points: number): string[] {
  if (points === 0) return [''];
  const facts = factsOf(mention);
  const reasons: string[] = [];
  const weak: Fact[] = [];
  for (const fact of facts) {
    if (fact.kind !== 'topic' && fact.points >= points) reasons.push(fact.text);
    else weak.push(fact);
  }
  for (const [i, one] of weak.entries()) {
    for (const other of weak.slice(i + 1)) {
      if (one.points + other.points >= points && speakTogether(one, other)) reasons.push(`${one.text}\n${other.text}`);
    }
  }
  return reasons;
}

const KEYS_KEPT = 100_000;
const coauthorPoints = new Map<string, number>();

/** Remembered: the same co-authors come again and again. */
function pointsOfCoauthor(key: string): number {
  let points = coauthorPoints.get(key);
  if (points === undefined) {
    if (coauthorPoints.size >= KEYS_KEPT) coauthorPoints.clear();
    points = commonnessOfKey(key) >= 2 ? 1 : 2;
    coauthorPoints.set(key, points);
  }
  return points;
}

/** Facts are sorted, so that two mentions write the same pair alike. */
function factsOf(mention: Prepared['mention']): Fact[] {
  const coauthors = mention.coauthors.length > MOST_COAUTHORS ? [] : mention.coauthors;
  const facts = [
    ...coauthors.map((text): Fact => ({ text, points: pointsOfCoauthor(text), kind: 'coauthor' })),
    ...mention.institutions.map((text): Fact => ({ text, points: 1, kind: 'institution' })),
    ...mention.topics.map((text): Fact => ({ text, points: 1, kind: 'topic' })),
  ];
  const distinct = new Map(facts.map((fact) => [`${fact.kind} ${fact.text}`, fact]));
  return [...distinct.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([text, fact]) => ({ ...fact, text }));
}

function speakTogether(one: Fact, other: Fact): boolean {
  const kinds = [one.kind, other.kind];
  return !kinds.includes('topic') || kinds.includes('institution');
}
