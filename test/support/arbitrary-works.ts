// Random works over small vocabularies, so that matches, phrases, ties and missing fields happen all the time.
import fc from 'fast-check';
import type { Authorship, Work } from '../../src/domain/work.js';
import { makeWork, unit } from './works.js';

/** Upper case sorts before lower case, `w10` before `w2`: what code point order says and collations do not. */
export const WORK_IDS = ['w1', 'w2', 'w3', 'w10', 'W4', 'w5', 'https://openalex.org/W60', 'é7', 'w8', 'w9'] as const;
export const YEARS = [0, 1969, 2019, 2020, 2021] as const;
export const DATES = ['1969-12-30', '2020-02-29', '2020-03-01'] as const;
export const TYPES = ['article', 'preprint', 'dataset'] as const;
export const LANGUAGES = ['en', 'fr'] as const;
export const COUNTRIES = ['DE', 'JP', 'US'] as const;
const NAMES = ['Mira Lévy', 'Jo Graph', 'Łukasz Network', 'Ann de Graph'] as const;
const TOPICS = ['Graph Networks', 'Robot Learning', 'The Naïve', 'Théorie'] as const;
const VENUES = ['Journal of Graph Learning', 'Robots'] as const;

export const authorId = (name: string) => `author:${name.toLowerCase().replaceAll(' ', '-')}`;
export const nameKey = (name: string) => name.toLowerCase();
export const NAME_KEYS = NAMES.map(nameKey);
export const AUTHOR_IDS = NAMES.map(authorId);
export const TOPIC_IDS = TOPICS.map((name) => `topic:${name}`);
export const VENUE_IDS = VENUES.map((name) => `source:${name}`);
export const INSTITUTION_IDS = COUNTRIES.map((code) => `institution:${code}`);
const rorOf = (code: string) => `https://ror.org/0${code.toLowerCase().padEnd(6, 'a')}01`;
export const RORS = COUNTRIES.map(rorOf);
export const ISSNS = ['1234-567X', '0000-0019'] as const;
export const orcidOf = (name: string) => `https://orcid.org/0000-0000-0000-00${10 + NAMES.indexOf(name as never)}`;
export const ORCIDS = NAMES.map(orcidOf);
export const doiOf = (id: string) => `https://doi.org/10.1234/${id.toLowerCase().replace(/\W/g, '')}`;

/** Inflections, diacritics, case, stop words, digits, scripts without blanks, and words that are written in several ways. */
export const VOCABULARY =
  'graph graphs Graph neural network networks networking robot learning learned Lévy levy naïve naive x1 x 1 2020 漢字 the of and to';
export const COMPOUNDS =
  "GraphNetwork graph-network graphnetwork multigraph multi-graphs multi t-graph O'Levy C++ x-1 L\\'evy \\emph{graph}";
const word = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...VOCABULARY.split(' ')) },
  { weight: 1, arbitrary: fc.constantFrom(...COMPOUNDS.split(' ')) },
);
const gap = fc.constantFrom(' ', ' ', ' ', ', ', '-', '. ', '\n', ' \n ', '  ');

/** Words with blanks, punctuation or line breaks between them. */
export function arbitraryText(maxWords: number): fc.Arbitrary<string> {
  return fc
    .array(fc.tuple(word, gap), { maxLength: maxWords })
    .map((parts) => parts.map(([one, after], i) => (i === parts.length - 1 ? one : one + after)).join(''));
}

const institutions = fc.uniqueArray(fc.constantFrom(...COUNTRIES), { maxLength: 2 }).map((codes) =>
  codes.map((code) => ({
    id: `institution:${code}`,
    display_name: `University of ${code}`,
    ...(code === 'US' ? {} : { country_code: code }),
    ...(code === 'JP' ? {} : { ror: rorOf(code) }),
  })),
);

const authorship: fc.Arbitrary<Authorship> = fc
  .record({ name: fc.constantFrom(...NAMES), known: fc.boolean(), orcid: fc.boolean(), institutions })
  .map((one) => ({
    author_position: 'middle',
    author: {
      ...(one.known ? { id: authorId(one.name) } : { name_key: nameKey(one.name) }),
      display_name: one.name,
      ...(one.orcid ? { orcid: orcidOf(one.name) } : {}),
    },
    institutions: one.institutions,
  }));

const topics = fc
  .uniqueArray(fc.constantFrom(...TOPICS), { maxLength: 3 })
  .map((names) => names.map((name) => ({ id: `topic:${name}`, display_name: name })));

const optionalFacts = fc.record(
  {
    abstract: arbitraryText(10),
    publication_year: fc.constantFrom(...YEARS),
    publication_date: fc.constantFrom(...DATES),
    language: fc.constantFrom(...LANGUAGES),
    primary_location: fc.option(fc.constantFrom(...VENUES), { nil: undefined }).map((name) => {
      if (name === undefined) return {};
      const issn = ISSNS[VENUES.indexOf(name)] as string;
      // as sources write it
      return { source: { id: `source:${name}`, display_name: name, issn_l: issn.toLowerCase() } };
    }),
  },
  { requiredKeys: [] },
);

/** A work; its id is one of a few, so that histories rewrite the same works. */
export const arbitraryWork: fc.Arbitrary<Work> = fc
  .record({
    id: fc.constantFrom(...WORK_IDS),
    display_name: arbitraryText(5).map((text) => text || 'graph'),
    type: fc.constantFrom(...TYPES),
    hasDoi: fc.boolean(),
    authorships: fc.array(authorship, { maxLength: 3 }),
    topics,
    keywords: topics,
    cited_by_count: fc.integer({ min: 0, max: 3 }),
    referenced_works: fc.uniqueArray(fc.constantFrom(...WORK_IDS), { maxLength: 2 }),
    facts: optionalFacts,
  })
  .map(({ hasDoi, facts, ...rest }) => makeWork({ ...rest, ...facts, ids: hasDoi ? { doi: doiOf(rest.id) } : {} }));

/** Works with distinct ids, as one collection. */
export const arbitraryCollection: fc.Arbitrary<Work[]> = fc.uniqueArray(arbitraryWork, {
  selector: (work) => work.id,
  maxLength: WORK_IDS.length,
  size: 'max',
});

/** A direction in four dimensions from a coarse grid: equal vectors and equal cosines are common. */
export const arbitraryDirection: fc.Arbitrary<Float32Array> = fc
  .tuple(...([1, 2, 3, 4] as const).map(() => fc.constantFrom(-1, -0.5, 0, 0.5, 1)))
  .filter((components) => components.some((value) => value !== 0))
  .map((components) => unit(...components));
