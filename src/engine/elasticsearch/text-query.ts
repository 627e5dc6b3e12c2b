// The text of a request → query clauses: enough of the words, every phrase, none of the exclusions.
import type { estypes } from '@elastic/elasticsearch';
import type { Analysis } from '../../domain/catalogue.js';
import { matchesByConditions, type TextQuery } from '../../domain/query.js';
import { wordsOf } from '../../text/analyze.js';
import { analyzerOf, type QueryTerms } from '../../text/analyzers.js';
import type { Spelling } from '../../text/spellings.js';
import { anyOf, eitherOf, NOTHING } from './clauses.js';
import { asTerm } from './documents.js';
import type { AnyCatalogue } from './field-values.js';

type Query = estypes.QueryDslQueryContainer;

/** Where words stand unstemmed: those of names always do. */
export const UNSTEMMED: Readonly<Record<Analysis, string>> = { prose: 'text.exact', names: 'text' };

type Analysed = Pick<AnyCatalogue, 'analysis'>;

/** The terms of a text as the index is asked for them: it makes terms of words itself. */
export interface WantedWords {
  /** For each term a word that has it. */
  readonly words: readonly string[];
  readonly required: number;
  readonly weights: readonly number[];
  readonly spellings: readonly Spelling[];
}

/** What a text asks for: enough of its words. */
export function wordsWanted({ analysis }: Analysed, text: string): WantedWords {
  return asWritten({ analysis }, text, analyzerOf(analysis).query(text));
}

/** The same where each of the words must occur. */
export function everyWord({ analysis }: Analysed, text: string): WantedWords {
  return asWritten({ analysis }, text, analyzerOf(analysis).every(text));
}

function asWritten(
  { analysis }: Analysed,
  text: string,
  { terms, required, weights, spellings }: QueryTerms,
): WantedWords {
  const analyzer = analyzerOf(analysis);
  const words = new Map(wordsOf(text).map((word) => [analyzer.term(word), word]));
  return {
    words: terms.map((term) => asTerm(words.get(term) ?? term)),
    required,
    weights,
    spellings: spellings.map(({ of, words }) => ({ of, words: words.map(asTerm) })),
  };
}

/** A spelling some of whose terms may stand elsewhere: `shares` is for how many it stands. */
type SharedSpelling = Spelling & { readonly shares?: number };

/** Works with any of the words, by BM25; with `least`, works with at least so many of them. */
export function wordsQuery(
  { words, spellings }: { readonly words: readonly string[]; readonly spellings: readonly SharedSpelling[] },
  least = 1,
): Query {
  const simple = words.filter((_, place) => spellings.every(({ of }) => !of.includes(place)));
  if (simple.length === words.length) {
    return { match: { text: { query: words.join(' '), minimum_should_match: least } } };
  }
  const clauses = words.map((word, place) => {
    const others = spellings.filter(({ of }) => of.includes(place));
    if (others.length === 0) return matchOf(word);
    // another spelling stands in where the word is missing, so that a compound counts once
    const otherwise = bestOf(others.map(spelled));
    return anyOf([matchOf(word), { bool: { must: [otherwise], must_not: [matchOf(word)] } }]);
  });
  return { bool: { should: clauses, minimum_should_match: least } };
}

const bestOf = (queries: Query[]): Query => (queries[1] ? { dis_max: { queries } } : (queries[0] ?? NOTHING));
const matchOf = (word: string): Query => ({ match: { text: { query: word } } });

/** A joined form gives each of the terms that it stands for an equal share of its score, several words the sum of theirs. */
function spelled({ of, shares = of.length, words }: SharedSpelling): Query {
  const distinct = [...new Set(words)].join(' ');
  const boost = shares > 1 ? { boost: 1 / shares } : {};
  const match: Query = { match: { text: { query: distinct, ...boost } } };
  return words.length === 1 ? match : { bool: { must: [match], filter: [phraseOf('text.exact', words)] } };
}

/** Works with any of the words, each counting by its weight: one clause for all words of a weight. */
function weighted({ words, weights, spellings }: WantedWords): Query {
  const boosts = [...new Set(weights)];
  if (boosts.length < 2) return wordsQuery({ words, spellings });
  return anyOf(
    boosts.map((boost) => {
      const places = words.map((_, place) => place).filter((place) => weights[place] === boost);
      const others = spellings.flatMap(({ of, words }) => {
        const here = of.map((place) => places.indexOf(place)).filter((place) => place >= 0);
        return here.length === 0 ? [] : [{ of: here, shares: of.length, words }];
      });
      const query = wordsQuery({ words: places.map((place) => words[place] as string), spellings: others });
      return boost === 1 ? query : { bool: { must: [query], boost } };
    }),
  );
}

/** The query that scores a text, and whether all of its words count alike; undefined for one without a word. */
export function scoredWords(catalogue: Analysed, text: string): { scored: Query; even: boolean } | undefined {
  const wanted = wordsWanted(catalogue, text);
  if (wanted.words.length === 0) return undefined;
  return { scored: weighted(wanted), even: new Set(wanted.weights).size < 2 };
}

/** Works that have enough of the words of a text; undefined for one without a word. */
export function enoughWords(catalogue: Analysed, text: string): Query | undefined {
  const wanted = wordsWanted(catalogue, text);
  return wanted.words.length === 0 ? undefined : wordsQuery(wanted, wanted.required);
}

/**
 * What makes a work match by its words: enough of the loose ones. Undefined: nothing can match by words. A query of
 * phrases or other conditions alone is matched by these.
 */
export function lexicalMatch(catalogue: Analysed, text: TextQuery): Query | undefined {
  const wanted = wordsWanted(catalogue, text.loose);
  if (wanted.words.length > 0) return wordsQuery(wanted, wanted.required);
  return matchesByConditions(text) ? { match_all: {} } : undefined;
}

/** The conditions that hold for every hit of either leg. */
export function phraseConditions({ analysis }: Analysed, { phrases, excluded }: TextQuery): Query[] {
  const required = phrases.flatMap((phrase) => phraseQuery(analysis, phrase));
  const forbidden = excluded.flatMap((phrase) => phraseQuery(analysis, phrase));
  return forbidden.length === 0 ? required : [...required, { bool: { must_not: forbidden } }];
}

/** Adjacent words within one passage, in any of their spellings; a phrase without a word demands nothing. */
function phraseQuery(analysis: Analysis, phrase: string): Query[] {
  const sayings = analyzerOf(analysis).sayings(phrase);
  return sayings.length === 0 ? [] : [eitherOf(sayings.map((words) => phraseOf(UNSTEMMED[analysis], words)))];
}

/** Words next to each other in a field of unstemmed words. */
export function phraseOf(field: string, words: readonly string[]): Query {
  return { match_phrase: { [field]: words.map(asTerm).join(' ') } };
}
