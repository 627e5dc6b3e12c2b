// The facts of a record → a valid Work: ids in stored form, clean text, impossible values dropped.
import { canonicalId, canonicalIdOf, idFromName, parseId } from '../src/domain/ids.js';
import type { Authorship, InstitutionRef, SourceRef, TopicRef, Work } from '../src/domain/work.js';
import { cleanAbstract, cleanName, cleanTitle } from './clean/texts.js';
import type { Supplement } from './complete.js';
import { nameKey } from './identity/name-key.js';
import type { PlainAuthor, PlainRef, PlainSupplement, PlainWork, Rejected } from './plain-work.js';
import { cleanText, countOf, dateOf, doiOf, isWellFormed, languageOf, webAddress, yearOf } from './values.js';

/** Ids are keys of the store, which takes less than 2 KiB in UTF-8; no scheme comes near this. */
const LONGEST_ID = 512;
/** A book is no abstract: far above any real one, and it keeps a broken record from filling the memory. */
const LONGEST_TEXT = 200_000;
/** The same before it is cleaned: what is longer is not worth reading. */
const LONGEST_WRITTEN = 5 * LONGEST_TEXT;
/** Control characters: no address could name the record, and no log should. */
const CONTROL = /\p{Cc}/u;

const MADE_IDS_KEPT = 50_000;

/** arXiv registers a DOI for each of its preprints; the id is a part of it. */
const ARXIV_DOI = /^https:\/\/doi\.org\/10\.48550\/arxiv\.(.+)$/;

type EntityKind = Parameters<typeof idFromName>[0];

/** An id as given, but for the known schemes: who looks for it later writes it as it is. */
export function storedId(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const id = canonicalId(text);
  return isKey(id) ? id : undefined;
}

const madeIds = new Map<string, string>();

/** `idFromName`, remembered: the same few thousand institutions and venues come again and again. */
function madeId(kind: EntityKind, name: string): string {
  const key = `${kind} ${name}`;
  let id = madeIds.get(key);
  if (id === undefined) {
    if (madeIds.size >= MADE_IDS_KEPT) madeIds.clear();
    id = idFromName(kind, name);
    madeIds.set(key, id);
  }
  return id;
}

/** The id that came with a thing, else one made of its name; undefined if the name has no letter or digit. */
export function refId(kind: EntityKind, ref: Pick<PlainRef, 'id'>, name: string): string | undefined {
  const given = storedId(ref.id);
  if (given !== undefined) return given;
  const made = madeId(kind, name);
  return made.length > kind.length + 1 && made.length <= LONGEST_ID ? made : undefined;
}

/** The usable ones of a list of named things, each id once, in their order. */
function distinct<T extends { id: string }>(
  kind: EntityKind,
  refs: readonly PlainRef[],
  build: (id: string, name: string, ref: PlainRef) => T,
): T[] {
  const found = new Map<string, T>();
  for (const ref of refs) {
    const name = cleanName(ref.name);
    const id = name === undefined ? undefined : refId(kind, ref, name);
    if (name !== undefined && id !== undefined && !found.has(id)) found.set(id, build(id, name, ref));
  }
  return [...found.values()];
}

function topicOf(id: string, display_name: string, { score }: PlainRef): TopicRef {
  return score !== undefined && Number.isFinite(score) ? { id, display_name, score } : { id, display_name };
}

function institutionOf(id: string, display_name: string, plain: PlainRef): InstitutionRef {
  const institution: InstitutionRef = { id, display_name };
  const ror = plain.ror === undefined ? undefined : canonicalIdOf('ror', plain.ror);
  const country = plain.country?.trim().toUpperCase();
  if (ror !== undefined) institution.ror = ror;
  if (country !== undefined && /^[A-Z]{2}$/.test(country)) institution.country_code = country;
  return institution;
}

/** How ids end that are given by evidence (`identify`), those of records that were split off included. */
const BY_EVIDENCE = /^-[0-9a-f]{10}(~\d+)?$/;

/** Whether an id is what this service says of somebody without one: a work that was exported keeps the name only. */
function isByEvidence(id: string, name: string): boolean {
  const key = id.startsWith('author:') ? nameKey(name) : undefined;
  const made = key === undefined ? undefined : idFromName('author', key);
  return made !== undefined && id.startsWith(made) && BY_EVIDENCE.test(id.slice(made.length));
}

/** @param cut whether more authors follow, so that none of these is the last one */
function authorshipsOf(authors: readonly PlainAuthor[], cut: boolean): Authorship[] {
  const named = authors.flatMap((plain) => {
    const display_name = cleanName(plain.name);
    return display_name === undefined ? [] : [{ plain, display_name }];
  });
  return named.map(({ plain, display_name }, index) => {
    const author: Authorship['author'] = { display_name };
    const given = storedId(plain.id);
    const id = given === undefined || isByEvidence(given, display_name) ? undefined : given;
    const orcid = plain.orcid === undefined ? undefined : canonicalIdOf('orcid', plain.orcid);
    if (id !== undefined) author.id = id;
    if (orcid !== undefined) author.orcid = orcid;
    const key = id === undefined ? nameKey(display_name) : undefined;
    if (key !== undefined) author.name_key = key;
    const author_position = index === 0 ? 'first' : index === named.length - 1 && !cut ? 'last' : 'middle';
    return { author_position, author, institutions: distinct('institution', plain.institutions, institutionOf) };
  });
}

