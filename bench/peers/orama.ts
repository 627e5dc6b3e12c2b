// Orama in the peers bench: all in memory, with its own facets, and stems by a tokenizer as its guide allows.
import { textOf, vectorAt } from './corpus.js';
import { loadPackage } from './install.js';
import {
  countFacets,
  FACET_SIZE,
  FACETS,
  type FacetCount,
  type FacetName,
  PAGE,
  type Peer,
  type PeerAnswer,
  type PeerCorpus,
  type PeerDocument,
  type PeerModule,
  type PeerQuestion,
} from './peer.js';
import { hasPhrase, termsOf } from './terms.js';

/** Its default, .8, is nearer than this model puts anything; .5 is what Ideascope takes for sure. */
const SIMILARITY = 0.5;

interface Found {
  readonly count: number;
  readonly hits: readonly { readonly document: PeerDocument }[];
  readonly facets?: Readonly<Record<string, { readonly values: Readonly<Record<string, number>> }>>;
}
interface Orama {
  create(options: Readonly<Record<string, unknown>>): unknown;
  insertMultiple(index: unknown, documents: readonly unknown[], batchSize: number): Promise<unknown>;
  search(index: unknown, options: Readonly<Record<string, unknown>>): Promise<Found>;
  save(index: unknown): unknown;
}

export const create: PeerModule['create'] = async () => new InMemory(await loadPackage<Orama>('@orama/orama'));

class InMemory implements Peer {
  private works = 0;
  private database: unknown;
  private readonly orama: Orama;

  constructor(orama: Orama) {
    this.orama = orama;
  }

  async index(corpus: PeerCorpus): Promise<void> {
    const { dimension } = corpus;
    this.works = corpus.works;
    this.database = this.orama.create({
      schema: {
        title: 'string',
        text: 'string',
        published: 'number',
        year: 'enum',
        type: 'enum',
        venue: 'enum',
        ...(dimension === undefined ? {} : { vector: `vector[${dimension}]` }),
      },
      components: { tokenizer: { language: 'english', normalizationCache: new Map(), tokenize: termsOf } },
    });
    for await (const { documents, vectors } of corpus.batches()) {
      const rows = documents.map((document, i) => {
        const { year, venue, ...others } = document;
        const facts = { ...(year === null ? {} : { year, published: year }), ...(venue === null ? {} : { venue }) };
        const vector = vectors && dimension ? { vector: Array.from(vectorAt(vectors, dimension, i)) } : {};
        // with the title, as all words must stand in one property to count as all
        return { ...others, ...facts, text: `${document.title}\n${textOf(document)}`, ...vector };
      });
      await this.orama.insertMultiple(this.database, rows, rows.length);
    }
  }

  async ask(question: PeerQuestion): Promise<PeerAnswer> {
    const { match, text, years, vector } = question;
    const words = {
      term: text,
      properties: ['title', 'text'],
      boost: { title: 2 },
      threshold: match === 'all' || match === 'phrase' ? 0 : 1,
      ...(years ? { where: { published: { between: years } } } : {}),
    };
    if (match === 'phrase') return this.askPhrase(text, words);
    const found = await this.orama.search(this.database, {
      ...words,
      limit: PAGE,
      facets: Object.fromEntries(FACETS.map((name) => [name, {}])),
      ...(vector
        ? { mode: 'hybrid', vector: { value: Array.from(vector), property: 'vector' }, similarity: SIMILARITY }
        : {}),
    });
    const counts = (name: FacetName) => topValues(found.facets?.[name]?.values ?? {});
    return {
      ids: found.hits.map(({ document }) => document.id),
      total: found.count,
      facets: { year: counts('year'), type: counts('type'), venue: counts('venue') },
    };
  }

  /** It has no phrases but those that are written alike to the letter, so its user looks into what has all the words. */
  private async askPhrase(phrase: string, words: Readonly<Record<string, unknown>>): Promise<PeerAnswer> {
    const { hits } = await this.orama.search(this.database, { ...words, limit: this.works });
    const kept = hits
      .map(({ document }) => document)
      .filter(({ title, abstract }) => hasPhrase(phrase, [title, abstract]));
    const whole = kept.map(({ year = null, venue = null, type }) => ({ year, venue, type }));
    return { ids: kept.slice(0, PAGE).map(({ id }) => id), total: kept.length, facets: countFacets(whole) };
  }

  /** As JSON, which is what its plugin for persistence writes. */
  async bytes(): Promise<number | undefined> {
    try {
      const parts = Object.values(this.orama.save(this.database) as Readonly<Record<string, unknown>>);
      return parts.reduce((sum: number, part) => sum + Buffer.byteLength(JSON.stringify(part)), 0);
    } catch {
      // longer than a string can be
      return undefined;
    }
  }

  async close(): Promise<void> {}
}

/** Its facets of an enum are neither sorted nor cut, and have a value without a name for what has none. */
function topValues(values: Readonly<Record<string, number>>): FacetCount[] {
  return Object.entries(values)
    .filter(([value]) => value !== '')
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, FACET_SIZE)
    .map(([value, count]) => [/^\d{4}$/.test(value) ? Number(value) : value, count]);
}
