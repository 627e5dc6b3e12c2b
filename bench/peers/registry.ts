// The systems of the peers bench: how each is had, and what a reader must know to compare its figures.
import type { PeerModule } from './peer.js';

export interface PeerEntry {
  readonly label: string;
  /** `library`: in the process that asks; `service`: asked over HTTP or another protocol. */
  readonly form: 'library' | 'service';
  readonly load: () => Promise<PeerModule>;
  /** Whether it comes from bench/peers/package.json. */
  readonly packaged: boolean;
  /** Whether it can compare vectors. */
  readonly hybrid: boolean;
  /** The same system in another form: its files and its quality are those of this one. */
  readonly likewise?: PeerName;
  /** What matches a bag of words, and how totals and facets are had. */
  readonly semantics: string;
}

const NAMES = [
  'ideascope',
  'ideascope-service',
  'elasticsearch',
  'postgresql',
  'sqlite',
  'duckdb',
  'lancedb',
  'minisearch',
  'orama',
] as const;
export type PeerName = (typeof NAMES)[number];
export const PEER_NAMES: readonly PeerName[] = NAMES;

export const PEERS: Readonly<Record<PeerName, PeerEntry>> = {
  ideascope: {
    label: 'Ideascope, library',
    form: 'library',
    load: async () => (await import('./ideascope.js')).inProcess,
    packaged: false,
    hybrid: true,
    semantics: 'enough of the words, all of up to three; one call for all',
  },
  'ideascope-service': {
    label: 'Ideascope, service',
    form: 'service',
    load: async () => (await import('./ideascope.js')).overHttp,
    packaged: false,
    hybrid: true,
    likewise: 'ideascope',
    semantics: 'the same; one request for all',
  },
  elasticsearch: {
    label: 'Elasticsearch',
    form: 'service',
    load: () => import('./elasticsearch.js'),
    packaged: false,
    hybrid: true,
    semantics: 'any word; one request for all; hybrid adds the 100 nearest, and sums scores',
  },
  postgresql: {
    label: 'PostgreSQL + pgvector',
    form: 'service',
    load: () => import('./postgresql.js'),
    packaged: true,
    hybrid: true,
    semantics: 'any word; one statement for total and facets, one for the page; hybrid adds the 100 nearest',
  },
  sqlite: {
    label: 'SQLite FTS5 + sqlite-vec',
    form: 'library',
    load: () => import('./sqlite.js'),
    packaged: true,
    hybrid: true,
    semantics:
      'any word but stop words; one statement for total and facets, one for the page; hybrid adds the 100 nearest',
  },
  duckdb: {
    label: 'DuckDB, BM25 in SQL',
    form: 'library',
    load: () => import('./duckdb.js'),
    packaged: true,
    hybrid: true,
    semantics: 'any word but stop words; hits into a temporary table, then two statements; hybrid adds the 100 nearest',
  },
  lancedb: {
    label: 'LanceDB',
    form: 'library',
    load: () => import('./lancedb.js'),
    packaged: true,
    hybrid: true,
    semantics:
      'any word but stop words; all hits are read to count them, as it has no aggregation; hybrid adds the 100 nearest',
  },
  minisearch: {
    label: 'MiniSearch',
    form: 'library',
    load: () => import('./minisearch.js'),
    packaged: true,
    hybrid: false,
    semantics:
      'any word but stop words; gives all hits, its user counts; a phrase is looked for in the texts of what has all words',
  },
  orama: {
    label: 'Orama',
    form: 'library',
    load: () => import('./orama.js'),
    packaged: true,
    hybrid: true,
    semantics: 'any word but stop words; one call for all; a phrase is looked for in the texts of what has all words',
  },
};
