// Elasticsearch in the peers bench: one plain `_search` for page, total and facets, as its guides write it.

import { wordsOf } from '../../src/text/analyze.js';
import { startNode } from '../../test/support/elasticsearch-node/node.js';
import { type PlainClient, plainClient } from '../plain-http.js';
import { textOf, vectorAt } from './corpus.js';
import {
  FACET_SIZE,
  FACETS,
  type FacetCount,
  NEIGHBOURS,
  PAGE,
  type Peer,
  type PeerAnswer,
  type PeerCorpus,
  type PeerModule,
  type PeerOptions,
  type PeerQuestion,
  type PeerServer,
} from './peer.js';

/** The least that its guides call sensible; memory that is not heap comes on top. */
const HEAP_MB = 1024;
/**
 * Scores are summed, those of words reach about 30, those of vectors 1; fusing by ranks needs a paid licence. The best of
 * 1, 10, 30 and 60 on Cranfield (nDCG@10 .525, .547, .558, .565) and MED (.700, .732, .764, .783).
 */
const KNN_BOOST = 60;
const JSON_TYPE = 'application/json';

export const create: PeerModule['create'] = async (options) => new Elasticsearch(options);

export async function serve(): Promise<PeerServer> {
  const node = await startNode({ heapMb: HEAP_MB, optimised: true });
  return {
    url: node.url,
    pids: async () => {
      const pid = await node.pid();
      return pid === undefined ? [] : [pid];
    },
    dispose: () => node.dispose(),
  };
}

interface Found {
  readonly hits: {
    readonly total: { readonly value: number };
    readonly hits: readonly { readonly _source: { readonly id: string } }[];
  };
  readonly aggregations: Readonly<
    Record<string, { readonly buckets: readonly { readonly key: string | number; readonly doc_count: number }[] }>
  >;
}

class Elasticsearch implements Peer {
  private readonly client: PlainClient;
  private name = '';

  constructor({ url }: PeerOptions) {
    this.client = plainClient(url);
  }

  private send(method: string, path: string, body?: unknown): Promise<unknown> {
    return this.client.send({ method, path, type: JSON_TYPE, body: body === undefined ? '' : JSON.stringify(body) });
  }

  async index(corpus: PeerCorpus): Promise<void> {
    await this.open(corpus);
    await this.send('PUT', `/${this.name}`, { settings: SETTINGS, mappings: mappings(corpus.dimension) });
    for await (const { documents, vectors } of corpus.batches()) {
      const lines = documents.flatMap((document, i) => {
        const vector = vectors && { vector: Array.from(vectorAt(vectors, corpus.dimension as number, i)) };
        return [JSON.stringify({ index: {} }), JSON.stringify({ ...document, text: textOf(document), ...vector })];
      });
      const path = `/${this.name}/_bulk`;
      const sent = { method: 'POST', path, type: 'application/x-ndjson', body: `${lines.join('\n')}\n` };
      const { errors, items } = (await this.client.send(sent)) as { readonly errors: boolean; readonly items: unknown };
      if (errors) throw new Error(`works were refused: ${JSON.stringify(items).slice(0, 500)}`);
    }
    // as its guides advise for an index that is not written any more
    await this.send('POST', `/${this.name}/_forcemerge?max_num_segments=1`);
    await this.send('POST', `/${this.name}/_refresh`);
  }

  async open({ name }: PeerCorpus): Promise<void> {
    this.name = name;
  }

  async ask(question: PeerQuestion): Promise<PeerAnswer> {
    const found = (await this.send('POST', `/${this.name}/_search`, searchOf(question))) as Found;
    const counts = (name: string): FacetCount[] =>
      (found.aggregations[name]?.buckets ?? []).map(({ key, doc_count }) => [key, doc_count]);
    return {
      ids: found.hits.hits.map(({ _source }) => _source.id),
      total: found.hits.total.value,
      facets: { year: counts('year'), type: counts('type'), venue: counts('venue') },
    };
  }

  async bytes(): Promise<number> {
    const stats = (await this.send('GET', `/${this.name}/_stats/store`)) as {
      readonly _all: { readonly total: { readonly store: { readonly size_in_bytes: number } } };
    };
    return stats._all.total.store.size_in_bytes;
  }

  async close(): Promise<void> {
    this.client.close();
  }
}

// what its analyzer `english` does, but for the possessive 's, which the test node's distribution does not have
const SETTINGS = {
  number_of_shards: 1,
  number_of_replicas: 0,
  analysis: {
    filter: { english_stop: { type: 'stop', stopwords: '_english_' } },
    analyzer: {
      prose: { type: 'custom', tokenizer: 'standard', filter: ['lowercase', 'english_stop', 'porter_stem'] },
    },
  },
};

function mappings(dimension: number | undefined) {
  const stored = { type: 'keyword', index: false, doc_values: false };
  const searched = { type: 'text', analyzer: 'prose' };
  return {
    dynamic: 'strict',
    properties: {
      id: { type: 'keyword' },
      title: searched,
      text: searched,
      abstract: stored,
      authors: { type: 'keyword' },
      topics: { type: 'keyword' },
      venue: { type: 'keyword' },
      year: { type: 'short' },
      type: { type: 'keyword' },
      // the index type is left to its default for this dimension
      ...(dimension === undefined ? {} : { vector: { type: 'dense_vector', dims: dimension, similarity: 'cosine' } }),
    },
  };
}

function searchOf(question: PeerQuestion) {
  const { vector, years } = question;
  const filter = years ? [{ range: { year: { gte: years[0], lte: years[1] } } }] : [];
  return {
    size: PAGE,
    track_total_hits: true,
    _source: { excludes: ['vector', 'text'] },
    query: { bool: { must: [wordsQuery(question)], filter } },
    ...(vector
      ? {
          knn: {
            field: 'vector',
            query_vector: Array.from(vector),
            k: NEIGHBOURS,
            num_candidates: NEIGHBOURS + 50,
            boost: KNN_BOOST,
            filter,
          },
        }
      : {}),
    aggs: Object.fromEntries(FACETS.map((name) => [name, { terms: { field: name, size: FACET_SIZE } }])),
  };
}

function wordsQuery({ match, text }: PeerQuestion) {
  const query = wordsOf(text).join(' ');
  if (match === 'phrase') return { multi_match: { query, fields: ['title', 'text'], type: 'phrase' } };
  return { combined_fields: { query, fields: ['title^2', 'text'], operator: match === 'all' ? 'and' : 'or' } };
}
