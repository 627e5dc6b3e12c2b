// Importer of PubMed: its baseline, its updates and answers of efetch (document type: dtd.nlm.nih.gov/ncbi/pubmed).
import type { PlainAuthor, PlainRef, PlainWork } from '../plain-work.js';
import type { Reading } from './importer.js';
import { RETRACTED } from './marks.js';
import { pubmedDate, pubmedYear } from './pubmed-dates.js';
import { childOf, childrenOf, textIn, textOf, type XmlElement } from './xml-element.js';
import { xmlImporter } from './xml-importer.js';

/** Our word for a kind of publication; the first that a record has counts. A record has most of them beside the first. */
const TYPES: readonly (readonly [string, string])[] = [
  ['Retraction of Publication', 'retraction'],
  ['Published Erratum', 'erratum'],
  ['Preprint', 'preprint'],
  ['Editorial', 'editorial'],
  ['Letter', 'letter'],
  ['Systematic Review', 'review'],
  ['Meta-Analysis', 'review'],
  ['Review', 'review'],
  ['Dataset', 'dataset'],
];

/**
 * Headings that indexers tick for nearly every record of medicine (NLM's check tags and ages): they say who was looked
 * at, and would be the topics that everybody works on.
 */
const CHECK_TAGS = new Set(
  `Humans,Animals,Male,Female,Pregnancy,Adult,Aged,Adolescent,Child,Infant,Middle Aged,Young Adult,Mice,Rats,Rabbits,
  Cats,Dogs,Cattle,Swine,Cricetinae,Guinea Pigs,Chick Embryo,Child\\, Preschool,Infant\\, Newborn,Aged\\, 80 and over`
    .split(/(?<!\\),\s*/)
    .map((name) => name.replace('\\', '')),
);

function mesh(citation: XmlElement): PlainRef[] {
  const headings = childrenOf(childOf(citation, 'MeshHeadingList'), 'MeshHeading').flatMap((heading) => {
    const descriptor = childOf(heading, 'DescriptorName');
    const name = textOf(descriptor)?.trim() ?? '';
    if (descriptor === undefined || CHECK_TAGS.has(name)) return [];
    const ui = descriptor.attributes.UI;
    const parts = [descriptor, ...childrenOf(heading, 'QualifierName')];
    const major = parts.some((part) => part.attributes.MajorTopicYN === 'Y');
    return [{ major, ref: { id: ui === undefined ? undefined : `mesh:${ui}`, name } }];
  });
  return [...headings.filter(({ major }) => major), ...headings.filter(({ major }) => !major)].map(({ ref }) => ref);
}

function orcidOf(author: XmlElement): string | undefined {
  const identifier = childrenOf(author, 'Identifier').find((one) => one.attributes.Source === 'ORCID');
  const digits = /(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dX])/i.exec(textOf(identifier) ?? '');
  return digits === null ? undefined : digits.slice(1).join('-');
}

/** Without the address for mails, which is a person's and no institution's. */
function institutionOf(info: XmlElement): PlainRef {
  const name = textIn(info, 'Affiliation')
    ?.replace(/\s+/g, ' ')
    .replace(/(?:(?<![ .,;])[ .,;]+)?(?:electronic address:? ?)?[^ @]{1,100}@[\w-]+(?:\.[\w-]+)+/gi, '')
    .replace(/(?<![ .,;])[ .,;]+$/, '');
  const ror = childrenOf(info, 'Identifier').find((one) => one.attributes.Source === 'ROR');
  return { name, ror: textOf(ror) };
}

function authorOf(author: XmlElement): PlainAuthor {
  const parts = [textIn(author, 'ForeName') ?? textIn(author, 'Initials'), textIn(author, 'LastName')];
  const name = [...parts, textIn(author, 'Suffix')].filter((part) => part !== undefined).join(' ');
  return {
    name: name === '' ? textIn(author, 'CollectiveName') : name,
    orcid: orcidOf(author),
    institutions: childrenOf(author, 'AffiliationInfo').map(institutionOf),
  };
}

/** `ValidYN="N"`: a spelling that was corrected. The lists of books have editors too. */
function authorsOf(parent: XmlElement): PlainAuthor[] {
  return childrenOf(parent, 'AuthorList')
    .filter((authors) => authors.attributes.Type !== 'editors')
    .flatMap((authors) => childrenOf(authors, 'Author'))
    .filter((author) => author.attributes.ValidYN !== 'N')
    .map(authorOf);
}

/** Translated titles stand in brackets; all end with a stop. */
function titleOf(article: XmlElement): string | undefined {
  const written = textIn(article, 'ArticleTitle') ?? '';
  const title = written.replace(/^\[([^[\]]*(?:\[[^[\]]*\][^[\]]*)*)\]\.?$/, '$1').replace(/(?<!\.)\.$/, '');
  const none = title === '' || /^not available$/i.test(title);
  return none ? textIn(article, 'VernacularTitle')?.replace(/(?<!\.)\.$/, '') : title;
}

/** The parts of a structured abstract under their labels. */
function abstractOf(parent: XmlElement): string | undefined {
  const parts = childrenOf(childOf(parent, 'Abstract'), 'AbstractText').map((part) => {
    const label = part.attributes.Label?.trim() ?? '';
    const text = textOf(part).trim();
    return label === '' || label === 'UNLABELLED' ? text : `${label}: ${text}`;
  });
  const whole = parts
    .join(' ')
    .trim()
    .replace(/\(ABSTRACT TRUNCATED[^()]*\)$/, '')
    .trim();
  return whole === '' ? undefined : whole;
}

