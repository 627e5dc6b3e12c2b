// Importer of Semantic Scholar: papers of the Graph API, parts of the bulk data sets, and the older shapes of both.
import { z } from 'zod';
import type { PlainAuthor, PlainRef, PlainWork } from '../plain-work.js';
import type { JsonImporter, Reading } from './importer.js';
import { amount, isObject, list, maybe, text, textUnder } from './lenient.js';

const externalIds = maybe(z.object({ DOI: text, ArXiv: text, ACL: text, ORCID: text }));

/** The API writes `authorId`, the old corpus a list of ids; old API answers have names alone. */
const author = z.preprocess(
  (value) => (typeof value === 'string' ? { name: value } : value),
  z.object({ authorId: text, ids: list(z.string()), name: text, externalIds, affiliations: list(z.string()) }),
);

const field = z.preprocess(
  (value) => (typeof value === 'string' ? { category: value } : value),
  z.object({ category: text, topic: text }).transform((one): PlainRef => ({ name: one.category ?? one.topic })),
);

const schema = z.object({
  // the keys of the API, then those of the bulk parts, of the old corpus and of older answers
  paperId: text,
  corpusid: text,
  ssId: text,
  id: text,
  externalIds,
  externalids: externalIds,
  doi: text,
  arxivId: text,
  arXivId: text,
  title: text,
  abstract: text,
  paperAbstract: text,
  openaccessinfo: maybe(z.object({ externalids: externalIds })),
  tldr: maybe(z.object({ text })),
  year: amount,
  publicationDate: text,
  publicationdate: text,
  publicationTypes: list(z.string()),
  publicationtypes: list(z.string()),
  venue: text,
  publicationVenue: maybe(z.object({ name: text, issn: text })),
  journal: maybe(z.object({ name: text })),
  journalName: text,
  authors: list(author),
  s2FieldsOfStudy: list(field),
  s2fieldsofstudy: list(field),
  fieldsOfStudy: list(field),
  topics: list(field),
  citationCount: amount,
  citationcount: amount,
  numCitedBy: amount,
  inCitations: z.unknown().optional(),
  references: z.unknown().optional(),
  outCitations: list(z.string()),
  url: text,
  s2Url: text,
  link: text,
});

type Paper = z.output<typeof schema>;

/** Kinds of publication, the most telling first: a paper has several. */
const TYPES: readonly (readonly [given: string, type: string])[] = [
  ['Review', 'review'],
  ['MetaAnalysis', 'review'],
  ['Dataset', 'dataset'],
  ['BookSection', 'book-chapter'],
  ['Book', 'book'],
  ['Conference', 'proceedings-article'],
  ['Editorial', 'editorial'],
  ['LettersAndComments', 'letter'],
];

/** Parts of the bulk data that hold no papers, by a key of theirs. */
const OTHER_PARTS: readonly (readonly [key: string, what: string])[] = [
  ['citingcorpusid', 'a citation between two papers'],
  ['vector', 'an embedding'],
  ['sha', 'a pair of ids'],
  ['alternate_names', 'a venue'],
  ['content', 'the full text of a paper'],
];

/** The papers of an author record that have titles; undefined if it is none. Reference lists wrap their papers. */
function papersIn(raw: unknown): readonly unknown[] | undefined {
  if (!isObject(raw)) return undefined;
  const wrapped = [raw.citedPaper, raw.citingPaper].find(isObject);
  if (wrapped !== undefined) return [wrapped];
  if (!isAuthor(raw) || !Array.isArray(raw.papers)) return undefined;
  const titled = raw.papers.filter((paper) => isObject(paper) && typeof paper.title === 'string');
  return titled.length === 0 ? undefined : titled;
}

function isAuthor(raw: Readonly<Record<string, unknown>>): boolean {
  return ('authorId' in raw || 'authorid' in raw) && !('title' in raw);
}

/**
 * The facts of a paper, or why the record is none; undefined if it is not an object. An abstract of the bulk data has no
 * title: it supplements the paper with its corpus id.
 */
function readSemanticScholar(raw: unknown): Reading | undefined {
  if (!isObject(raw)) return undefined;
  const rejection = notAPaper(raw);
  if (rejection !== undefined) return { rejection, skipped: true };
  const result = schema.safeParse(raw);
  if (!result.success) return undefined;
  const paper = result.data;
  if (paper.title === undefined && paper.corpusid !== undefined && paper.abstract !== undefined)
    return { supplements: idOfCorpus(paper.corpusid), abstract: paper.abstract };
  return plainOf(paper);
}

function notAPaper(raw: Readonly<Record<string, unknown>>): string | undefined {
  if (isAuthor(raw)) return 'an author, not a paper: works come with papers that have titles';
  if ('title' in raw || 'abstract' in raw) return undefined;
  if ('text' in raw && 'model' in raw) return 'a summary without its paper';
  const part = OTHER_PARTS.find(([key]) => key in raw);
  return part === undefined ? undefined : `${part[1]}, not a paper`;
}

