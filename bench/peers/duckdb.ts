// DuckDB in the peers bench: BM25 in SQL over a table of postings, as its full-text extension does, which is a download.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { textOf, vectorAt } from './corpus.js';
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
  type PeerQuestion,
  topCounts,
} from './peer.js';
import { hasPhrase, queryTerms, termsOf } from './terms.js';

/** As its extension has them. */
const K1 = 1.2;
const B = 0.75;
const TITLE_WEIGHT = 2;
/** The most rows that a chunk holds. */
const CHUNK = 2048;

type Type = object;
type Value = string | number | null | object;
type Row = Readonly<Record<string, string | number | null>>;
interface Connection {
  run(sql: string, values?: readonly unknown[]): Promise<unknown>;
  runAndReadAll(sql: string, values?: readonly unknown[]): Promise<{ getRowObjectsJS(): Row[] }>;
  createAppender(table: string): Promise<Appender>;
  closeSync(): void;
}
interface Appender {
  appendDataChunk(chunk: Chunk): void;
  closeSync(): void;
}
interface Chunk {
  setColumns(columns: readonly (readonly Value[])[]): void;
}
interface Duck {
  readonly DuckDBInstance: { create(path: string): Promise<{ connect(): Promise<Connection>; closeSync(): void }> };
  readonly DuckDBDataChunk: { create(types: readonly Type[], rows: number): Chunk };
  readonly INTEGER: Type;
  readonly FLOAT: Type;
  readonly VARCHAR: Type;
  ARRAY(item: Type, length: number): Type;
  arrayValue(items: readonly number[]): object;
}

export const create: PeerModule['create'] = async ({ folder }) => {
  const duck = await loadPackage<Duck>('@duckdb/node-api');
  const path = join(folder, 'works.duckdb');
  const instance = await duck.DuckDBInstance.create(path);
  return new DuckBm25(duck, await instance.connect(), () => instance.closeSync(), path);
};

const TEXTS = ['id', 'title', 'abstract', 'authors', 'topics', 'venue', 'type'] as const;
const SHOWN = [...TEXTS, 'year'].map((name) => `works.${name}`).join(', ');

class DuckBm25 implements Peer {
  private readonly duck: Duck;
  private readonly connection: Connection;
  private readonly closeInstance: () => void;
  private readonly path: string;

  constructor(duck: Duck, connection: Connection, closeInstance: () => void, path: string) {
    this.duck = duck;
    this.connection = connection;
    this.closeInstance = closeInstance;
    this.path = path;
  }

