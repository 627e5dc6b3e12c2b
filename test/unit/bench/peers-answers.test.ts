// Whether the systems of the peers bench answer what they are asked: totals and facets against counting by hand.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { documentOf, openCorpus, writeCorpus } from '../../../bench/peers/corpus.js';
import { packagesInstalled } from '../../../bench/peers/install.js';
import {
  countFacets,
  type FacetCount,
  inYears,
  PAGE,
  type Peer,
  type PeerDocument,
  type PeerQuestion,
} from '../../../bench/peers/peer.js';
import { PEER_NAMES, PEERS, type PeerName } from '../../../bench/peers/registry.js';
import { hasPhrase, termsOf } from '../../../bench/peers/terms.js';
import { vectorMaker } from '../../../bench/vectors.js';
import type { Work } from '../../../src/domain/work.js';
import { describeOnElasticsearch } from '../../support/elasticsearch-node/describe.js';
import { skipLoudly } from '../../support/skip-loudly.js';
import { makeWork } from '../../support/works.js';

const WORDS = ['graph', 'moon', 'ocean', 'proof', 'tensor', 'market', 'vowel', 'crystal'];
const WORKS = 70;

/** Titles end in a word of their own, so that no phrase goes on in the next field. */
function works(): Work[] {
  const word = (i: number) => WORDS[i % WORDS.length] as string;
  return Array.from({ length: WORKS }, (_, i) =>
    makeWork({
      id: `w${String(i).padStart(2, '0')}`,
      display_name: `${word(i)} ${word(3 * i + 1)} finis`,
      ...(i % 5 === 0 ? {} : { abstract: `${word(i * i)} ${word(i + 2)} ${word(5 * i)}` }),
      ...(i % 11 === 0 ? {} : { publication_year: 2000 + (i % 7) }),
      type: i % 3 === 0 ? 'preprint' : 'article',
      ...(i % 4 === 0
        ? {}
        : { primary_location: { source: { id: `source:${i % 4}`, display_name: `Journal ${i % 4}` } } }),
    }),
  );
}

const QUESTIONS: readonly PeerQuestion[] = [
  ...WORDS.map((text): PeerQuestion => ({ kind: 'one', match: 'any', text })),
  { kind: 'all', match: 'all', text: 'graph moon proof' },
  { kind: 'all', match: 'all', text: 'ocean finis crystal' },
  { kind: 'all', match: 'all', text: 'graph nowhere' },
  { kind: 'phrase', match: 'phrase', text: 'graph moon' },
  { kind: 'phrase', match: 'phrase', text: 'tensor market' },
  { kind: 'phrase', match: 'phrase', text: 'moon graph' },
  { kind: 'filtered', match: 'any', text: 'ocean', years: [2001, 2003] },
  { kind: 'nothing', match: 'any', text: 'nowhere' },
];

/** By going through all works. */
function matching({ match, text, ...asked }: PeerQuestion, documents: readonly PeerDocument[]): PeerDocument[] {
  const wanted = termsOf(text);
  return documents.filter((document) => {
    const texts = [document.title, document.abstract];
    if (!inYears({ match, text, ...asked }, document.year)) return false;
    if (match === 'phrase') return hasPhrase(text, texts);
    const terms = new Set(texts.flatMap(termsOf));
    return match === 'all' ? wanted.every((term) => terms.has(term)) : wanted.some((term) => terms.has(term));
  });
}

const documents = works().map(documentOf);
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ideascope-peers-test-'));
  const maker = await vectorMaker('synthetic');
  const batches = async function* () {
    yield works();
  };
  await writeCorpus(join(folder, 'corpus'), 'tiny', batches(), maker);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function inOrder(counts: readonly FacetCount[]): FacetCount[] {
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** @param url of a server, where the system is one */
function answersAsCounted(name: PeerName, url = ''): void {
  test(`${name} has the totals and facets of counting by hand`, async () => {
    const own = join(folder, name);
    mkdirSync(own);
    const { create, serve } = await PEERS[name].load();
    const server = url === '' ? await serve?.() : undefined;
    const peer: Peer = await create({ folder: own, url: server?.url ?? url });
    try {
      await peer.index(openCorpus(join(folder, 'corpus')));
      for (const question of QUESTIONS) await compare(peer, question);
      expect(await peer.bytes()).toBeGreaterThan(1000);
    } finally {
      await peer.close();
      await server?.dispose();
    }
  }, 60_000);
}

async function compare(peer: Peer, question: PeerQuestion): Promise<void> {
  const found = matching(question, documents);
  const counted = countFacets(found);
  const { ids, total, facets } = await peer.ask(question);
  expect({ question, total }).toEqual({ question, total: found.length });
  expect(ids).toHaveLength(Math.min(PAGE, found.length));
  expect(found.map(({ id }) => id)).toEqual(expect.arrayContaining([...ids]));
  expect(inOrder(facets.type)).toEqual(inOrder(counted.type));
  expect(inOrder(facets.venue)).toEqual(inOrder(counted.venue));
  // Ideascope counts the field of a filter without that filter
  if (!question.years) expect(inOrder(facets.year)).toEqual(inOrder(counted.year));
}

test('there is something to count', () => {
  const totals = QUESTIONS.map((question) => matching(question, documents).length);
  expect(totals.filter((total) => total > 0).length).toBeGreaterThanOrEqual(12);
});

for (const name of PEER_NAMES.filter((one) => one.startsWith('ideascope'))) answersAsCounted(name);

const packaged = PEER_NAMES.filter((name) => PEERS[name].packaged);
if (packagesInstalled()) {
  describe('other systems', () => {
    for (const name of packaged) answersAsCounted(name);
  });
} else {
  skipLoudly(`answers of ${packaged.join(', ')}`, 'they are installed by `npm run bench -- peers` only');
}

await describeOnElasticsearch('Elasticsearch', (url) => answersAsCounted('elasticsearch', url));
