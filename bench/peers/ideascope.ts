// Ideascope in the peers bench: as a library in the process that asks, and as a service over HTTP.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Embedder, EmbedderHandle } from '../../src/embedding/embedder.js';
import { createBuiltinLibrary } from '../../src/engine/builtin/library.js';
import { closeLibrary, type Library, partsOf, refreshLibrary } from '../../src/engine/engine.js';
import { hashOf } from '../../src/engine/hash.js';
import { createLogger } from '../../src/logger.js';
import { searchWorks } from '../../src/search/search-works.js';
import { embeddingText } from '../../src/text/embedding-text.js';
import { type Service, serve } from '../engines-service.js';
import { type StoredCorpus, vectorAt } from './corpus.js';
import {
  FACET_SIZE,
  type FacetCount,
  PAGE,
  type Peer,
  type PeerAnswer,
  type PeerModule,
  type PeerOptions,
  type PeerQuestion,
} from './peer.js';

const FACET_FIELDS = { year: 'publication_year', type: 'type', venue: 'primary_location.source.id' } as const;
const FIELDS = Object.values(FACET_FIELDS);

export const inProcess: PeerModule = { create: async (options) => new Ideascope(options, 'library') };
export const overHttp: PeerModule = { create: async (options) => new Ideascope(options, 'service') };

interface Opened {
  readonly embedder: Embedder;
  readonly service: Service | undefined;
}

class Ideascope implements Peer {
  private readonly library: Library;
  private opened: Opened | undefined;
  /** Of the question being asked, in place of a model. */
  private vector: Float32Array | undefined;
  private readonly folder: string;
  private readonly form: 'library' | 'service';

  constructor({ folder }: PeerOptions, form: 'library' | 'service') {
    this.folder = folder;
    this.form = form;
    this.library = createBuiltinLibrary({ dataDir: folder, logger: createLogger('warn') });
  }

  async index(corpus: StoredCorpus): Promise<void> {
    const { works: engine } = this.library;
    await this.prepare();
    const { model } = corpus.meta.meaning;
    for await (const { works, vectors } of corpus.stored()) {
      await engine.write(works);
      const stored = works.map((work, i) => {
        return { id: work.id, textHash: hashOf(embeddingText(work)), vector: vectorAt(vectors, model.dimension, i) };
      });
      await engine.writeVectors(model, stored);
    }
    await this.ready(corpus);
  }

  async open(corpus: StoredCorpus): Promise<void> {
    await this.prepare();
    await this.ready(corpus);
  }

  private async prepare(): Promise<void> {
    await Promise.all(partsOf(this.library).map((part) => part.prepare()));
  }

  private async ready({ meta }: StoredCorpus): Promise<void> {
    await refreshLibrary(this.library);
    const { model, floor, sureFloor, maxTokens } = meta.meaning;
    const embedder: Embedder = {
      identity: model,
      similarityFloor: floor,
      sureFloor,
      maxTokens,
      embed: async (texts) => texts.map(() => this.vector as Float32Array),
      close: async () => {},
    };
    this.opened = { embedder, service: this.form === 'service' ? await serve(this.library, embedder) : undefined };
  }

  async ask(question: PeerQuestion): Promise<PeerAnswer> {
    const { opened } = this;
    if (!opened) throw new Error('not opened yet');
    this.vector = question.vector;
    return opened.service ? this.askService(opened.service, question) : this.askLibrary(opened.embedder, question);
  }

  private async askLibrary(embedder: Embedder, question: PeerQuestion): Promise<PeerAnswer> {
    const state = { status: 'ready' as const, embedder };
    const handle: EmbedderHandle = { state: () => state, settled: async () => state, close: async () => {} };
    const { hits, total, facets } = await searchWorks(
      { engine: this.library.works, embedder: handle, logger: createLogger('warn') },
      {
        ...asked(question),
        page: 1,
        perPage: PAGE,
        facets: FIELDS,
        facetSize: FACET_SIZE,
        highlight: false,
      },
    );
    const counts = (field: string): FacetCount[] =>
      (facets.get(field) ?? []).map(({ key, label, count }) => [field === FACET_FIELDS.venue ? label : key, count]);
    return { ids: hits.map(({ work }) => work.id), total: total.value, facets: byName(counts) };
  }

  private async askService(service: Service, question: PeerQuestion): Promise<PeerAnswer> {
    const body = { ...asked(question), per_page: PAGE, facets: FIELDS, facet_size: FACET_SIZE };
    const { meta, results, facets } = (await service.ask(body)) as {
      readonly meta: { readonly count: number };
      readonly results: readonly { readonly id: string }[];
      readonly facets: Readonly<
        Record<
          string,
          readonly { readonly key: string | number; readonly key_display_name: string; readonly count: number }[]
        >
      >;
    };
    const counts = (field: string): FacetCount[] =>
      (facets[field] ?? []).map((one) => [field === FACET_FIELDS.venue ? one.key_display_name : one.key, one.count]);
    return { ids: results.map(({ id }) => id), total: meta.count, facets: byName(counts) };
  }

  async bytes(): Promise<number> {
    return readdirSync(this.folder).reduce((sum, name) => sum + statSync(join(this.folder, name)).size, 0);
  }

  async close(): Promise<void> {
    this.opened?.service?.close();
    await closeLibrary(this.library);
  }
}

/** Its own words for a question; of up to three words all are required anyway. */
function asked({ match, text, years }: PeerQuestion) {
  return {
    mode: match === 'hybrid' ? ('hybrid' as const) : ('keyword' as const),
    search: match === 'phrase' ? `"${text}"` : text,
    ...(years ? { filter: `publication_year:${years[0]}-${years[1]}` } : {}),
  };
}

function byName(counts: (field: string) => FacetCount[]) {
  const { year, type, venue } = FACET_FIELDS;
  return { year: counts(year), type: counts(type), venue: counts(venue) };
}
