// Random searches as people type them, over the vocabulary of random works: loose words, questions, phrases, operators.
import fc from 'fast-check';
import type { Work } from '../../src/domain/work.js';
import { tokenize } from '../../src/text/analyze.js';
import { arbitraryWork, COMPOUNDS, COUNTRIES, LANGUAGES, TOPIC_IDS, TYPES, VOCABULARY } from './arbitrary-works.js';
import { arbitraryPapers } from './paper-records.js';

export type Mode = 'hybrid' | 'keyword' | 'semantic';

/** One condition of a filter; the values that it selects, if it is nothing but values. */
export interface Clause {
  readonly field: string;
  readonly value: string;
  readonly selects: readonly string[];
}

export interface Search {
  readonly search: string;
  readonly mode: Mode;
  readonly clauses: readonly Clause[];
}

/** Words that no work has; which of them are far from all vectors is for the embedder to say. */
export const NONSENSE =
  'zxqvrk blorptal wuggle frindible quaxomo snarvic plimbow gorshen tweldap krizzot ombrevi juxlafen dwopsim vaquorn';

/** Works of a few words each, on papers of which several records tell, in random order: some become one work. */
export function drawCollection(seed: number): Work[] {
  const scattered = fc
    .array(arbitraryWork, { minLength: 48, maxLength: 48 })
    .map((works) => works.map((work, i): Work => ({ ...work, id: `w:${i}`, ids: {} })));
  const papers = arbitraryPapers(8).map((all) => all.flatMap(({ records }) => [...records]));
  const drawn = fc
    .tuple(scattered, papers)
    .chain((parts) => fc.shuffledSubarray(parts.flat(), { minLength: parts.flat().length }));
  return fc.sample(drawn, { seed, numRuns: 1 })[0] as Work[];
}

/** Of the words of random works those that are written in one way only: whoever reads them naively reads them right. */
const PLAIN = ['robot', 'learning', 'learned', 'neural', 'networking', 'naive', 'naïve', 'harbour', 'lichen', 'peat'];
const plainWord = fc.constantFrom(...PLAIN);
const TYPED = [...VOCABULARY.split(' '), ...VOCABULARY.split(' '), ...COMPOUNDS.split(' '), ...PLAIN, 'observation'];
const someWord = fc.constantFrom(...TYPED);
const word = fc.oneof(
  { weight: 6, arbitrary: someWord },
  { weight: 1, arbitrary: someWord.map((one) => one.toUpperCase()) },
  { weight: 1, arbitrary: fc.constantFrom(...NONSENSE.split(' ')) },
);
const words = (most: number) => fc.array(word, { minLength: 1, maxLength: most }).map((all) => all.join(' '));

const FIELD_WORDS = [
  ...['author:lévy', 'author:"Jo Graph"', 'author:nobody', 'topic:learning', 'topic:"robot learning"', 'venue:robots'],
  ...['title:graph', 'title:"neural network"', 'abstract:robot', 'type:article', 'type:nothing', 'year:2019..2021'],
  ...['year:>2019', 'year:x', '-title:graph', '-author:levy', 'NOT topic:graph', 'doi:10.1234/none'],
];
const operator = fc.constantFrom('OR', 'OR', 'NOT', 'AND', '(', ')', '-', '"', ':', '|');
const quoted = words(2).map((text) => `"${text}"`);
const piece = fc.oneof(
  { weight: 8, arbitrary: words(3) },
  { weight: 2, arbitrary: quoted },
  { weight: 1, arbitrary: fc.oneof(quoted, word).map((one) => `-${one}`) },
  { weight: 2, arbitrary: fc.constantFrom(...FIELD_WORDS) },
  { weight: 1, arbitrary: fc.tuple(word, word).map(([one, other]) => `(${one} OR ${other})`) },
  { weight: 1, arbitrary: operator },
);
const question = fc
  .tuple(words(4), words(4), words(2))
  .map(([one, other, last]) => `How do ${one} learn from ${other}, and what do we know about ${last}?`);
/** More distinct terms than are searched for. */
const pasted = fc
  .tuple(words(12), fc.integer({ min: 60, max: 90 }))
  .map(([text, others]) => `${text}. ${Array.from({ length: others }, (_, i) => `filler${i}`).join(' ')}.`);