/** The arXiv id in a field that holds one, or in an address that may be of another site. */
function arxivOf(text: string): string | undefined {
  return /^\s*http/i.test(text) && !/arxiv/i.test(text) ? undefined : canonicalIdOf('arxiv', text);
}

/** Whether an id can be one: works are looked up by their external ids, too. */
function isKey(id: string | undefined): id is string {
  return id !== undefined && id !== '' && id.length <= LONGEST_ID && isWellFormed(id) && !CONTROL.test(id);
}

/** External ids, from the fields meant for them, from `id` itself, and from arXiv's DOIs and addresses. */
function idsOf(id: string, plain: PlainWork): Work['ids'] {
  const { scheme } = parseId(id);
  const given = (own: 'openalex' | 'doi' | 'arxiv', text: string | undefined) =>
    scheme === own ? id : text === undefined ? undefined : canonicalIdOf(own, text);
  const openalex = given('openalex', plain.openalex);
  // a preprint whose id is its own DOI may name that of the published version
  const doi = doiOf(plain.doi) ?? (scheme === 'doi' ? id : undefined);
  const registered = doi === undefined ? undefined : ARXIV_DOI.exec(doi)?.[1];
  let arxiv = given('arxiv', registered);
  for (const text of plain.arxiv) if (text !== undefined) arxiv ??= arxivOf(text);
  const ids: Work['ids'] = {};
  if (isKey(openalex)) ids.openalex = openalex;
  if (isKey(doi)) ids.doi = doi;
  if (isKey(arxiv)) ids.arxiv = arxiv;
  return ids;
}

function locationOf(plain: PlainWork): Work['primary_location'] {
  const url = webAddress(plain.url);
  const [source] = distinct('source', plain.source === undefined ? [] : [plain.source], (id, display_name, ref) => {
    const made: SourceRef = { id, display_name };
    const issn = cleanText(ref.issn);
    if (issn !== undefined) made.issn_l = issn;
    return made;
  });
  if (url === undefined && source === undefined) return undefined;
  return {
    ...(source === undefined ? {} : { source }),
    ...(url === undefined ? {} : { landing_page_url: url }),
  };
}

function referencesOf(references: readonly string[]): string[] {
  return [...new Set(references.flatMap((reference) => storedId(reference) ?? []))];
}

/**
 * A work that `workSchema` accepts, or the reason for which the record cannot be one: no id, or nothing to search by.
 * Everything else that is unusable (an impossible date, a DOI that is none) is dropped and the record stays. Absent
 * facts are omitted, keys always come in the same order, and normalising twice changes nothing.
 */
export function normalise(plain: PlainWork): Work | Rejected {
  if ((plain.id ?? '').trim() === '') return { rejection: 'no id' };
  const id = storedId(plain.id);
  if (id === undefined)
    return {
      rejection: `the id is not usable: at most ${LONGEST_ID} characters of valid Unicode, none of them a control character`,
    };
  const written = (plain.title?.length ?? 0) + (plain.abstract?.length ?? 0);
  if (written > LONGEST_WRITTEN) return tooLong('title and abstract have', written, LONGEST_WRITTEN);
  const title = cleanTitle(plain.title);
  const abstract = cleanAbstract(plain.abstract);
  if (title === undefined && abstract === undefined) return { rejection: 'neither title nor abstract' };
  const length = (title?.length ?? 0) + (abstract?.length ?? 0);
  if (length > LONGEST_TEXT) return tooLong('title and abstract have', length, LONGEST_TEXT);
  const date = dateOf(plain.date);
  const year = yearOf(plain.year) ?? yearOf(date?.slice(0, 4));
  const language = languageOf(plain.language);
  const location = locationOf(plain);
  return {
    id,
    display_name: title ?? '',
    ...(abstract === undefined ? {} : { abstract }),
    ...(year === undefined ? {} : { publication_year: year }),
    ...(date === undefined ? {} : { publication_date: date }),
    type: cleanText(plain.type)?.toLowerCase() ?? 'article',
    ...(language === undefined ? {} : { language }),
    ids: idsOf(id, plain),
    authorships: authorshipsOf(plain.authors, plain.partial?.includes('authors') === true),
    ...(location === undefined ? {} : { primary_location: location }),
    topics: distinct('topic', plain.topics, topicOf),
    keywords: distinct('keyword', plain.keywords, topicOf),
    cited_by_count: countOf(plain.citations),
    referenced_works: referencesOf(plain.references),
  };
}

function tooLong(what: string, length: number, most: number): Rejected {
  return { rejection: `${what} ${length} characters, more than ${most}` };
}

/** What a supplement says, in stored form, or why it says nothing. */
export function normaliseSupplement(plain: PlainSupplement): Supplement | Rejected {
  const supplements = storedId(plain.supplements);
  if (supplements === undefined) return { rejection: 'no usable id' };
  if (plain.formerId !== undefined) {
    const formerId = storedId(plain.formerId);
    return formerId === undefined ? { rejection: 'no usable id' } : { supplements, formerId };
  }
  const written = plain.abstract?.length ?? 0;
  if (written > LONGEST_WRITTEN) return tooLong('the abstract has', written, LONGEST_WRITTEN);
  const abstract = cleanAbstract(plain.abstract);
  if (abstract === undefined) return { rejection: 'no abstract' };
  if (abstract.length > LONGEST_TEXT) return tooLong('the abstract has', abstract.length, LONGEST_TEXT);
  return { supplements, abstract };
}
