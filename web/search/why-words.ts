// Why a work is a hit, in plain words; pure. See docs/explain.md.
import type { WorkAnswer } from '../../src/client/index.js';
import { figure, listed } from './figures.js';

export type Explanation = NonNullable<WorkAnswer['explain']>;
type Places = Readonly<Record<string, readonly string[]>>;

/** The text fields of `GET /fields`. */
const PLACES: Readonly<Record<string, string>> = {
  display_name: 'the title',
  abstract: 'the abstract',
  'topics.display_name': 'topics',
  'authorships.author.display_name': 'authors',
  'primary_location.source.display_name': 'the venue',
};

export function foundBy({ found_by, mode }: Explanation): string {
  if (found_by.length === 2) return 'Found by its words and by its meaning.';
  if (found_by.includes('meaning')) return 'Found by its meaning: its words alone would not have been enough.';
  if (found_by.includes('words')) {
    return mode === 'keyword' ? 'Found by its words.' : 'Found by its words: it is not near in meaning.';
  }
  return 'It fulfils the conditions of the search.';
}

/** Its places in both rankings; empty in other orders than that of relevance. */
export function rankWords({ lexical, semantic }: Explanation): string {
  const ranks = [
    ...(lexical ? [`number ${figure(lexical.rank)} by words`] : []),
    ...(semantic ? [`number ${figure(semantic.rank)} by meaning`] : []),
  ];
  return ranks.length === 0 ? '' : `It is ${listed(ranks)}.`;
}

export interface FoundWords {
  readonly words: string;
  /** `the title (Models), topics (models)`. */
  readonly places: string;
}

/** Words, phrases and conditions of the query that stand in the work, and where. */
export function foundWords({ terms, phrases, conditions }: Explanation): FoundWords[] {
  return [
    ...terms.matched.map((one) => ({ words: one.term, places: placesOf(one.in) })),
    ...phrases.map((one) => ({ words: `“${one.phrase}”`, places: placesOf(one.in) })),
    ...conditions.map((one) => ({ words: one.text, places: placesOf(one.in) })),
  ];
}

function placesOf(places: Places): string {
  return Object.entries(places)
    .map(([field, forms]) => `${PLACES[field] ?? field} (${forms.join(', ')})`)
    .join(', ');
}

/** Words of the query that stand nowhere in the work. */
export function missingWords({ terms: { missing, missing_count } }: Explanation): string {
  const more = missing_count - missing.length;
  return more > 0 ? `${missing.join(', ')} and ${figure(more)} more` : listed(missing);
}

/** What the score is made of; empty where nothing is scored. */
export function scoreWords({ score, lexical, semantic, neighbours_score }: Explanation): string {
  if (score === null) return '';
  const parts = [
    ...(lexical ? [`${lexical.contribution.toFixed(2)} from words`] : []),
    ...(semantic ? [`${semantic.contribution.toFixed(2)} from meaning`] : []),
  ];
  const near = neighbours_score === null ? '' : ', evened out with works that are alike';
  return parts.length === 0 ? '' : `Score ${score.toFixed(2)}: ${listed(parts)}${near}.`;
}