  private async all(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.connection.runAndReadAll(sql, values)).getRowObjectsJS();
  }

  async index(corpus: PeerCorpus): Promise<void> {
    const { INTEGER, FLOAT, VARCHAR, ARRAY, arrayValue } = this.duck;
    const { dimension } = corpus;
    const texts = TEXTS.map((name) => `${name} VARCHAR`).join(', ');
    await this.connection.run(`CREATE TABLE works (n INTEGER PRIMARY KEY, year INTEGER, ${texts})`);
    await this.connection.run('CREATE TABLE lengths (n INTEGER, length INTEGER)');
    await this.connection.run('CREATE TABLE staged (term INTEGER, n INTEGER, tf INTEGER)');
    await this.connection.run('CREATE TABLE words (word VARCHAR, term INTEGER)');
    if (dimension !== undefined)
      await this.connection.run(`CREATE TABLE vectors (n INTEGER, vector FLOAT[${dimension}])`);
    const terms = new Map<string, number>();
    let first = 0;
    for await (const { documents, vectors } of corpus.batches()) {
      const base = first;
      first += documents.length;
      await this.append(
        'works',
        [INTEGER, INTEGER, ...TEXTS.map(() => VARCHAR)],
        documents.map((one, i) => rowOf(base + i, one)),
      );
      await this.appendPostings(base, documents, terms);
      if (!vectors || !dimension) continue;
      const rows = documents.map((_, i) => [base + i, arrayValue(Array.from(vectorAt(vectors, dimension, i)))]);
      await this.append('vectors', [INTEGER, ARRAY(FLOAT, dimension)], rows);
    }
    await this.append('words', [VARCHAR, INTEGER], [...terms]);
    await this.connection.run(BUILD);
  }

  private async appendPostings(
    base: number,
    documents: readonly PeerDocument[],
    terms: Map<string, number>,
  ): Promise<void> {
    const { INTEGER } = this.duck;
    const postings: number[][] = [];
    const lengths = documents.map((document, i) => {
      const counts = new Map<number, number>();
      const add = (weight: number) => (term: string) => {
        const number = terms.get(term) ?? terms.size;
        terms.set(term, number);
        counts.set(number, (counts.get(number) ?? 0) + weight);
      };
      termsOf(document.title).forEach(add(TITLE_WEIGHT));
      termsOf(textOf(document)).forEach(add(1));
      let length = 0;
      for (const [term, tf] of counts) {
        postings.push([term, base + i, tf]);
        length += tf;
      }
      return [base + i, length];
    });
    await this.append('staged', [INTEGER, INTEGER, INTEGER], postings);
    await this.append('lengths', [INTEGER, INTEGER], lengths);
  }

  private async append(table: string, types: readonly Type[], rows: readonly (readonly Value[])[]): Promise<void> {
    const appender = await this.connection.createAppender(table);
    for (let at = 0; at < rows.length; at += CHUNK) {
      const part = rows.slice(at, at + CHUNK);
      const chunk = this.duck.DuckDBDataChunk.create(types, part.length);
      chunk.setColumns(types.map((_, column) => part.map((row) => row[column] as Value)));
      appender.appendDataChunk(chunk);
    }
    appender.closeSync();
  }

  async open(): Promise<void> {
    await this.all('SELECT count(*) FROM works');
  }

  async ask(question: PeerQuestion): Promise<PeerAnswer> {
    await this.findHits(question);
    const { match, text, vector } = question;
    if (match === 'phrase') await this.keepPhrase(text);
    const near = vector ? await this.addNearest(vector) : [];
    const best = await this.all(
      `SELECT n FROM hits WHERE score > 0 ORDER BY score DESC, n LIMIT ${vector ? NEIGHBOURS : PAGE}`,
    );
    const words = best.map(({ n }) => n as number);
    const page = vector ? fuseRanks([words, near]).slice(0, PAGE) : words;
    const counted = await this.all(COUNTS);
    const works =
      page.length === 0 ? [] : await this.all(`SELECT n, ${SHOWN} FROM works WHERE n IN (${page.join(', ')})`);
    const byNumber = new Map(works.map((work) => [work.n as number, work.id as string]));
    return answerOf(
      counted,
      page.map((n) => byNumber.get(n) as string),
    );
  }

  /** Numbers stand in the statement, so that only their part of the sorted postings is read. */
  private async findHits({ match, text, years }: PeerQuestion): Promise<void> {
    const terms = queryTerms(text);
    const known = await this.all(
      `SELECT term, idf FROM dictionary WHERE word IN (${terms.map(() => '?').join(', ')})`,
      terms,
    );
    const missing = known.length === 0 || (match !== 'any' && match !== 'hybrid' && known.length < terms.length);
    const values = missing ? '(-1, 0)' : known.map(({ term, idf }) => `(${term}, ${idf})`).join(', ');
    const numbers = missing ? '-1' : known.map(({ term }) => term).join(', ');
    const all = match === 'all' || match === 'phrase' ? `HAVING count(*) = ${terms.length}` : '';
    await this.connection.run(`CREATE OR REPLACE TEMP TABLE hits AS
      SELECT works.n, score, year, type, venue FROM (
        SELECT n, sum(weight * idf) AS score FROM postings JOIN (VALUES ${values}) AS asked (term, idf) USING (term)
        WHERE term IN (${numbers}) GROUP BY n ${all}
      ) AS found JOIN works USING (n) ${years ? `WHERE year BETWEEN ${years[0]} AND ${years[1]}` : ''}`);
  }

  private async keepPhrase(phrase: string): Promise<void> {
    const texts = await this.all('SELECT n, title, abstract FROM hits JOIN works USING (n)');
    const kept = texts.filter(({ title, abstract }) => hasPhrase(phrase, [title as string, abstract as string]));
    await this.connection.run(`DELETE FROM hits WHERE n NOT IN (${[-1, ...kept.map(({ n }) => n)].join(', ')})`);
  }

  /** Compared with all, as its extension for vectors is a download, too. */
  private async addNearest(vector: Float32Array): Promise<number[]> {
    const given = `[${vector.join(', ')}]::FLOAT[${vector.length}]`;
    const nearest = `SELECT n FROM vectors ORDER BY array_cosine_similarity(vector, ${given}) DESC LIMIT ${NEIGHBOURS}`;
    const near = (await this.all(nearest)).map(({ n }) => n as number);
    await this.connection.run(`INSERT INTO hits SELECT n, 0, year, type, venue FROM works
      WHERE n IN (${near.join(', ')}) AND n NOT IN (SELECT n FROM hits)`);
    return near;
  }

  async bytes(): Promise<number> {
    return statSync(this.path).size;
  }

  async close(): Promise<void> {
    this.connection.closeSync();
    this.closeInstance();
  }
}

// what does not depend on the query is computed once
const BUILD = `
  CREATE TABLE dictionary AS
    SELECT word, term, ln(1 + ((SELECT count(*) FROM works) - df + 0.5) / (df + 0.5)) AS idf
    FROM words JOIN (SELECT term, count(*) AS df FROM staged GROUP BY term) USING (term);
  CREATE TABLE postings AS
    SELECT term, n, (tf * ${K1 + 1} / (tf + ${K1} * (1 - ${B} + ${B} * length / (SELECT avg(length) FROM lengths))))::FLOAT AS weight
    FROM staged JOIN lengths USING (n) ORDER BY term, n;
  DROP TABLE staged; DROP TABLE lengths; DROP TABLE words;
  CREATE UNIQUE INDEX dictionary_word ON dictionary (word);
  ANALYZE; CHECKPOINT`;

const COUNTS = `SELECT year, type, venue, grouping(year, type, venue)::INTEGER AS facet, count(*)::INTEGER AS count
  FROM hits GROUP BY GROUPING SETS ((), (year), (type), (venue))`;
/** The bits of `grouping` say which columns a row is not about. */
const FACET_BITS: Readonly<Record<FacetName, number>> = { year: 0b011, type: 0b101, venue: 0b110 };
const TOTAL_BITS = 0b111;

function rowOf(n: number, document: PeerDocument): Value[] {
  const { authors, topics, year } = document;
  const given = { ...document, authors: authors.join('; '), topics: topics.join('; ') };
  return [n, year, ...TEXTS.map((name) => given[name])];
}

function answerOf(counted: readonly Row[], ids: readonly string[]): PeerAnswer {
  const counts = (name: FacetName): FacetCount[] => {
    const rows = counted.filter((row) => row.facet === FACET_BITS[name] && row[name] !== null);
    return topCounts(new Map(rows.map((row) => [row[name] as string | number, row.count as number])));
  };
  const total = counted.find(({ facet }) => facet === TOTAL_BITS)?.count as number;
  return { ids, total: total ?? 0, facets: { year: counts('year'), type: counts('type'), venue: counts('venue') } };
}
