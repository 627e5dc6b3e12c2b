// The best works on a topic vote for their authors; the poll widens until enough people are found.
import type { Filter } from '../domain/query.js';
import type { Work } from '../domain/work.js';
import { type Retrieval, unrelatedCosine } from '../engine/engine.js';
import type { LibraryDeps } from './deps.js';
import { type Circle, membersOf } from './experts-people.js';
import { type ProseReader, proseReader } from './experts-prose.js';
import { type Found, spokenFor } from './experts-votes.js';
import { fuse } from './fuse.js';
import { retrieveText, type TextRequest, type TextRetrieval } from './retrieve-text.js';
import { type Ballot, type Candidate, countVotes } from './votes.js';

/**
 * How many works vote: 300, and more while fewer than 200 people are found. Measured (bench/README.md): between 200 and
 * 500 nothing changes by more than chance. It does not depend on the page, so that all pages are of one order.
 */
const POLLS = [300, 1500, 7500];
const ENOUGH = 200;

/** Hits of each leg that are fused, at least. */
const WINDOW = 1000;

/** A work that votes, with how it was found. */
export interface Vote extends Ballot, Found {}

export interface Poll extends Pick<TextRetrieval, 'mode' | 'degraded'> {
  /** Best first. */
  readonly candidates: readonly Candidate<Vote>[];
  /** Whether every work that matches has voted. */
  readonly complete: boolean;
}

interface Asked {
  readonly text: TextRequest;
  /** What works must fulfil to vote. */
  readonly filter: Filter;
  /** Who can be elected. */
  readonly circle: Circle;
}

/** What is kept from one poll to the next, wider one. */
interface Notes {
  readonly reader: ProseReader;
  readonly works: Map<string, Work>;
}

/** Searches works and counts their votes for the people of the circle. @throws as `retrieveText` */
export async function takePoll(deps: LibraryDeps, asked: Asked): Promise<Poll> {
  const notes: Notes = { reader: proseReader(asked.text.text), works: new Map() };
  const { circle } = asked;
  const enough = circle.type === 'few' ? Math.min(ENOUGH, circle.ids.size) : ENOUGH;
  let poll: Poll | undefined;
  for (const size of POLLS) {
    poll = await pollOf(deps, asked, notes, size);
    if (poll.complete || poll.candidates.length >= enough) break;
  }
  return poll as Poll;
}

async function pollOf(deps: LibraryDeps, asked: Asked, notes: Notes, size: number): Promise<Poll> {
  const { text, filter, circle } = asked;
  const window = Math.max(WINDOW, size);
  const { retrieval, mode, degraded } = await retrieveText(deps, text, { filter, window, facets: [] });
  const hits = fuse(retrieval.lexical, retrieval.semantic, text.semantic && unrelatedCosine(text.semantic));
  const pool = hits.slice(0, size);
  await readWorks(
    deps,
    pool.map(({ id }) => id),
    notes.works,
  );
  const found = pool.flatMap((hit) => {
    const work = notes.works.get(hit.id);
    // removed after the last refresh: still in the index, no longer in the store
    return work ? [{ ...hit, work }] : [];
  });
  const counted = countVotes(
    spokenFor(found, notes.reader, mode, text.semantic?.sureFloor).map((one) => ({
      ...one,
      authors: authorsOf(one),
    })),
  );
  const members = await membersOf(
    deps.library.authors,
    circle,
    counted.map(({ id }) => id),
  );
  const candidates = counted.filter(({ id }) => members.has(id));
  return { candidates, complete: holdsAll(retrieval, hits.length) && pool.length === hits.length, mode, degraded };
}

/** Whether the windows hold the whole matched set. */
function holdsAll({ total }: Retrieval, hits: number): boolean {
  return total.relation === 'eq' && hits >= total.value;
}

async function readWorks({ library }: LibraryDeps, ids: readonly string[], works: Map<string, Work>): Promise<void> {
  const unread = ids.filter((id) => !works.has(id));
  if (unread.length === 0) return;
  for (const work of await library.works.fetch(unread)) if (work) works.set(work.id, work);
}

function authorsOf({ work }: Found): string[] {
  return work.authorships.flatMap(({ author }) => (author.id === undefined ? [] : [author.id]));
}
