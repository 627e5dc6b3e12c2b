// A completion as one search: the tiers as scores, popularity and id as the order within them. Pure.
import type { estypes } from '@elastic/elasticsearch';
import type { Stored } from '../../domain/catalogue.js';
import { popularityField, readTyped, typosIn } from '../../text/completion.js';
import type { Completion, CompletionRequest, CompletionTier } from '../completion.js';
import type { AnyCatalogue } from './field-values.js';
import { filterQuery } from './filter-query.js';
import type { GatheredAnswer, GatheredBody } from './gathering.js';

type Query = estypes.QueryDslQueryContainer;

const NAMES = 'completion.names';
const WORDS = 'completion.words';
const MARKED = 'completion.marked';
const ACRONYMS = 'completion.acronyms';

/** Scores: tier t has `BEST` - t, and within it who is written in the letters that were typed has half a point more. */
const BEST = 5;
const AS_TYPED = 0.5;

/** The body of the search; undefined where there is nothing to complete. */
export function completionBody(
  catalogue: AnyCatalogue,
  { text, filter, limit }: CompletionRequest,
): GatheredBody | undefined {
  const { words, marked } = readTyped(text);
  if (words.length === 0 || limit <= 0 || catalogue.textFields.length === 0) return undefined;
  const letters = marked.map((word) => ({ term: { [MARKED]: word } }));
  return {
    query: {
      bool: {
        must: [{ dis_max: { queries: tiersOf(words) } }],
        should: letters.length > 0 ? [scored(allOf(letters), AS_TYPED)] : [],
        filter: [filterQuery(catalogue, filter)],
      },
    },
    size: limit,
    sort: [{ _score: { order: 'desc' } }, { [popularityField(catalogue)]: 'desc' }, { id: 'asc' }],
    _source: ['stored'],
    track_total_hits: false,
  };
}

/** Each thing has the score of its best tier. */
function tiersOf(words: readonly string[]): Query[] {
  const name = words.join(' ');
  const beginning: Query[] = [{ prefix: { [NAMES]: { value: name } } }];
  if (words.length === 1) beginning.push({ term: { [ACRONYMS]: name } });
  const most = Math.max(...words.map(typosIn));
  return [
    scored({ term: { [NAMES]: name } }, BEST),
    scored({ bool: { should: beginning, minimum_should_match: 1 } }, BEST - 1),
    ...[0, 1, 2].filter((typos) => typos <= most).map((typos) => scored(wordsNear(words, typos), BEST - 2 - typos)),
  ];
}

/** The field has every beginning of every word as a term, so that a term near what was typed is a beginning near it. */
function wordsNear(words: readonly string[], most: number): Query {
  return allOf(
    words.map((word) => {
      const fuzziness = Math.min(most, typosIn(word));
      if (fuzziness === 0) return { term: { [WORDS]: word } };
      // scored as a whole, all terms are taken; scored one by one, the best fifty
      return { fuzzy: { [WORDS]: { value: word, fuzziness, transpositions: true, rewrite: 'constant_score' } } };
    }),
  );
}

const allOf = (queries: readonly Query[]): Query => ({ bool: { filter: [...queries] } });
const scored = (query: Query, boost: number): Query => ({ constant_score: { filter: query, boost } });

/** The completions in the order of the answer. */
export function readCompletions<D extends Stored>({ hits }: GatheredAnswer): Completion<D>[] {
  return (hits?.hits ?? []).flatMap(({ sort, _source }) => {
    if (!_source) return [];
    const [score, popularity, id] = sort as [number, number, string];
    return [
      {
        id,
        tier: (BEST - Math.floor(score)) as CompletionTier,
        score: popularity,
        thing: JSON.parse(_source.stored) as D,
      },
    ];
  });
}
