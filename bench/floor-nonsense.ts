// Queries that nothing should be found for by meaning: mashed keys, made-up words, word salad; and everyday questions.
import type { Work } from '../src/domain/work.js';
import { isStopWord, wordsOf } from '../src/text/analyze.js';
import { pick, randomNumbers } from './random.js';

/** Of each kind that counts; there are four. */
export const OF_EACH_KIND = 50;
/** Kinds that no collection holds anything about. */
export const COUNTED = ['letters', 'syllables', 'own words', "others' words"] as const;
/** Everyday questions do not count: some works of a large collection are about what they ask. */
export const KINDS = [...COUNTED, 'everyday'] as const;
export type Kind = (typeof KINDS)[number];
export type Nonsense = Readonly<Record<Kind, readonly string[]>>;

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
const CONSONANTS = [...'bcdfghjklmnpqrstvwxz'];
const VOWELS = [...'aeiouy'];
/** Words that stand in fewer works are mostly misprints. */
const LEAST_WORKS = 2;
const WORD = /^[a-z]{4,}$/;

/** A key mashed: 3 to 8 random letters. */
export function letters(random: () => number): string {
  return Array.from({ length: 3 + Math.floor(random() * 6) }, () => pick(random, LETTERS)).join('');
}

/** Pronounceable, and no word: 2 or 3 syllables. */
export function syllables(random: () => number): string {
  return Array.from(
    { length: 2 + Math.floor(random() * 2) },
    () => pick(random, CONSONANTS) + pick(random, VOWELS),
  ).join('');
}

/**
 * 1 to 5 strings of letters or syllables, 3 to 6 words of the collection itself and of other collections, each word of
 * a vocabulary being as likely as any other; always the same for the same vocabularies.
 */
export function nonsense(own: readonly string[], others: readonly string[]): Nonsense {
  const queries = (seed: number, least: number, word: (random: () => number) => string) => {
    const random = randomNumbers(seed);
    return Array.from({ length: OF_EACH_KIND }, () =>
      Array.from({ length: least + Math.floor(random() * (least === 1 ? 5 : 4)) }, () => word(random)).join(' '),
    );
  };
  return {
    letters: queries(1, 1, letters),
    syllables: queries(2, 1, syllables),
    'own words': queries(3, 3, (random) => pick(random, own)),
    "others' words": queries(4, 3, (random) => pick(random, others)),
    everyday: EVERYDAY,
  };
}

/** Content words of at least four plain letters that stand in two works or more, in alphabetical order. */
export async function vocabularyOf(works: AsyncIterable<readonly Work[]>): Promise<string[]> {
  const counts = new Map<string, number>();
  for await (const batch of works) {
    for (const { display_name, abstract } of batch) {
      for (const word of new Set(wordsOf(`${display_name}\n${abstract ?? ''}`))) {
        counts.set(word, (counts.get(word) ?? 0) + 1);
      }
    }
  }
  const words = [...counts].filter(([word, n]) => n >= LEAST_WORKS && WORD.test(word) && !isStopWord(word));
  return words.map(([word]) => word).sort();
}

const EVERYDAY = [
  'how to get candle wax out of a tablecloth',
  'best time of year to prune apple trees',
  'train from vienna to venice overnight',
  'why do my scones turn out flat',
  'who painted the ceiling of the sistine chapel',
  'how much does a passport photo cost',
  'easy lentil soup with carrots',
  'how to teach a parrot to talk',
  'what to pack for a week of skiing',
  'love letters of napoleon to josephine',
  'sharpening kitchen knives on a whetstone',
  'do i have to pay tax on an inherited house',
  'roses that bloom all summer',
  'how to fold a paper crane',
  'quiet beaches on the amalfi coast',
  'sea shanties sung by whalers',
  'when do storks fly south',
  'how to poach an egg without vinegar',
  'inheritance law in medieval england',
  'gothic cathedrals in northern france',
  'first marathon what to eat before the race',
  'getting grass stains out of white trousers',
  'replace a lost driving licence',
  'hats and gloves of the victorian age',
  'offside rule in football explained',
  'what colour tie with a navy suit',
  'greatest tenors of the twentieth century',
  'how long should espresso take to brew',
  'plans for a garden shed with a sloping roof',
  'what does the hanged man mean in tarot',
  'cottages to rent by a lake in scotland',
  'crochet a blanket for a newborn',
  'sore shoulder after swimming what helps',
  'white wines of the loire valley',
  'asking the boss for more holidays',
  'sunken ships of the spanish armada',
  'ending of wuthering heights',
  'can you freeze fresh mozzarella',
  'dog barks when the doorbell rings',
  'second hand camper vans under ten thousand',
  'growing strawberries in hanging baskets',
  'why did the roman republic fall',
  'yoga poses to sleep better',
  'how to mix skin tones in oil paint',
  'ferry times to the island on sundays',
  'tea ceremony in old japan',
  'make soap from olive oil',
  'how old can a tortoise get',
  'famous trumpet players of the swing era',
  'birthday party games for six year olds',
];