function plainOf(paper: Paper): PlainWork {
  const ids = paper.externalIds ?? paper.externalids ?? paper.openaccessinfo?.externalids;
  const arxiv = ids?.ArXiv ?? paper.arxivId ?? paper.arXivId;
  const source = sourceOf(paper);
  const doi = ids?.DOI ?? paper.doi;
  return {
    id: idOf(paper),
    title: paper.title,
    abstract: paper.abstract ?? paper.paperAbstract ?? paper.tldr?.text,
    year: paper.year,
    date: paper.publicationDate ?? paper.publicationdate,
    type: typeOf(paper, source),
    doi,
    arxiv: [arxiv === undefined ? undefined : `arxiv:${arxiv}`, paper.link],
    url: addressOf(paper, ids?.ACL),
    source,
    authors: paper.authors.map(authorOf),
    topics: topicsOf(paper),
    keywords: [],
    citations: citationsOf(paper),
    // bulk parts have abstracts in files of their own
    partial: paper.corpusid === undefined ? [] : ['abstract'],
    references: [...referencesOf(paper.references), ...paper.outCitations.map((id) => `s2:${id}`)],
  };
}

/**
 * The API and the old corpus number papers by a hash, bulk parts by a corpus id. Each id is kept as its own, written as the
 * API writes it: which records are one work is found by DOI, arXiv id or title.
 */
function idOf({ paperId, ssId, corpusid, id }: Paper): string | undefined {
  const hash = paperId ?? ssId ?? id;
  if (hash !== undefined) return hash.trim() === '' ? undefined : `s2:${hash}`;
  return corpusid === undefined ? undefined : idOfCorpus(corpusid);
}

const idOfCorpus = (corpusid: string) => `CorpusId:${corpusid}`;

function typeOf(paper: Paper, source: PlainRef | undefined): string | undefined {
  const given = [...paper.publicationTypes, ...paper.publicationtypes];
  if (/^arxiv(?:\.org)?$|\b(?:bio|med|chem)rxiv\b|^ssrn\b/i.test(source?.name ?? '')) return 'preprint';
  return TYPES.find(([one]) => given.includes(one))?.[1];
}

function sourceOf(paper: Paper): PlainRef | undefined {
  const { publicationVenue, venue, journal, journalName } = paper;
  const name = [publicationVenue?.name, venue, journal?.name, journalName].find((one) => one?.trim());
  return name === undefined ? undefined : { name, issn: publicationVenue?.issn };
}

function addressOf({ url, s2Url, link }: Paper, acl: string | undefined): string | undefined {
  return acl === undefined ? (url ?? s2Url ?? link) : `https://aclanthology.org/${acl}`;
}

function authorOf(given: z.output<typeof author>): PlainAuthor {
  const id = given.authorId ?? given.ids[0];
  return {
    id: id === undefined || id === '' ? undefined : `s2:${id}`,
    name: given.name,
    orcid: given.externalIds?.ORCID,
    institutions: given.affiliations.map((name) => ({ name })),
  };
}

/** Each field once: several classifiers find the same. */
function topicsOf({ s2FieldsOfStudy, s2fieldsofstudy, fieldsOfStudy, topics }: Paper): PlainRef[] {
  const all = [...fieldsOfStudy, ...s2FieldsOfStudy, ...s2fieldsofstudy, ...topics];
  return [...new Map(all.map((one) => [one.name, one])).values()];
}

function citationsOf({ citationCount, citationcount, numCitedBy, inCitations }: Paper): string | number | undefined {
  return citationCount ?? citationcount ?? numCitedBy ?? (Array.isArray(inCitations) ? inCitations.length : undefined);
}

/** A reference that was not found among the papers has no id of its own, but sometimes others. */
function referencesOf(references: unknown): string[] {
  if (!Array.isArray(references)) return [];
  return references.flatMap((one: unknown) => {
    const id = textUnder('paperId', one);
    if (id !== undefined && id !== '') return [`s2:${id}`];
    const ids = isObject(one) ? one.externalIds : undefined;
    const [doi, arxiv] = [textUnder('DOI', ids), textUnder('ArXiv', ids)];
    return doi !== undefined ? [`doi:${doi}`] : arxiv !== undefined ? [`arxiv:${arxiv}`] : [];
  });
}

/** Each shape has an id under a name of its own. */
const OWN = ['paperId', 'corpusid', 'ssId', 'authorId', 'authorid', 'paperAbstract', 's2Url'];
const OWN_OF_PARTS = ['citingcorpusid', 'citedPaper', 'citingPaper'];

function isSemanticScholar(record: object): boolean {
  return [...OWN, ...OWN_OF_PARTS].some((key) => key in record);
}

export const semanticScholar: JsonImporter = {
  name: 'semantic-scholar',
  endings: ['json', 'jsonl'],
  medium: 'json',
  recognises: isSemanticScholar,
  within: papersIn,
  read: readSemanticScholar,
};
