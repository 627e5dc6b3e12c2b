// PostgreSQL in the peers bench: a weighted tsvector with a GIN index, and pgvector's HNSW index.
import { once } from 'node:events';
import { wordsOf } from '../../src/text/analyze.js';
import { vectorAt } from './corpus.js';
import { loadPackage } from './install.js';
import {
  type FacetCount,
  type FacetName,
  fuseRanks,
  NEIGHBOURS,
  PAGE,
  type Peer,
  type PeerAnswer,
  type PeerCorpus,
  type PeerDocument,
  type PeerModule,
  type PeerOptions,
  type PeerQuestion,
  topCounts,
} from './peer.js';

export { serve } from './postgresql-server.js';

type Row = Readonly<Record<string, string | number | null>>;
interface Client {
  connect(): Promise<void>;
  query(query: {
    readonly name?: string;
    readonly text: string;
    readonly values?: readonly unknown[];
  }): Promise<{ readonly rows: Row[] }>;
  end(): Promise<void>;
}
interface Pg {
  readonly default: { readonly Client: new (options: { readonly connectionString: string }) => Client };
}

export const create: PeerModule['create'] = async ({ url }: PeerOptions) => {
  const { default: pg } = await loadPackage<Pg>('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return new Postgres(client);
};

// the best of its rankings and normalisations on Cranfield and MED: by words nDCG@10 .476 and .688, without normalisation
// .457 and .614, by cover density .397 and .578
const RANK = 'ts_rank(words, q, 1)';
const COLUMNS = ['id', 'title', 'abstract', 'topics', 'authors', 'venue', 'year', 'type'] as const;

class Postgres implements Peer {
  private table = '';
  private readonly client: Client;

  constructor(client: Client) {
    this.client = client;
  }

  private async all(text: string, values: readonly unknown[] = [], name?: string): Promise<Row[]> {
    // names make prepared statements
    const query = { text, values, ...(name === undefined ? {} : { name: `${this.table}_${name}` }) };
    return (await this.client.query(query)).rows;
  }

  async index(corpus: PeerCorpus): Promise<void> {
    await this.setUp(corpus);
    await this.all(tableOf(this.table, corpus.dimension));
    for await (const { documents, vectors } of corpus.batches())
      await this.insert(documents, vectors, corpus.dimension);
    await this.all(`CREATE INDEX ON ${this.table} USING gin (words)`);
    await this.all(`CREATE INDEX ON ${this.table} (year)`);
    if (corpus.dimension !== undefined) {
      await this.all(`CREATE INDEX ON ${this.table} USING hnsw (embedding vector_cosine_ops)`);
    }
    await this.all(`VACUUM ANALYZE ${this.table}`);
    await this.all('CHECKPOINT');
  }

  async open(corpus: PeerCorpus): Promise<void> {
    await this.setUp(corpus);
  }

  private async setUp({ name }: PeerCorpus): Promise<void> {
    this.table = name;
    await this.all('CREATE EXTENSION IF NOT EXISTS vector');
    // as many candidates as neighbours are asked for
    await this.all(`SET hnsw.ef_search = ${NEIGHBOURS}`);
  }

  private async insert(
    documents: readonly PeerDocument[],
    vectors: Float32Array | undefined,
    dimension = 0,
  ): Promise<void> {
    const joined = documents.map((one) => ({ ...one, topics: one.topics.join('; '), authors: one.authors.join('; ') }));
    const columns: unknown[] = COLUMNS.map((name) => joined.map((one) => one[name]));
    const types = ['text', 'text', 'text', 'text', 'text', 'text', 'int', 'text'].map(
      (type, i) => `$${i + 1}::${type}[]`,
    );
    if (vectors) columns.push(documents.map((_, i) => `[${vectorAt(vectors, dimension, i).join(',')}]`));
    const [names, given] = vectors
      ? [
          [...COLUMNS, 'embedding'],
          [...types, `$${columns.length}::text[]`],
        ]
      : [[...COLUMNS], types];
    const chosen = vectors ? `${COLUMNS.join(', ')}, embedding::vector` : '*';
    await this.all(
      `INSERT INTO ${this.table} (${names.join(', ')}) SELECT ${chosen} FROM unnest(${given.join(', ')}) AS rows (${names.join(', ')})`,
      columns,
    );
  }

  async ask(question: PeerQuestion): Promise<PeerAnswer> {
    const { vector, years } = question;
    const { sql, text } = matchOf(question);
    if (vector) return this.askBoth(sql, text, vector);
    const between = years ? 'AND year BETWEEN $2 AND $3' : '';
    const values = [text, ...(years ?? [])];
    const name = `${question.match}${years ? '_years' : ''}`;
    const where = `words @@ q ${between}`;
    const counted = await this.all(
      countsOf(`SELECT year, type, venue FROM ${this.table}, ${sql} q WHERE ${where}`),
      values,
      `counts_${name}`,
    );
    const page = await this.all(
      `SELECT ${COLUMNS.join(', ')} FROM ${this.table}, ${sql} q WHERE ${where} ORDER BY ${RANK} DESC LIMIT ${PAGE}`,
      values,
      `page_${name}`,
    );
    return answerOf(counted, page);
  }

  /** Reciprocal rank fusion, as the guide of pgvector shows it. */
  private async askBoth(sql: string, text: string, vector: Float32Array): Promise<PeerAnswer> {
    const { table } = this;
    const nearest = `SELECT n FROM ${table} ORDER BY embedding <=> $1 LIMIT ${NEIGHBOURS}`;
    const near = (await this.all(nearest, [`[${vector.join(',')}]`], 'nearest')).map(({ n }) => Number(n));
    const ranked = `SELECT n FROM ${table}, ${sql} q WHERE words @@ q ORDER BY ${RANK} DESC LIMIT ${NEIGHBOURS}`;
    const best = (await this.all(ranked, [text], 'ranked')).map(({ n }) => Number(n));
    const both = `SELECT year, type, venue FROM ${table}, ${sql} q WHERE words @@ q
      UNION ALL SELECT year, type, venue FROM ${table}, ${sql} q WHERE n = ANY ($2::int[]) AND NOT words @@ q`;
    const counted = await this.all(countsOf(both), [text, near], 'counts_both');
    const fused = fuseRanks([best, near]).slice(0, PAGE);
    const page = `SELECT ${COLUMNS.join(', ')} FROM ${table} JOIN unnest($1::int[]) WITH ORDINALITY AS page (n, place) USING (n) ORDER BY place`;
    return answerOf(counted, await this.all(page, [fused], 'fused'));
  }

  async bytes(): Promise<number> {
    const [row] = await this.all('SELECT pg_total_relation_size($1::regclass) AS bytes', [this.table]);
    return Number(row?.bytes);
  }

  async close(): Promise<void> {
    const ended = once(this.client as unknown as NodeJS.EventEmitter, 'end');
    await Promise.all([this.client.end(), ended]);
  }
}

function tableOf(table: string, dimension: number | undefined): string {
  return `CREATE TABLE ${table} (
    n int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id text, title text, abstract text, topics text, authors text,
    venue text, year int, type text, ${dimension === undefined ? '' : `embedding vector(${dimension}),`}
    words tsvector GENERATED ALWAYS AS (
      setweight(to_tsvector('english', title), 'A') ||
      setweight(to_tsvector('english', abstract || ' ' || topics || ' ' || authors || ' ' || coalesce(venue, '')), 'B')
    ) STORED)`;
}

function countsOf(hits: string): string {
  return `WITH hits AS (${hits})
    SELECT year, type, venue, grouping(year, type, venue) AS facet, count(*)::int AS count
    FROM hits GROUP BY GROUPING SETS ((), (year), (type), (venue))`;
}

/** A tsquery of `$1`. */
function matchOf({ match, text }: PeerQuestion): { readonly sql: string; readonly text: string } {
  const words = wordsOf(text);
  if (match === 'phrase') return { sql: "phraseto_tsquery('english', $1)", text: words.join(' ') };
  if (match === 'all') return { sql: "plainto_tsquery('english', $1)", text: words.join(' ') };
  return { sql: "to_tsquery('english', $1)", text: words.join(' | ') };
}

/** The bits of `grouping` say which columns a row is not about. */
const FACET_BITS: Readonly<Record<FacetName, number>> = { year: 0b011, type: 0b101, venue: 0b110 };
const TOTAL_BITS = 0b111;

function answerOf(counted: readonly Row[], page: readonly Row[]): PeerAnswer {
  const counts = (name: FacetName): FacetCount[] => {
    const rows = counted.filter((row) => row.facet === FACET_BITS[name] && row[name] !== null);
    return topCounts(new Map(rows.map((row) => [row[name] as string | number, row.count as number])));
  };
  return {
    ids: page.map(({ id }) => id as string),
    total: (counted.find(({ facet }) => facet === TOTAL_BITS)?.count as number) ?? 0,
    facets: { year: counts('year'), type: counts('type'), venue: counts('venue') },
  };
}
