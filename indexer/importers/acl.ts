// Importer of the ACL Anthology's collections (its schema: data/xml/schema.rnc in the Anthology's repository).
import type { PlainAuthor, PlainRef, PlainWork } from '../plain-work.js';
import { type AclPeople, printName, readPeople } from './acl-people.js';
import type { Reading } from './importer.js';
import { RETRACTED } from './marks.js';
import { childOf, childrenOf, textIn, textOf, type XmlElement } from './xml-element.js';
import { xmlImporter } from './xml-importer.js';

/** What the papers of a volume share. */
interface Volume {
  readonly booktitle?: string | undefined;
  readonly year?: string | undefined;
  readonly venue?: string | undefined;
}

/** Records that are no papers, by their elements, and the types of those that only look like papers. */
const NO_PAPERS: Readonly<Record<string, string>> = {
  frontmatter: 'the front matter of a volume',
  backmatter: 'the back matter of a volume',
  event: 'an event, which is no work',
};

/** Text with its markup as plain text; mathematics as TeX between dollars, which is how other sources write it. */
function plainText(element: XmlElement | undefined): string | undefined {
  if (element === undefined) return undefined;
  const parts = element.children.map((child) => {
    if (typeof child === 'string') return child;
    if (child.name === 'tex-math') return `$${textOf(child).trim()}$`;
    return child.name === 'br' ? ' ' : plainText(child);
  });
  return parts.join('');
}

/**
 * Since 2020 `2022.acl-long.1`, before `P98-1001`: eight characters, with two digits for the volume in the collections of
 * workshops, which have many small ones (aclanthology.org/info/ids).
 */
export function anthologyId(collection: string, volume: string, paper: string): string {
  if (/^\d{4}\./.test(collection)) return `${collection}-${volume}.${paper}`;
  const workshops = collection.startsWith('W') || collection === 'C69' || (collection === 'D19' && Number(volume) >= 5);
  return workshops
    ? `${collection}-${volume.padStart(2, '0')}${paper.padStart(2, '0')}`
    : `${collection}-${volume}${paper.padStart(3, '0')}`;
}

function authorOf(element: XmlElement, people: AclPeople): PlainAuthor {
  const first = textIn(element, 'first') ?? '';
  const last = textIn(element, 'last') ?? '';
  const given = element.attributes.id;
  const person = given === undefined ? people.byName(first, last) : people.byId(given);
  const id = given ?? person?.id;
  return {
    id: id === undefined ? undefined : `acl:people/${id}`,
    name: person?.name ?? printName(first, last),
    orcid: element.attributes.orcid ?? textIn(element, 'orcid') ?? person?.orcid,
    institutions: affiliationsOf(element),
  };
}

function affiliationsOf(element: XmlElement): PlainRef[] {
  return childrenOf(element, 'affiliation').map((one) => ({ name: textOf(one) }));
}

function paperOf(element: XmlElement, id: string, volume: Volume, journal: boolean, people: AclPeople): PlainWork {
  const url = textIn(element, 'url');
  const address = url !== undefined && /^https?:/.test(url) ? url : `https://aclanthology.org/${id}/`;
  return {
    id: `acl:${id}`,
    title: plainText(childOf(element, 'title')),
    abstract: plainText(childOf(element, 'abstract')),
    year: textIn(element, 'year') ?? volume.year,
    type: journal ? 'article' : 'proceedings-article',
    language: textIn(element, 'language'),
    doi: textIn(element, 'doi'),
    arxiv: [],
    url: address,
    source: volume.booktitle === undefined ? undefined : { id: volume.venue, name: volume.booktitle },
    authors: childrenOf(element, 'author').map((author) => authorOf(author, people)),
    topics: [],
    keywords: childOf(element, 'retracted') === undefined ? [] : [RETRACTED],
    references: [],
  };
}

/** Why an element is no work; undefined if it is a paper. */
function noPaper(element: XmlElement): string | undefined {
  const named = NO_PAPERS[element.name] ?? NO_PAPERS[element.attributes.type ?? ''];
  if (named !== undefined) return named;
  return childOf(element, 'removed') === undefined ? undefined : 'taken out of the Anthology';
}

function reader(people: AclPeople): (element: XmlElement, containers: readonly XmlElement[]) => Reading | undefined {
  const volumes = new WeakMap<XmlElement, Volume>();
  return (element, containers) => {
    const [collection, within] = ['collection', 'volume'].map((name) => containers.find((one) => one.name === name));
    if (element.name === 'meta') {
      const volume = {
        booktitle: plainText(childOf(element, 'booktitle')),
        year: textIn(element, 'year'),
        venue: textIn(element, 'venue'),
      };
      if (within !== undefined) volumes.set(within, volume);
      return undefined;
    }
    const reason = noPaper(element);
    if (reason !== undefined) return { rejection: reason, skipped: true };
    const ids = [collection, within, element].map((one) => one?.attributes.id?.trim());
    const [first, second, third] = ids;
    if (!first || !second || !third)
      return { rejection: 'no id: a paper has one, and so have its volume and collection' };
    const volume = (within && volumes.get(within)) ?? {};
    return paperOf(element, anthologyId(first, second, third), volume, within?.attributes.type === 'journal', people);
  };
}

export const acl = xmlImporter({
  name: 'acl',
  recognises: (root, head) => root === 'collection' && /<volume\s[^<>]*\bid=/.test(head),
  containers: ['collection', 'volume'],
  records: ['paper', 'meta', 'frontmatter', 'event'],
  start: async (around) => reader(await readPeople(around)),
});
