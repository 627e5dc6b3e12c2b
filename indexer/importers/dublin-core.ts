// Unqualified Dublin Core as repositories give it (`oai_dc`): fifteen elements, each any number of times, in free text.
import { canonicalIdOf } from '../../src/domain/ids.js';
import type { PlainAuthor, PlainWork } from '../plain-work.js';
import { childrenOf, textOf, type XmlElement } from './xml-element.js';

/** Our word for what a type says; the first that fits counts. */
const TYPES: readonly (readonly [RegExp, string])[] = [
  [/thesis|dissertation/, 'dissertation'],
  [/pre-?print|working ?paper/, 'preprint'],
  [/conference|proceedings/, 'proceedings-article'],
  [/book ?(?:part|chapter|section)|chapter/, 'book-chapter'],
  [/book/, 'book'],
  [/data ?set/, 'dataset'],
  [/review/, 'review'],
  [/report/, 'report'],
];

/** `Quill, Ada B.` → `Ada B. Quill`; names of one part, and of bodies with several commas, stay. */
function authorOf(creator: string): PlainAuthor {
  const parts = creator.split(',').map((part) => part.trim());
  const [family, given] = parts;
  return { name: parts.length === 2 ? `${given} ${family}` : creator, institutions: [] };
}

/** The earliest of the dates; repositories list when a thing was made, added and made public. */
function dateOf(dates: readonly string[]): { date: string | undefined; year: string | undefined } {
  const sorted = dates.filter((date) => /^\d{4}(?:-|$)/.test(date)).sort();
  const year = sorted[0]?.slice(0, 4);
  return { date: sorted.find((date) => date.startsWith(`${year}-`) && /^\d{4}-\d\d-\d\d/.test(date)), year };
}

const DOI = /^(?:doi:|https?:\/\/(?:dx\.)?doi\.org\/)\s*10\./i;

/**
 * The facts of a record.
 * @param identifier of the record in its repository; `oai:arXiv.org:` is followed by arXiv's id
 */
export function dublinCore(metadata: XmlElement, identifier: string | undefined): PlainWork {
  const all = (name: string) =>
    childrenOf(metadata, name)
      .map((element) => textOf(element).trim())
      .filter((text) => text !== '');
  const arxivId = /^oai:arXiv\.org:(.+)$/i.exec(identifier ?? '')?.[1];
  const arxiv = arxivId === undefined ? undefined : canonicalIdOf('arxiv', arxivId);
  const identifiers = all('identifier');
  const types = all('type').map((type) => type.toLowerCase());
  const { date, year } = dateOf(all('date'));
  const [venue] = all('source');
  return {
    id: arxiv ?? identifier,
    title: all('title')[0],
    // arXiv adds the authors' remark as another one
    abstract: all('description').find((text) => !/^comments?:/i.test(text)),
    year,
    date,
    type: arxiv === undefined ? TYPES.find(([pattern]) => types.some((type) => pattern.test(type)))?.[1] : 'preprint',
    language: all('language')[0],
    doi: [...identifiers, ...all('relation')].find((text) => DOI.test(text)),
    arxiv: [arxiv, ...identifiers],
    url: identifiers.find((text) => /^https?:/i.test(text)),
    source: arxiv !== undefined ? { name: 'arXiv' } : venue === undefined ? undefined : { name: venue },
    authors: all('creator').map(authorOf),
    // arXiv writes the field before the name of the category
    topics: arxiv === undefined ? [] : all('subject').map((name) => ({ name: name.replace(/^.* - /, '') })),
    keywords: arxiv === undefined ? all('subject').map((name) => ({ name })) : [],
    references: [],
  };
}
