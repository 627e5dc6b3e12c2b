// The questions of the peers bench, drawn from the works themselves.
import type { Work } from '../../src/domain/work.js';
import { isStopWord, wordsOf } from '../../src/text/analyze.js';
import { abstractWords, titlePair, titleWords } from '../drawing.js';
import { pick, randomNumbers } from '../random.js';
import type { PeerQuestion } from './peer.js';

const LONG = 80;
/** Years before and after that of a drawn work. */
const YEARS_AROUND = 1;

/** What is asked, by kind; the order is that of tables. */
export const KINDS = {
  oneWord: 'one word',
  allOfThree: 'all of three words',
  sixWords: 'six words',
  phrase: 'phrase',
  filtered: 'six words, three years',
  eightyWords: '80 words',
  hybrid: 'hybrid, six words',
} as const;
export type Kind = keyof typeof KINDS;
export const KIND_NAMES = Object.keys(KINDS) as Kind[];

/**
 * The same `count` questions of each kind whenever the works are the same; those of kind `hybrid` still lack a vector.
 * @param works with a year and an abstract of at least 80 words
 */
export function drawQuestions(works: readonly Work[], count: number): PeerQuestion[] {
  return KIND_NAMES.flatMap((kind) => {
    const random = randomNumbers(kind.length);
    return Array.from({ length: count }, () => ({ kind, ...DRAWN[kind](random, works) }));
  });
}

type Drawn = Omit<PeerQuestion, 'kind' | 'vector'>;

const DRAWN: Readonly<Record<Kind, (random: () => number, works: readonly Work[]) => Drawn>> = {
  oneWord: (random, works) => ({ match: 'any', text: titleWords(random, works, 1) }),
  allOfThree: (random, works) => ({ match: 'all', text: titleWords(random, works, 3) }),
  sixWords: (random, works) => ({ match: 'any', text: titleWords(random, works, 6) }),
  phrase: (random, works) => ({ match: 'phrase', text: tellingPair(random, works) }),
  filtered: (random, works) => {
    const text = titleWords(random, works, 6);
    const year = pick(random, works).publication_year as number;
    return { match: 'any', text, years: [year - YEARS_AROUND, year + YEARS_AROUND] };
  },
  eightyWords: (random, works) => ({ match: 'any', text: plain(abstractWords(pick(random, works), LONG)) }),
  hybrid: (random, works) => ({ match: 'hybrid', text: titleWords(random, works, 6) }),
};

/** Without stop words, which some of the systems leave out of phrases, too. */
function tellingPair(random: () => number, works: readonly Work[]): string {
  for (;;) {
    const pair = titlePair(random, works);
    if (!wordsOf(pair).some(isStopWord)) return pair;
  }
}

/** Whether questions can be drawn from a work. */
export function isDrawable({ abstract, publication_year }: Work): boolean {
  return publication_year !== undefined && (abstract?.split(/\s+/).length ?? 0) >= LONG;
}

/** Without quotes and leading hyphens, which are operators in some of the systems. */
function plain(text: string): string {
  return text.replace(/["“”„‟]/g, ' ').replace(/(^|\s)-+/g, '$1');
}
