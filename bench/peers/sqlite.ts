// SQLite in the peers bench: FTS5 over an external content table, and sqlite-vec for the nearest vectors.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { wordsOf } from '../../src/text/analyze.js';
import { vectorAt } from './corpus.js';
import { loadPackage } from './install.js';
import {
  FACET_SIZE,
  type FacetCount,
  fuseRanks,
  NEIGHBOURS,
  PAGE,
  type Peer,
  type PeerAnswer,
  type PeerCorpus,
  type PeerModule,
  type PeerOptions,
  type PeerQuestion,
} from './peer.js';
import { queryWords } from './terms.js';

type Row = Readonly<Record<string, string | number | null>>;
interface Statement {
  run(...values: unknown[]): unknown;
  all(...values: unknown[]): Row[];
}
interface Database {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  loadExtension(path: string): void;
  enableLoadExtension(allow: boolean): void;
  close(): void;
}
interface Sqlite {
  readonly DatabaseSync: new (path: string, options: { readonly allowExtension: boolean }) => Database;
}

export const create: PeerModule['create'] = async (options) => {
  const { DatabaseSync } = await loadPackage<Sqlite>('@photostructure/sqlite');
  const { getLoadablePath } = await loadPackage<{ getLoadablePath(): string }>('sqlite-vec');
  const path = join(options.folder, 'works.sqlite');
  const database = new DatabaseSync(path, { allowExtension: true });
  database.enableLoadExtension(true);
  database.loadExtension(getLoadablePath());
  database.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -262144; PRAGMA mmap_size = 2000000000',
  );
  return new SqliteFts(database, options);
};

const COLUMNS = ['title', 'abstract', 'topics', 'authors', 'venue'] as const;
// facts stand apart, so that counting does not read past the texts; the title counts twofold
const TABLES = `
  CREATE TABLE works (n INTEGER PRIMARY KEY, id TEXT, title TEXT, abstract TEXT, topics TEXT, authors TEXT, venue TEXT);
  CREATE TABLE facts (n INTEGER PRIMARY KEY, year INTEGER, type TEXT, venue TEXT);
  CREATE VIRTUAL TABLE words USING fts5(
    ${COLUMNS.join(', ')}, content = works, content_rowid = n, tokenize = 'porter unicode61 remove_diacritics 2');
  INSERT INTO words (words, rank) VALUES ('rank', 'bm25(2.0, 1.0, 1.0, 1.0, 1.0)');`;

const top = (name: string) => `SELECT * FROM (SELECT '${name}' AS facet, ${name} AS value, count(*) AS count FROM hits
  WHERE ${name} IS NOT NULL GROUP BY ${name} ORDER BY count DESC, value LIMIT ${FACET_SIZE})`;
const counts = (hits: string) => `WITH hits AS MATERIALIZED (${hits})
  SELECT 'total' AS facet, NULL AS value, count(*) AS count FROM hits
  UNION ALL ${top('year')} UNION ALL ${top('type')} UNION ALL ${top('venue')}`;

const MATCHING = 'FROM words JOIN facts ON facts.n = words.rowid WHERE words MATCH ?';
const YEARS = 'AND facts.year BETWEEN ? AND ?';
const FOUND = 'SELECT facts.year, facts.type, facts.venue';
const BY_NUMBER =
  'SELECT id, title, abstract, topics, authors, works.venue, year, type FROM works JOIN facts USING (n) WHERE n = ?';
const SQL = {
  counts: counts(`${FOUND} ${MATCHING}`),
  countsOfYears: counts(`${FOUND} ${MATCHING} ${YEARS}`),
  countsOfBoth: counts(`${FOUND} FROM facts WHERE n IN (
    SELECT rowid FROM words WHERE words MATCH ? UNION SELECT value FROM json_each(?))`),
  page: 'SELECT rowid AS n FROM words WHERE words MATCH ? ORDER BY rank LIMIT ?',
  pageOfYears: `SELECT words.rowid AS n ${MATCHING} ${YEARS} ORDER BY rank LIMIT ?`,
  nearest: 'SELECT rowid AS n FROM vectors WHERE embedding MATCH ? AND k = ? ORDER BY distance',
  work: BY_NUMBER,
} as const;

