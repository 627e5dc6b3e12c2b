// The journal in Elasticsearch: each note a document of an index of its own, which the first note makes.
import type { Client } from '@elastic/elasticsearch';
import { FAILURES, IMPORTS, type Journal, kept, type Shelf, type ShelfKind } from '../journal.js';
import type { Operation } from './bulk.js';
import type { Server } from './client.js';
import { documentId } from './documents.js';
import { ifThere, translated } from './failures.js';
import { Indices } from './indices.js';
import { LazyIndex } from './lazy-index.js';
import { type MappingFile, mappingFrom, readMapping } from './mappings.js';

interface NoteDocument {
  /** Which sort of note it is. */
  readonly shelf: string;
  /** Milliseconds since 1970. */
  readonly noted_at: number;
  /** As JSON: what a note holds changes more often than mappings should. */
  readonly note: string;
}

/** Notes that have lost their place are deleted so many at a time. */
const MOST_FORGOTTEN = 100;

/** Lives as long as the connection of the library's collections. */
export function createElasticsearchJournal(server: Server, prefix: string): Journal {
  const indices = new Indices(server, `${prefix}-journal`, mappingFrom(readMapping<MappingFile>('journal')));
  return {
    imports: new NoteShelf(server.client, indices, IMPORTS),
    failures: new NoteShelf(server.client, indices, FAILURES),
    close: async () => undefined,
  };
}

class NoteShelf<N> implements Shelf<N> {
  readonly #client: Client;
  readonly #indices: Indices;
  readonly #kind: ShelfKind<N>;
  readonly #changes: LazyIndex;
  /** Documents that were written here: only another one takes up room. */
  readonly #known = new Set<string>();

  constructor(client: Client, indices: Indices, kind: ShelfKind<N>) {
    this.#client = client;
    this.#indices = indices;
    this.#changes = new LazyIndex(client, indices);
    this.#kind = kind;
  }

  async put(notes: readonly N[]): Promise<void> {
    const { name, idOf, timeOf } = this.#kind;
    const written = notes.map((note): Operation & { readonly action: 'put' } => {
      const document: NoteDocument = { shelf: name, noted_at: timeOf(note), note: JSON.stringify(note) };
      return { documentId: documentId(`${name} ${idOf(note)}`), action: 'put', document };
    });
    await this.#changes.change(written);
    const fresh = written.filter(({ documentId: id }) => !this.#known.has(id));
    if (fresh.length === 0) return;
    await this.#forgetOldest();
    for (const { documentId: id } of fresh) this.#known.add(id);
  }

  async list(): Promise<N[]> {
    const hits = await this.#newest(0, this.#kind.room);
    const notes = hits.map(({ _source }) => this.#kind.read((_source as NoteDocument).note));
    return kept(
      this.#kind,
      notes.filter((note) => note !== undefined),
    );
  }

  async #forgetOldest(): Promise<void> {
    const hits = await this.#newest(this.#kind.room, MOST_FORGOTTEN);
    await this.#changes.change(hits.map(({ _id }) => ({ documentId: _id as string, action: 'delete' })));
  }

  /** Documents of this shelf in the order of time, from the newest but `from` on; none before the first is written. */
  #newest(from: number, size: number) {
    const index = this.#indices.alias;
    const body = {
      index,
      from,
      size,
      query: { term: { shelf: this.#kind.name } },
      sort: [{ noted_at: 'desc' as const }],
      track_total_hits: false,
    };
    return ifThere(async () => {
      await translated(() => this.#client.indices.refresh({ index }));
      return (await translated(() => this.#client.search<NoteDocument>(body))).hits.hits;
    }, []);
  }
}
