// How long related works take, for works and for people, on a collection as it is.
import type { Work } from '../src/domain/work.js';
import type { LibraryDeps } from '../src/search/deps.js';
import { interestsOf } from '../src/search/interests.js';
import { ownWorks } from '../src/search/own-works.js';
import { relatedToAuthor } from '../src/search/related-to-author.js';
import { relatedWorks } from '../src/search/related-works.js';
import { pick, randomNumbers } from './random.js';

const ASKED = 300;
const WARM_UP = 50;
const LIMIT = 10;

/** p50 and p95 in milliseconds; people are drawn in proportion to their works. */
export async function measureSpeed(deps: LibraryDeps, works: readonly Work[]) {
  const random = randomNumbers(11);
  const seeds = Array.from({ length: ASKED + WARM_UP }, () => pick(random, works).id);
  const people = Array.from({ length: ASKED + WARM_UP }, () => anAuthor(random, works));
  const interests: number[] = [];
  const ofWork = await timed(seeds, (id) => relatedWorks(deps, id, { limit: LIMIT }));
  const ofAuthor = await timed(people, async (id) => {
    const own = await ownWorks(deps, id);
    return relatedToAuthor(deps, id, { limit: LIMIT }, own);
  });
  for (const id of people.slice(0, ASKED)) interests.push((await interestsOf(deps, await ownWorks(deps, id))).length);
  const shareWith = (n: number) => Number((interests.filter((one) => one === n).length / interests.length).toFixed(3));
  return { works: works.length, ofWork, ofAuthor, interests: [1, 2, 3, 4, 5].map(shareWith) };
}

function anAuthor(random: () => number, works: readonly Work[]): string {
  for (;;) {
    const { id } = pick(random, works).authorships[0]?.author ?? {};
    if (id !== undefined) return id;
  }
}

async function timed(asked: readonly string[], ask: (id: string) => Promise<{ hits: readonly unknown[] }>) {
  const times: number[] = [];
  let hits = 0;
  for (const [i, id] of asked.entries()) {
    const started = performance.now();
    const answer = await ask(id);
    if (i < WARM_UP) continue;
    times.push(performance.now() - started);
    hits += answer.hits.length;
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => Number((times[Math.floor(share * times.length)] ?? 0).toFixed(2));
  return { p50: at(0.5), p95: at(0.95), meanHits: Number((hits / times.length).toFixed(1)) };
}
