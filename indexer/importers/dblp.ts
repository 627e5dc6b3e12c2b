// Importer of DBLP's records, as dblp.xml has them (its document type: dblp.org/xml/dblp.dtd) and its pages of one record.
import type { PlainAuthor, PlainRef, PlainWork } from '../plain-work.js';
import type { Reading } from './importer.js';
import { WITHDRAWN } from './marks.js';
import { childOf, childrenOf, textIn, textOf, type XmlElement } from './xml-element.js';
import { xmlImporter } from './xml-importer.js';

/** The types of works by the names of their elements. */
const TYPES: Readonly<Record<string, string>> = {
  article: 'article',
  inproceedings: 'proceedings-article',
  incollection: 'book-chapter',
  book: 'book',
  phdthesis: 'dissertation',
  mastersthesis: 'dissertation',
  data: 'dataset',
};

/** Records that are no works, by the names of their elements. */
const NO_WORKS: Readonly<Record<string, string>> = {
  www: 'a page of a person or of the web',
  person: 'a page of a person or of the web',
  proceedings: 'a volume of proceedings: its papers are records of their own',
};

/** DBLP tells people of one name apart by four digits behind it. */
const NUMBERED = /^(.*\S)\s+(\d{4})$/;

function authorOf(element: XmlElement, institutions: readonly PlainRef[]): PlainAuthor {
  const written = textOf(element).replace(/\s+/g, ' ').trim();
  const numbered = NUMBERED.exec(written);
  const orcid = element.attributes.orcid;
  // without a number the name may be that of several people
  if (numbered === null) return { name: written, orcid, institutions };
  return { id: `dblp:people/${written.replaceAll(' ', '_')}`, name: numbered[1], orcid, institutions };
}

/** DBLP ends all titles with a stop. */
function titleOf(element: XmlElement): string | undefined {
  return textIn(element, 'title')?.replace(/(?<!\.)\.$/, '');
}

/** `abs/2106.09685` of the volume in CoRR, `cs.AI/0001001` before 2007; without the class, which is no part of the id. */
function arxivOf(element: XmlElement): string | undefined {
  if (textIn(element, 'journal') !== 'CoRR') return undefined;
  const volume = textIn(element, 'volume') ?? '';
  return volume.replace(/^abs\//, '').replace(/^([a-z-]+)\.[A-Z]{2}\//i, '$1/');
}

const DOI = /^https?:\/\/(?:dx\.)?doi\.org\/(10\.\S+)$/i;

function sourceOf(element: XmlElement, key: string): PlainRef | undefined {
  const name = textIn(element, 'journal') ?? textIn(element, 'booktitle');
  const series = /^(?:journals|conf|series|reference|tr)\/[^/]+/.exec(key)?.[0];
  return name === undefined ? undefined : { id: series === undefined ? undefined : `dblp:${series}`, name };
}

function typeOf(element: XmlElement, arxiv: string | undefined): string {
  const publication = element.attributes.publtype ?? '';
  if (arxiv !== undefined) return 'preprint';
  if (publication.includes('survey')) return 'review';
  return publication.includes('data') ? 'dataset' : (TYPES[element.name] ?? 'article');
}

function workOf(element: XmlElement, key: string): PlainWork {
  const addresses = childrenOf(element, 'ee').map((ee) => textOf(ee).trim());
  const arxiv = arxivOf(element);
  const schools = childrenOf(element, 'school').map((school) => ({ name: textOf(school) }));
  const people = childOf(element, 'author') === undefined && element.name === 'book' ? 'editor' : 'author';
  return {
    id: `dblp:${key}`,
    title: titleOf(element),
    year: textIn(element, 'year'),
    type: typeOf(element, arxiv),
    doi: addresses.flatMap((address) => DOI.exec(address)?.[1] ?? [])[0],
    arxiv: [arxiv, ...addresses],
    url: addresses[0] ?? `https://dblp.org/rec/${key}`,
    source: sourceOf(element, key),
    authors: childrenOf(element, people).map((one) => authorOf(one, schools)),
    topics: [],
    keywords: element.attributes.publtype?.includes('withdrawn') ? [WITHDRAWN] : [],
    references: childrenOf(element, 'cite').flatMap((cite) => {
      const cited = textOf(cite).trim();
      return /^[\w-]+\//.test(cited) ? [`dblp:${cited}`] : [];
    }),
  };
}

function read(element: XmlElement): Reading {
  const reason = NO_WORKS[element.name];
  if (reason !== undefined) return { rejection: reason, skipped: true };
  const key = element.attributes.key?.trim();
  return key === undefined || key === '' ? { rejection: 'no id: the record has no key' } : workOf(element, key);
}

export const dblp = xmlImporter({
  name: 'dblp',
  recognises: (root) => root === 'dblp' || root === 'dblpperson',
  containers: ['dblp', 'dblpperson', 'r'],
  records: [...Object.keys(TYPES), ...Object.keys(NO_WORKS)],
  start: async () => read,
});
