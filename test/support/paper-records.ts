// Invented papers as several sources describe them: a preprint, the published version, the same from a catalogue.
import fc from 'fast-check';
import type { Authorship, Work } from '../../src/domain/work.js';
import { makeWork } from './works.js';

const PEOPLE = ['Ada Tidewell', 'Boris Quarry', 'Chen Lumen', 'Dora Fennick', 'Emil Varga', 'Farah Nettle'];
const SUBJECTS = [
  'harbour silting',
  'lichen growth',
  'kite stability',
  'bell acoustics',
  'ferry timetables',
  'peat fires',
];

function writtenBy(name: string, i: number, of: number, id?: string): Authorship {
  return {
    author_position: i === 0 ? 'first' : i === of - 1 ? 'last' : 'middle',
    author: { ...(id === undefined ? { name_key: name.toLowerCase() } : { id }), display_name: name },
    institutions: [],
  };
}

const initials = (name: string) => name.replace(/^(\w)\w*/, '$1.');
const abstractOf = (subject: string, words: string) =>
  `We study ${subject} and report what twelve seasons of observation say about ${subject}. ${words} The findings of this ` +
  'invented study are compared with those of earlier ones, and all observations are made available to everybody else.';

export interface Paper {
  readonly number: number;
  /** The preprint first, then the published version, then what a catalogue says; one of them at least. */
  readonly records: readonly Work[];
}

/** Which records of a paper there are, and how far the published one is from the preprint. */
export interface PaperShape {
  readonly preprint: boolean;
  readonly published: boolean;
  readonly catalogued: boolean;
  readonly delay: number;
  /** Whether the preprint names the DOI of the published version. */
  readonly linked: boolean;
}

/** Papers with different numbers are different papers. */
export function paperOf(number: number, shape: PaperShape): Paper {
  const subject = SUBJECTS[number % SUBJECTS.length] as string;
  const title = `A long look at ${subject}, case ${number}`;
  const names = [0, 1, 2].map((i) => PEOPLE[(number + i * (1 + (number % 2))) % PEOPLE.length] as string);
  const doi = `https://doi.org/10.9999/paper.${number}`;
  const arxiv = `arxiv:2101.${String(10_000 + number)}`;
  const year = 2015 + (number % 5);
  const preprint = makeWork({
    id: arxiv,
    display_name: title,
    abstract: abstractOf(subject, 'This is the first version.'),
    publication_year: year,
    type: 'preprint',
    ids: { arxiv, ...(shape.linked ? { doi } : {}) },
    authorships: names.map((name, i) => writtenBy(name, i, names.length)),
    primary_location: { source: { id: 'source:arxiv', display_name: 'arXiv' } },
    topics: [{ id: 'topic:physics', display_name: 'Physics' }],
    cited_by_count: 3,
  });
  const published = makeWork({
    id: `https://openalex.org/W${5_000_000 + number}`,
    display_name: title.replace('A long look', 'A Long Look'),
    publication_year: year + shape.delay,
    ids: { openalex: `https://openalex.org/W${5_000_000 + number}`, doi },
    authorships: names.map((name, i) => writtenBy(name, i, names.length, `person:${name}`)),
    primary_location: { source: { id: 'source:tides', display_name: 'Journal of Tides' } },
    topics: [{ id: 'topic:coasts', display_name: 'Coasts' }],
    cited_by_count: 7,
    referenced_works: ['ref:1'],
  });
  const catalogued = makeWork({
    id: `catalogue:${number}`,
    display_name: `${title}.`,
    publication_year: year + shape.delay,
    authorships: names.map((name, i) => writtenBy(initials(name), i, names.length)),
    primary_location: { source: { id: 'source:j-tides', display_name: 'J. Tides' } },
    referenced_works: ['ref:2'],
  });
  const records = [
    ...(shape.preprint ? [preprint] : []),
    ...(shape.published ? [published] : []),
    ...(shape.catalogued ? [catalogued] : []),
  ];
  return { number, records: records.length > 0 ? records : [published] };
}

export const arbitraryShape: fc.Arbitrary<PaperShape> = fc.record({
  preprint: fc.boolean(),
  published: fc.boolean(),
  catalogued: fc.boolean(),
  delay: fc.integer({ min: 0, max: 2 }),
  linked: fc.boolean(),
});

/** Different papers, all whole. */
export function arbitraryPapers(most: number): fc.Arbitrary<Paper[]> {
  return fc
    .array(arbitraryShape, { minLength: 1, maxLength: most })
    .map((shapes) => shapes.map((shape, i) => paperOf(i, shape)));
}

/** Records in any order. */
export function shuffled<T>(all: readonly T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray([...all], { minLength: all.length });
}
