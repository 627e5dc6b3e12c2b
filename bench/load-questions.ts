// The requests of the load bench: searches with words of the collection's own titles, hardly one twice, and heavy requests.

import { setTimeout as sleep } from 'node:timers/promises';
import { getRequest, postRequest } from './load-wire.js';
import { pick, randomNumbers } from './random.js';

/** What is drawn from, read from the service itself. */
export interface Drawn {
  readonly titles: readonly string[];
  readonly abstracts: readonly string[];
  readonly topics: readonly string[];
}

const PAGE = 100;
const PAGES = 10;
const LONG_IDEA = 20_000;
const RETRY_MS = 500;

export async function drawFrom(url: string): Promise<Drawn> {
  const read = async (path: string): Promise<{ results: Record<string, string>[] }> => {
    const answer = await fetch(url + path);
    // indexes of topics and people come after that of works
    if (answer.status === 503) return sleep(RETRY_MS).then(() => read(path));
    return (await answer.json()) as { results: Record<string, string>[] };
  };
  const works: Record<string, string>[] = [];
  for (let page = 1; page <= PAGES; page++) {
    const found = await read(
      `/works?sample=${PAGE * PAGES}&seed=7&per_page=${PAGE}&page=${page}&select=display_name,abstract`,
    );
    works.push(...found.results);
  }
  const topics = await read('/topics?per_page=50&select=id');
  return {
    titles: works.map(({ display_name = '' }) => display_name),
    abstracts: works.flatMap(({ abstract }) => (abstract ? [abstract] : [])),
    topics: topics.results.map(({ id = '' }) => id),
  };
}

/** Half by keyword, half by both; one in four with facets, as a page of results has them. */
export function lightRequests({ titles }: Drawn, seed: number): () => string {
  const random = randomNumbers(seed);
  return () => {
    const words = pick(random, titles)
      .split(/[^\p{L}\p{N}-]+/u)
      .filter((word) => word.length > 3);
    const others = pick(random, titles)
      .split(/[^\p{L}\p{N}-]+/u)
      .filter((word) => word.length > 3);
    const chosen = [...words.sort(() => random() - 0.5).slice(0, 3), ...others.slice(0, random() < 0.3 ? 1 : 0)];
    const mode = random() < 0.5 ? 'keyword' : 'hybrid';
    const facets = random() < 0.25 ? '&facets=type,publication_year,topics.id' : '';
    return getRequest(`/works?search=${encodeURIComponent(chosen.join(' '))}&mode=${mode}&per_page=10${facets}`);
  };
}

/** One kind each, by turns: graphs of depth 2, ideas of 20,000 characters, batches of 20; files are asked for apart. */
export function heavyRequests({ titles, abstracts, topics }: Drawn, seed: number): () => string {
  const random = randomNumbers(seed);
  const kinds = [
    () => getRequest(`/topics/${encodeURIComponent(pick(random, topics))}/graph?depth=2&limit=100`),
    () => {
      let idea = '';
      while (idea.length < LONG_IDEA) idea += `${pick(random, abstracts)} `;
      return postRequest('/works/search', { search: idea.slice(0, LONG_IDEA), per_page: 10 });
    },
    () => {
      const queries = Array.from({ length: 20 }, () => ({ search: pick(random, titles), per_page: 5 }));
      return postRequest('/search/batch', { queries });
    },
  ];
  let turn = seed;
  return () => (kinds[turn++ % kinds.length] as () => string)();
}

/** A file with a large part of the collection. */
export const EXPORT = '/works?filter=publication_year:%3E2015&format=csv';
