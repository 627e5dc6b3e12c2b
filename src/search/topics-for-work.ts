// The topics that a work without any is likely to be about, and how far the works of a library have been looked at.
import { ALL } from '../domain/query.js';
import { type FoundTopics, type Work, writtenText } from '../domain/work.js';
import type { Engine } from '../engine/engine.js';
import type { LibraryDeps } from './deps.js';
import { roundedScore } from './paging.js';
import { legOfWork } from './related-seed.js';
import { votersFor } from './suggest-topics.js';
import { countTopicVotes } from './topic-votes.js';

/** Scores are probabilities (`topic-votes.ts`): what is kept is more likely right than wrong. */
const LIKELY = 0.5;

/** Topics of one work at most. */
const MOST = 5;

/**
 * The topics that are likely for a work, best first; none is an answer, too. By its stored vector, or by words alone
 * without one. Works with suggested topics do not vote.
 * @throws IdeascopeError index_not_ready
 */
export async function topicsForWork(deps: LibraryDeps, work: Work): Promise<FoundTopics> {
  const text = writtenText(work);
  const leg = await legOfWork(deps, work);
  const semantic = 'query' in leg ? leg.query : undefined;
  const missing = 'missing' in leg ? leg.missing : undefined;
  const asked = { text, loose: text, phrases: [], excluded: [] };
  const { voters } = await votersFor(deps, work, { text: asked, mode: 'hybrid', semantic, missing });
  const names = new Map(
    voters
      .flatMap(({ work: { topics } }) => topics.map(({ id, display_name }) => [id, display_name] as const))
      .reverse(),
  );
  const likely = countTopicVotes(work, voters).filter(({ score }) => score >= LIKELY);
  const topics = likely.slice(0, MOST).map(({ id, score }) => {
    return { id, display_name: names.get(id) as string, score: roundedScore(score) };
  });
  return { text, topics };
}

/** How many works have topics of their source, suggested ones, none that would fit, and none that were looked for. */
export interface TopicsProgress {
  readonly source: number;
  readonly suggested: number;
  readonly none: number;
  readonly waiting: number;
}

/** As searches see it. @throws IdeascopeError index_not_ready */
export async function topicsProgress(engine: Pick<Engine, 'retrieve'>): Promise<TopicsProgress> {
  const field = 'topics_origin';
  const { total, facets } = await engine.retrieve({
    filter: ALL,
    lexical: false,
    window: 0,
    facets: [{ field, size: 3 }],
  });
  const counts = new Map(facets.get(field)?.map(({ key, count }) => [key, count]));
  const [source = 0, suggested = 0, none = 0] = ['source', 'suggested', 'none'].map((key) => counts.get(key) ?? 0);
  return { source, suggested, none, waiting: total.value - source - suggested - none };
}
