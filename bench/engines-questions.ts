// The questions of the engines bench, as callers of the API ask them, and their vectors.
import type { Work } from '../src/domain/work.js';
import type { Engine } from '../src/engine/engine.js';
import type { SearchMode } from '../src/search/semantic-leg.js';
import { understand } from '../src/search/understand.js';
import { abstractWords, authorId, FACETS, sampleWorks, titlePair, titleWords } from './drawing.js';
import { pick, randomNumbers } from './random.js';
import type { VectorMaker } from './vectors.js';

/** A body for `POST /works/search`. */
export interface Question {
  readonly mode: SearchMode;
  readonly search?: string;
  readonly filter?: string;
  readonly sort?: string;
  readonly per_page: number;
  readonly facets: readonly string[];
  readonly facet_size: number;
}

export type Questions = Readonly<Record<string, readonly Question[]>>;

const PER_PAGE = 25;
const FACET_SIZE = 10;

/** The same `count` questions of each kind whenever the collection is the same. */
export async function drawQuestions(engine: Engine, count: number): Promise<Questions> {
  const works = await sampleWorks(engine);
  const drawn = Object.entries(kinds(works)).map(([kind, ask]) => {
    const random = randomNumbers(kind.length);
    return [kind, Array.from({ length: count }, () => ask(random))] as const;
  });
  return Object.fromEntries(drawn);
}

function kinds(works: readonly Work[]): Record<string, (random: () => number) => Question> {
  const words = (n: number) => (random: () => number) => titleWords(random, works, n);
  const long = (random: () => number) => plain(abstractWords(pick(random, works), 80));
  const byCitations = { sort: 'cited_by_count:desc' };
  return {
    sixWords: (random) => asked('keyword', words(6)(random)),
    eightyWords: (random) => asked('keyword', long(random)),
    phrase: (random) => asked('keyword', `"${titlePair(random, works)}"`),
    rareFilter: (random) => {
      const filter = `authorships.author.id:"${authorId(random, works).replaceAll('"', '""')}"`;
      return { ...asked('hybrid', words(2)(random)), filter };
    },
    broadFilter: (random) => ({ ...asked('hybrid', words(6)(random)), filter: 'publication_year:2010-' }),
    semantic: (random) => asked('semantic', words(6)(random)),
    hybrid: (random) => asked('hybrid', words(6)(random)),
    hybridEightyWords: (random) => asked('hybrid', long(random)),
    sorted: (random) => ({ ...asked('hybrid', words(6)(random)), ...byCitations }),
    browse: () => ({ ...asked('hybrid'), ...byCitations }),
  };
}

function asked(mode: SearchMode, search?: string): Question {
  return { mode, ...(search ? { search } : {}), per_page: PER_PAGE, facets: FACETS, facet_size: FACET_SIZE };
}

/** Without quotes and leading hyphens, which would be phrases and exclusions. */
function plain(text: string): string {
  return text.replace(/["“”„‟]/g, ' ').replace(/(^|\s)-+/g, '$1');
}

/** The vectors of all questions by the text that the service embeds. */
export async function embedQuestions(questions: Questions, maker: VectorMaker): Promise<Map<string, Float32Array>> {
  const vectors = new Map<string, Float32Array>();
  for (const { search, mode } of Object.values(questions).flat()) {
    if (search === undefined || mode === 'keyword') continue;
    const { text } = understand(search);
    if (!vectors.has(text)) vectors.set(text, await maker.query(text));
  }
  return vectors;
}
