// What the types of works are called in BibTeX and RIS, and where the venue of each belongs.

export interface WorkType {
  readonly bibtex: string;
  /** The field of BibTeX for the venue. */
  readonly venue: 'journal' | 'booktitle' | 'howpublished' | 'publisher' | 'school' | 'institution';
  readonly ris: string;
}

const ARTICLE: WorkType = { bibtex: 'article', venue: 'journal', ris: 'JOUR' };
const PAPER: WorkType = { bibtex: 'inproceedings', venue: 'booktitle', ris: 'CPAPER' };
const CHAPTER: WorkType = { bibtex: 'incollection', venue: 'booktitle', ris: 'CHAP' };
const BOOK: WorkType = { bibtex: 'book', venue: 'publisher', ris: 'BOOK' };
const REPORT: WorkType = { bibtex: 'techreport', venue: 'institution', ris: 'RPRT' };
const PREPRINT: WorkType = { bibtex: 'misc', venue: 'howpublished', ris: 'UNPB' };
const OTHER: WorkType = { bibtex: 'misc', venue: 'howpublished', ris: 'GEN' };

/** OpenAlex's types and Crossref's, which older works carry. */
const TYPES: Readonly<Record<string, WorkType>> = {
  article: ARTICLE,
  'journal-article': ARTICLE,
  review: ARTICLE,
  letter: ARTICLE,
  editorial: ARTICLE,
  erratum: ARTICLE,
  retraction: ARTICLE,
  'conference-paper': PAPER,
  'proceedings-article': PAPER,
  inproceedings: PAPER,
  'conference-abstract': PAPER,
  'book-chapter': CHAPTER,
  'book-section': CHAPTER,
  'reference-entry': CHAPTER,
  book: BOOK,
  monograph: BOOK,
  'edited-book': BOOK,
  'reference-book': BOOK,
  proceedings: { bibtex: 'proceedings', venue: 'publisher', ris: 'CONF' },
  dissertation: { bibtex: 'phdthesis', venue: 'school', ris: 'THES' },
  report: REPORT,
  standard: { ...REPORT, ris: 'STAND' },
  preprint: PREPRINT,
  'posted-content': PREPRINT,
  dataset: { ...OTHER, ris: 'DATA' },
  software: { ...OTHER, ris: 'COMP' },
};

export function workType(type: string): WorkType {
  return Object.hasOwn(TYPES, type) ? (TYPES[type] ?? OTHER) : OTHER;
}