class SqliteFts implements Peer {
  private readonly statements = new Map<string, Statement>();
  private readonly database: Database;
  private readonly folder: string;

  constructor(database: Database, { folder }: PeerOptions) {
    this.database = database;
    this.folder = folder;
  }

  async index(corpus: PeerCorpus): Promise<void> {
    const { database } = this;
    const { dimension } = corpus;
    database.exec(TABLES);
    if (dimension !== undefined) {
      database.exec(`CREATE VIRTUAL TABLE vectors USING vec0(embedding float[${dimension}] distance_metric=cosine)`);
    }
    const work = database.prepare('INSERT INTO works VALUES (?, ?, ?, ?, ?, ?, ?)');
    const fact = database.prepare('INSERT INTO facts VALUES (?, ?, ?, ?)');
    const vector =
      dimension === undefined ? undefined : database.prepare('INSERT INTO vectors (rowid, embedding) VALUES (?, ?)');
    let n = 0;
    for await (const { documents, vectors } of corpus.batches()) {
      database.exec('BEGIN');
      for (const [i, { id, title, abstract, topics, authors, venue, year, type }] of documents.entries()) {
        n += 1;
        work.run(n, id, title, abstract, topics.join('; '), authors.join('; '), venue);
        fact.run(n, year, type, venue);
        if (vectors && dimension) vector?.run(BigInt(n), bytesOf(vectorAt(vectors, dimension, i)));
      }
      database.exec('COMMIT');
    }
    database.exec("INSERT INTO words (words) VALUES ('rebuild'); INSERT INTO words (words) VALUES ('optimize')");
    database.exec('CREATE INDEX facts_year ON facts (year); ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)');
  }

  async open(): Promise<void> {
    this.all('page', '"a"', 1);
  }

  private all(name: keyof typeof SQL, ...values: unknown[]): Row[] {
    const statement = this.statements.get(name) ?? this.database.prepare(SQL[name]);
    this.statements.set(name, statement);
    return statement.all(...values);
  }

  async ask(question: PeerQuestion): Promise<PeerAnswer> {
    const { years, vector } = question;
    const match = matchOf(question);
    if (vector) return this.askBoth(match, vector);
    const counted = years ? this.all('countsOfYears', match, ...years) : this.all('counts', match);
    const page = years ? this.all('pageOfYears', match, ...years, PAGE) : this.all('page', match, PAGE);
    return this.answer(
      counted,
      page.map(({ n }) => n as number),
    );
  }

  /** Reciprocal rank fusion, as the guide of sqlite-vec shows it. */
  private askBoth(match: string, vector: Float32Array): PeerAnswer {
    const near = this.all('nearest', bytesOf(vector), NEIGHBOURS).map(({ n }) => n as number);
    const best = this.all('page', match, NEIGHBOURS).map(({ n }) => n as number);
    return this.answer(this.all('countsOfBoth', match, JSON.stringify(near)), fuseRanks([best, near]).slice(0, PAGE));
  }

  private answer(counted: readonly Row[], page: readonly number[]): PeerAnswer {
    const counts = (name: string) =>
      counted.flatMap(({ facet, value, count }): FacetCount[] =>
        facet === name ? [[value as string | number, count as number]] : [],
      );
    const works = page.flatMap((n) => this.all('work', n));
    return {
      ids: works.map(({ id }) => id as string),
      total: counted.find(({ facet }) => facet === 'total')?.count as number,
      facets: { year: counts('year'), type: counts('type'), venue: counts('venue') },
    };
  }

  async bytes(): Promise<number> {
    return statSync(join(this.folder, 'works.sqlite')).size;
  }

  async close(): Promise<void> {
    this.database.close();
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** In FTS5's query language, every word quoted. */
function matchOf({ match, text }: PeerQuestion): string {
  if (match === 'phrase') return `"${wordsOf(text).join(' ')}"`;
  return queryWords(text)
    .map((word) => `"${word}"`)
    .join(match === 'all' ? ' AND ' : ' OR ');
}
