// A long text is searched by its most telling terms: those that are frequent in it and rare in the collection.
import { WORKS } from '../domain/fields.js';
import { compareText } from '../domain/order.js';
import type { TextQuery } from '../domain/query.js';
import type { Engine, Frequencies } from '../engine/engine.js';
import { plainTokens } from '../text/analyze.js';
import { analyzerOf } from '../text/analyzers.js';
import { withoutTex } from '../text/tex.js';

/**
 * Terms of a text that are searched for; one that has no more is searched as it is. Measured on abstracts and on pages
 * of notes that should find references (bench/README.md): from 48 to 96 the figures differ by less than chance, with 64
 * being best or near it in every one; fewer lose the page of notes its variety, and more bring back the noise.
 */
export const TELLING_TERMS = 64;

/** Beyond it, saying a term once more hardly counts. */
const MOST_SAID = 8;

const { query: termsOfQuery, term: termOf } = analyzerOf(WORKS.analysis);

/** A term of a text, with how often it stands there. */
interface Term {
  readonly term: string;
  /** Folded, where the term first stands. */
  readonly word: string;
  /** The same as it is written there. */
  readonly written: string;
  count: number;
}

/**
 * The query to search by words: a text of more than 64 distinct terms is cut to the 64 with the greatest tf·idf (Salton &
 * Buckley, "Term-weighting approaches in automatic text retrieval", 1988) in the whole collection, whatever the filter,
 * so that pages, facets and totals speak of one query. Terms that no work has come last, and fill up what is left: they
 * count as missing, as in short queries, so that a text in a foreign language matches nothing. Equal ones are ordered by
 * term. Phrases and exclusions stay. What is embedded is the text itself.
 * @throws IdeascopeError index_not_ready
 */
export async function tellingTerms(engine: Pick<Engine, 'frequencies'>, query: TextQuery): Promise<TextQuery> {
  const terms = termsIn(query.loose);
  if (terms.length <= TELLING_TERMS) return query;
  const counted = await engine.frequencies(terms.map(({ word }) => word));
  // as often as it is said: what is repeated counts more
  const loose = mostTelling(terms, counted)
    .map(({ written, count }) => Array(Math.min(count, MOST_SAID)).fill(written).join(' '))
    .join(' ');
  return { ...query, loose, text: [loose, ...query.phrases].join(' ') };
}

/** The distinct terms of a text that count in a search, in the order in which they first occur. */
function termsIn(text: string): Term[] {
  // every term takes a character, so that nothing need be read of what a person types
  if (text.length <= TELLING_TERMS) return [];
  const terms = new Map<string, Term | undefined>(termsOfQuery(text).terms.map((term) => [term, undefined]));
  if (terms.size <= TELLING_TERMS) return [];
  const plain = withoutTex(text);
  for (const { word, start, end } of plainTokens(plain)) {
    const term = termOf(word);
    if (!terms.has(term)) continue;
    const known = terms.get(term);
    if (known) known.count++;
    else terms.set(term, { term, word, written: plain.slice(start, end), count: 1 });
  }
  return [...terms.values()].filter((one) => one !== undefined);
}

function mostTelling(terms: readonly Term[], { things, frequencies }: Frequencies): Term[] {
  const weighed = terms.map((term, i) => ({ term, weight: term.count * rarity(things, frequencies[i] ?? 0) }));
  weighed.sort((a, b) => b.weight - a.weight || compareText(a.term.term, b.term.term));
  return weighed.slice(0, TELLING_TERMS).map(({ term }) => term);
}

/** The idf of BM25; 0 for a term that nothing has. */
function rarity(things: number, frequency: number): number {
  return frequency === 0 ? 0 : Math.log(1 + (things - frequency + 0.5) / (frequency + 0.5));
}
