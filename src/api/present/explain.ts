// Explanations of hits → the JSON that the API answers.
import type { Explanation } from '../../search/explain.js';
import type { Occurrence } from '../../search/explain-terms.js';
import type { LegHit } from '../../search/fuse.js';
import { roundedScore } from '../../search/paging.js';
import type { ExplanationAnswer } from '../answers/explain.js';

/** A pasted page has thousands of words; who wants to know why a work was found has seen enough of them then. */
const MOST_MISSING = 50;

export function presentExplanation(explanation: Explanation): ExplanationAnswer {
  const { mode, foundBy, score, lexical, semantic, words, required, conditions, excluded, sentence } = explanation;
  return {
    mode,
    found_by: [...foundBy],
    score: numberOf(score),
    fused_score: numberOf(explanation.fused),
    neighbours_score: numberOf(explanation.neighbours),
    lexical: presentLeg(lexical),
    semantic: presentLeg(semantic),
    terms: {
      required,
      matched: words.matched.map((one) => ({ term: one.text, in: presentPlaces(one) })),
      missing: words.missing.slice(0, MOST_MISSING),
      missing_count: words.missing.length,
    },
    phrases: words.phrases.map((one) => ({ phrase: one.text, in: presentPlaces(one) })),
    conditions: conditions.map((one) => ({ text: one.text, fields: [...one.fields], in: presentPlaces(one) })),
    excluded: [...excluded],
    sentence: sentence
      ? { field: sentence.field, text: sentence.text, similarity: roundedScore(sentence.similarity) }
      : null,
  };
}

const numberOf = (score: number | undefined) => (score === undefined ? null : roundedScore(score));

function presentLeg(leg: LegHit | undefined): ExplanationAnswer['lexical'] {
  if (!leg) return null;
  return { rank: leg.rank, score: roundedScore(leg.score), contribution: roundedScore(leg.contribution) };
}

function presentPlaces({ places }: Occurrence): Record<string, string[]> {
  return Object.fromEntries([...places].map(([field, forms]) => [field, [...forms]]));
}