export const arbitraryText = fc.oneof(
  { weight: 10, arbitrary: fc.array(piece, { minLength: 1, maxLength: 4 }).map((all) => all.join(' ')) },
  { weight: 6, arbitrary: words(6) },
  { weight: 2, arbitrary: question },
  { weight: 1, arbitrary: pasted },
);
/** Words alone, of which none is an operator, nor a year, which need not occur. */
export const arbitraryWords = words(6).filter((text) => !/\b(?:2020|AND)\b/.test(text));

export const arbitraryMode = fc.constantFrom<Mode>('hybrid', 'hybrid', 'keyword', 'semantic');

const inQuotes = (value: string) => `"${value}"`;
function selecting(field: string, values: readonly string[], written = (value: string) => value): fc.Arbitrary<Clause> {
  return fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 }).map((all) => {
    return { field, value: all.map(written).join('|'), selects: all };
  });
}
function other(field: string, values: readonly string[]): fc.Arbitrary<Clause> {
  return fc.constantFrom(...values).map((value) => ({ field, value, selects: [] }));
}

/** Fields whose values are counted; `has_doi` is of no filter. */
export const FACETS = [
  ...['type', 'publication_year', 'topics.id', 'authorships.institutions.country_code', 'language', 'has_abstract'],
  'has_doi',
];

export const arbitraryClause: fc.Arbitrary<Clause> = fc.oneof(
  selecting('type', [...TYPES, 'nothing']),
  other('type', ['!article', '!preprint|dataset', '!article !preprint']),
  selecting('publication_year', ['2019', '2020', '1900']),
  other('publication_year', ['2019-2021', '>2018 <2021', '!2020', 'null']),
  selecting('topics.id', [...TOPIC_IDS, 'topic:none'], inQuotes),
  other('topics.id', [`!${inQuotes(TOPIC_IDS[0] ?? '')}`, 'null', '!null']),
  selecting('authorships.institutions.country_code', COUNTRIES),
  other('authorships.institutions.country_code', ['DE JP', '!US', '!DE !JP']),
  selecting('language', [...LANGUAGES, 'xx']),
  selecting('has_abstract', ['true']),
  other('cited_by_count', ['>1', '0-2', '!0']),
  other('title.search', ['graph', '!graph', '"neural network"|robot', 'learning -naive']),
  other('default.search', ['levy', 'graph-network', '!harbour']),
);
const arbitraryClauses = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Clause[]>([]) },
  { weight: 3, arbitrary: fc.array(arbitraryClause, { minLength: 1, maxLength: 2 }) },
);

export const arbitrarySearch: fc.Arbitrary<Search> = fc.record({
  search: arbitraryText,
  mode: arbitraryMode,
  clauses: arbitraryClauses,
});

/** What every hit must say, and what none may. */
export interface Bound {
  readonly typed: string;
  readonly phrases: readonly string[];
  readonly excluded: readonly string[];
}

/** Phrases of plain words, some of which stand in the works, and exclusions, before or behind loose words. */
export function arbitraryBound(works: readonly Work[]): fc.Arbitrary<Bound> {
  const phrase = fc.oneof(plainWord, fc.constantFrom('robot learning', ...plainPairs(works)));
  const parts = fc.record({
    phrases: fc.array(phrase, { maxLength: 2 }),
    excluded: fc.array(fc.oneof(plainWord, phrase), { maxLength: 2 }),
    loose: fc.oneof(fc.constant(''), words(3)),
    first: fc.boolean(),
    loud: fc.boolean(),
  });
  return parts
    .filter(({ phrases, excluded }) => phrases.length + excluded.length > 0)
    .map(({ phrases, excluded, loose, first, loud }) => {
      const conditions = [...phrases.map(inQuotes), ...excluded.map((one) => `-${inQuotes(one)}`)];
      const asked = loud ? conditions.map((one) => one.toUpperCase()) : conditions;
      return { typed: (first ? [...asked, loose] : [loose, ...asked]).join(' '), phrases, excluded };
    });
}

function plainPairs(works: readonly Work[]): string[] {
  return works.flatMap(({ display_name, abstract = '' }) =>
    [display_name, abstract].flatMap((text) => {
      const written = tokenize(text).map(({ start, end }) => text.slice(start, end));
      return written.flatMap((one, i) => {
        const next = written[i + 1] ?? '';
        return PLAIN.includes(one) && PLAIN.includes(next) && text.includes(`${one} ${next}`) ? [`${one} ${next}`] : [];
      });
    }),
  );
}
