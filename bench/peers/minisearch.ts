// MiniSearch in the peers bench: all in memory, with stems and without stop words, as its guide shows.
import { fold, isStopWord, stem } from '../../src/text/analyze.js';
import { textOf } from './corpus.js';
import { loadPackage } from './install.js';
import {
  countFacets,
  inYears,
  PAGE,
  type Peer,
  type PeerAnswer,
  type PeerCorpus,
  type PeerDocument,
  type PeerModule,
  type PeerQuestion,
} from './peer.js';
import { hasPhrase } from './terms.js';

interface Hit {
  readonly id: number;
}
interface Index {
  addAll(documents: readonly Record<string, unknown>[]): void;
  search(text: string, options: Readonly<Record<string, unknown>>): Hit[];
  toJSON(): unknown;
}
interface Package {
  readonly default: new (options: Readonly<Record<string, unknown>>) => Index;
}

export const create: PeerModule['create'] = async () => {
  const { default: MiniSearch } = await loadPackage<Package>('minisearch');
  const processTerm = (term: string) => {
    const word = fold(term);
    return isStopWord(word) ? null : stem(word);
  };
  return new Mini(new MiniSearch({ fields: ['title', 'text'], processTerm }));
};

class Mini implements Peer {
  private readonly index_: Index;
  private readonly documents: PeerDocument[] = [];

  constructor(index: Index) {
    this.index_ = index;
  }

  async index(corpus: PeerCorpus): Promise<void> {
    for await (const { documents } of corpus.batches()) {
      const first = this.documents.length;
      this.documents.push(...documents);
      this.index_.addAll(
        documents.map((document, i) => ({ id: first + i, title: document.title, text: textOf(document) })),
      );
    }
  }

  async ask(question: PeerQuestion): Promise<PeerAnswer> {
    const { match, text } = question;
    const hits = this.index_.search(text, {
      combineWith: match === 'any' ? 'OR' : 'AND',
      boost: { title: 2 },
      filter: ({ id }: Hit) => inYears(question, (this.documents[id] as PeerDocument).year),
    });
    const found = hits.map(({ id }) => this.documents[id] as PeerDocument);
    const kept = match === 'phrase' ? found.filter(({ title, abstract }) => hasPhrase(text, [title, abstract])) : found;
    return { ids: kept.slice(0, PAGE).map(({ id }) => id), total: kept.length, facets: countFacets(kept) };
  }

  /** What its guide keeps: the index as JSON, and the documents. */
  async bytes(): Promise<number | undefined> {
    try {
      const documents = this.documents.reduce((sum, one) => sum + Buffer.byteLength(JSON.stringify(one)), 0);
      return Buffer.byteLength(JSON.stringify(this.index_)) + documents;
    } catch {
      // longer than a string can be
      return undefined;
    }
  }

  async close(): Promise<void> {}
}
