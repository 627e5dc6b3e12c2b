// Works vote for the people who wrote them: from works with a worth each to people with a score each. Pure.
// countVotes(ballots) → candidates, best first; a worth may come from a search, or from affinity.ts.
import { compareText } from '../domain/order.js';
import { FULL, strength } from './affinity.js';

/** A work that votes. */
export interface Ballot {
  /** The work's id. */
  readonly id: string;
  /** What its vote is worth, 0 to 1; 0 is no vote. */
  readonly worth: number;
  /** Ids of its authors. Their order does not count, which helped in no published comparison. */
  readonly authors: readonly string[];
}

/** A person with the works that speak for them. */
export interface Candidate<B extends Ballot> {
  /** The author's id. */
  readonly id: string;
  /** From 0 to 1. */
  readonly score: number;
  /** Best first, equal ones by id. */
  readonly ballots: readonly B[];
}

/**
 * Counts votes. The order is total: score, then the author's id. A person's score is the strength of the works that vote
 * for them (`affinity.ts`), as a share of the greatest possible. Productivity is damped by that alone, as the i-th best
 * work counts 1/i, and those behind the tenth nothing. Dividing by how many works a person has was measured to hurt
 * (bench/README.md): it prefers those with a single work.
 */
export function countVotes<B extends Ballot>(ballots: readonly B[]): Candidate<B>[] {
  const byAuthor = new Map<string, B[]>();
  for (const ballot of ballots) {
    if (!(ballot.worth > 0)) continue;
    for (const author of new Set(ballot.authors)) {
      const known = byAuthor.get(author);
      if (known) known.push(ballot);
      else byAuthor.set(author, [ballot]);
    }
  }
  const candidates = [...byAuthor].map(([id, cast]): Candidate<B> => {
    const score = strength(cast.map(({ worth }) => worth)) / FULL;
    return { id, score: Math.min(1, score), ballots: cast.sort(byWorth) };
  });
  return candidates.sort((a, b) => b.score - a.score || compareText(a.id, b.id));
}

function byWorth(a: Ballot, b: Ballot): number {
  return b.worth - a.worth || compareText(a.id, b.id);
}
