// LanceDB in the peers bench: its full-text index and vectors in one table; hits are read to be counted.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { wordsOf } from '../../src/text/analyze.js';
import { textOf, vectorAt } from './corpus.js';
import { loadPackage } from './install.js';
import {
  countFacets,
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
} from './peer.js';

const ROWS_PER_ADD = 10_000;
const COUNTED = ['id', 'year', 'type', 'venue'];
const SHOWN = ['id', 'title', 'abstract', 'authors', 'topics', 'venue', 'year', 'type'];

type Fact = Pick<PeerDocument, 'id' | 'year' | 'type' | 'venue'>;
type Column = Iterable<string | number | null>;
interface Arrow {
  readonly numRows: number;
  /** Null in an empty answer, which has no columns. */
  getChild(name: string): Column | null;
}
interface Query {
  fullTextSearch(query: unknown): Query;
  where(condition: string): Query;
  select(columns: readonly string[]): Query;
  limit(rows: number): Query;
  toArrow(): Promise<Arrow>;
}
interface Table {
  add(rows: readonly unknown[]): Promise<unknown>;
  createIndex(column: string, options?: { readonly config: unknown; readonly replace?: boolean }): Promise<void>;
  optimize(options: { readonly cleanupOlderThan: Date }): Promise<unknown>;
  query(): Query & { nearestTo(vector: Float32Array): Query & { distanceType(type: string): Query } };
}
interface Lance {
  connect(path: string): Promise<{
    createEmptyTable(name: string, schema: unknown): Promise<Table>;
    openTable(name: string): Promise<Table>;
  }>;
  readonly Index: { fts(options: Readonly<Record<string, unknown>>): unknown; btree(): unknown };
  readonly MatchQuery: new (text: string, column: string, options: Readonly<Record<string, unknown>>) => unknown;
  readonly PhraseQuery: new (text: string, column: string) => unknown;
  readonly Operator: { readonly And: string; readonly Or: string };
}
type ArrowType = object;
interface ArrowPackage {
  readonly Schema: new (fields: readonly unknown[]) => unknown;
  readonly Field: new (name: string, type: ArrowType, nullable: boolean) => unknown;
  readonly Utf8: new () => ArrowType;
  readonly Int32: new () => ArrowType;
  readonly Float32: new () => ArrowType;
  readonly FixedSizeList: new (length: number, item: unknown) => ArrowType;
}

export const create: PeerModule['create'] = async (options) => {
  return new LanceTable(await loadPackage<Lance>('@lancedb/lancedb'), options);
};

class LanceTable implements Peer {
  private table: Table | undefined;
  private works = 0;
  private readonly lance: Lance;
  private readonly folder: string;

  constructor(lance: Lance, { folder }: PeerOptions) {
    this.lance = lance;
    this.folder = folder;
  }

  async index(corpus: PeerCorpus): Promise<void> {
    const { Index } = this.lance;
    const database = await this.lance.connect(this.folder);
    const table = await database.createEmptyTable('works', await schemaOf(corpus.dimension));
    let rows: unknown[] = [];
    for await (const { documents, vectors } of corpus.batches()) {
      for (const [i, document] of documents.entries()) rows.push(rowOf(document, vectors, corpus.dimension, i));
      if (rows.length < ROWS_PER_ADD) continue;
      await table.add(rows);
      rows = [];
    }
    if (rows.length > 0) await table.add(rows);
    // vectors stay without an index: its guide advises one from about 100,000 rows on
    const fts = { language: 'English', stem: true, removeStopWords: true, asciiFolding: true, withPosition: true };
    await table.createIndex('text', { config: Index.fts(fts) });
    await table.createIndex('year', { config: Index.btree() });
    await table.optimize({ cleanupOlderThan: new Date() });
    this.table = table;
    this.works = corpus.works;
  }

  async open({ works }: PeerCorpus): Promise<void> {
    this.table = await (await this.lance.connect(this.folder)).openTable('works');
    this.works = works;
  }

  async ask(question: PeerQuestion): Promise<PeerAnswer> {
    const { years, vector } = question;
    const match = this.matchOf(question);
    const searched = () => {
      const query = this.opened().query().fullTextSearch(match);
      return years ? query.where(`year >= ${years[0]} AND year <= ${years[1]}`) : query;
    };
    const all = factsOf(
      await searched()
        .select([...COUNTED, '_score'])
        .limit(this.works)
        .toArrow(),
    );
    if (vector) return this.askBoth(all, vector);
    const page = await searched()
      .select([...SHOWN, '_score'])
      .limit(PAGE)
      .toArrow();
    return { ids: [...(page.getChild('id') ?? [])] as string[], total: all.length, facets: countFacets(all) };
  }

  /** Hits come best first; they are fused with the nearest by ranks, as its own reranker would. */
  private async askBoth(hits: readonly Fact[], vector: Float32Array): Promise<PeerAnswer> {
    const nearest = this.opened().query().nearestTo(vector).distanceType('cosine');
    const near = factsOf(
      await nearest
        .select([...COUNTED, '_distance'])
        .limit(NEIGHBOURS)
        .toArrow(),
    );
    const found = new Map([...hits, ...near].map((fact) => [fact.id, fact]));
    const best = fuseRanks([hits.slice(0, NEIGHBOURS).map(({ id }) => id), near.map(({ id }) => id)]).slice(0, PAGE);
    const quoted = best.map((id) => `'${id.replaceAll("'", "''")}'`);
    if (quoted.length > 0)
      await this.opened()
        .query()
        .where(`id IN (${quoted.join(', ')})`)
        .select(SHOWN)
        .toArrow();
    return { ids: best, total: found.size, facets: countFacets(found.values()) };
  }

  private matchOf({ match, text }: PeerQuestion): unknown {
    const { MatchQuery, PhraseQuery, Operator } = this.lance;
    const words = wordsOf(text).join(' ');
    if (match === 'phrase') return new PhraseQuery(words, 'text');
    return new MatchQuery(words, 'text', { operator: match === 'all' ? Operator.And : Operator.Or });
  }

  private opened(): Table {
    if (!this.table) throw new Error('not opened yet');
    return this.table;
  }

  async bytes(): Promise<number> {
    const entries = readdirSync(this.folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    return files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
  }

  async close(): Promise<void> {}
}

async function schemaOf(dimension: number | undefined): Promise<unknown> {
  const { Schema, Field, Utf8, Int32, Float32, FixedSizeList } = await loadPackage<ArrowPackage>('apache-arrow');
  const texts = ['id', 'title', 'abstract', 'authors', 'topics', 'venue', 'type', 'text'];
  const item = () => new Field('item', new Float32(), true);
  return new Schema([
    ...texts.map((name) => new Field(name, new Utf8(), true)),
    new Field('year', new Int32(), true),
    ...(dimension === undefined ? [] : [new Field('vector', new FixedSizeList(dimension, item()), true)]),
  ]);
}

function rowOf(document: PeerDocument, vectors: Float32Array | undefined, dimension: number | undefined, i: number) {
  const { authors, topics, ...others } = document;
  return {
    ...others,
    authors: authors.join('; '),
    topics: topics.join('; '),
    text: `${document.title}\n${textOf(document)}`,
    ...(vectors && dimension ? { vector: Array.from(vectorAt(vectors, dimension, i)) } : {}),
  };
}

function factsOf(rows: Arrow): Fact[] {
  const [ids, years, types, venues] = COUNTED.map((name) => [...(rows.getChild(name) ?? [])]);
  return (ids as string[]).map((id, i) => {
    return { id, year: years?.[i] as number | null, type: types?.[i] as string, venue: venues?.[i] as string | null };
  });
}