function doiOf(record: XmlElement, article: XmlElement): string | undefined {
  const located = childrenOf(article, 'ELocationID').find(
    ({ attributes }) => attributes.EIdType === 'doi' && attributes.ValidYN !== 'N',
  );
  return textOf(located) ?? articleId(childOf(record, 'PubmedData') ?? childOf(record, 'PubmedBookData'), 'doi');
}

function articleId(parent: XmlElement | undefined, type: string): string | undefined {
  const ids = childrenOf(childOf(parent, 'ArticleIdList'), 'ArticleId');
  return textOf(ids.find((one) => one.attributes.IdType === type))?.trim();
}

/** What is cited, by PubMed's number where there is one. Lists of references may hold others, under headings. */
function referencesOf(parent: XmlElement | undefined): string[] {
  return childrenOf(parent, 'ReferenceList').flatMap((references) => [
    ...childrenOf(references, 'Reference').flatMap((reference) => {
      const number = articleId(reference, 'pubmed');
      const doi = articleId(reference, 'doi');
      return number !== undefined ? [`pubmed:${number}`] : doi !== undefined ? [`doi:${doi}`] : [];
    }),
    ...referencesOf(references),
  ]);
}

function journalOf(citation: XmlElement, article: XmlElement): PlainRef | undefined {
  const journal = childOf(article, 'Journal');
  const name = textIn(journal, 'Title') ?? textIn(journal, 'ISOAbbreviation');
  const issn = textIn(childOf(citation, 'MedlineJournalInfo'), 'ISSNLinking') ?? textIn(journal, 'ISSN');
  return name === undefined ? undefined : { name, issn };
}

function publicationTypes(parent: XmlElement): string[] {
  const listed = childOf(parent, 'PublicationTypeList') ?? parent;
  return childrenOf(listed, 'PublicationType').map((type) => textOf(type).trim());
}

function articleOf(record: XmlElement, citation: XmlElement, article: XmlElement, pmid: string): PlainWork {
  const types = publicationTypes(article);
  const keywords = childrenOf(citation, 'KeywordList').flatMap((one) => childrenOf(one, 'Keyword'));
  const retracted = types.includes('Retracted Publication') ? [RETRACTED] : [];
  return {
    id: `pubmed:${pmid}`,
    title: titleOf(article),
    abstract: abstractOf(article),
    year: pubmedYear(article),
    date: pubmedDate(article),
    type: TYPES.find(([name]) => types.includes(name))?.[1] ?? 'article',
    language: textIn(article, 'Language'),
    doi: doiOf(record, article),
    arxiv: [],
    url: `https://pubmed.ncbi.nlm.nih.gov/${pmid}/`,
    source: journalOf(citation, article),
    authors: authorsOf(article),
    topics: mesh(citation),
    keywords: [...retracted, ...keywords.map((keyword) => ({ name: textOf(keyword) }))],
    references: referencesOf(childOf(record, 'PubmedData')),
  };
}

/** Reports and chapters of books in NLM's Bookshelf. */
function bookOf(record: XmlElement, document: XmlElement, pmid: string): PlainWork {
  const book = childOf(document, 'Book');
  const title = textIn(book, 'BookTitle');
  const chapter = titleOf(document);
  const authors = authorsOf(document);
  return {
    id: `pubmed:${pmid}`,
    title: chapter ?? title,
    abstract: abstractOf(document),
    year: textIn(childOf(book, 'PubDate'), 'Year'),
    type: chapter === undefined ? 'book' : 'book-chapter',
    language: textIn(document, 'Language'),
    doi: doiOf(record, document) ?? articleId(document, 'doi'),
    arxiv: [],
    url: `https://pubmed.ncbi.nlm.nih.gov/${pmid}/`,
    source: chapter === undefined || title === undefined ? undefined : { name: title },
    authors: authors.length > 0 || book === undefined ? authors : authorsOf(book),
    topics: [],
    keywords: childrenOf(document, 'KeywordList').flatMap((one) =>
      childrenOf(one, 'Keyword').map((keyword) => ({ name: textOf(keyword) })),
    ),
    references: referencesOf(document),
  };
}

function read(record: XmlElement): Reading {
  if (record.name.startsWith('Delete')) return { rejection: 'a list of records that PubMed deleted', skipped: true };
  const citation = childOf(record, 'MedlineCitation') ?? childOf(record, 'BookDocument') ?? record;
  const pmid = textIn(citation, 'PMID');
  if (pmid === undefined) return { rejection: 'no id: the record has no PMID' };
  if (citation.name === 'BookDocument') return bookOf(record, citation, pmid);
  return articleOf(record, citation, childOf(citation, 'Article') ?? citation, pmid);
}

export const pubmed = xmlImporter({
  name: 'pubmed',
  recognises: (root) => /^(?:PubmedArticleSet|PubmedBookArticleSet|PubmedArticle)$/.test(root),
  containers: ['PubmedArticleSet', 'PubmedBookArticleSet'],
  records: ['PubmedArticle', 'PubmedBookArticle', 'DeleteCitation', 'DeleteDocument'],
  start: async () => read,
});
