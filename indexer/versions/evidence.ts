// What of a record is compared to tell whether two describe one work, read once for all comparisons.

import { parseId } from '../../src/domain/ids.js';
import { publishedDoi, type Standing, standingOf } from '../../src/domain/records.js';
import type { Work } from '../../src/domain/work.js';
import { fold, wordsOf } from '../../src/text/analyze.js';
import { parseName } from '../../src/text/names.js';
import { isTelling, titleForm, versionKeys } from '../../src/text/version-keys.js';

export interface Person {
  readonly family: string;
  /** Folded given names, an initial is one letter. */
  readonly given: readonly string[];
}

export interface Evidence {
  readonly id: string;
  readonly keys: readonly string[];
  readonly form: string;
  readonly telling: boolean;
  readonly words: ReadonlySet<string>;
  readonly people: readonly Person[];
  readonly year: number | undefined;
  readonly standing: Standing;
  /** Of the published version; a preprint may name it. */
  readonly doi: string | undefined;
  readonly arxiv: string | undefined;
  /** Who numbers the record: what stands before the colon of its id, or the scheme of the id. */
  readonly catalogue: string | undefined;
  /** Id of the journal, conference or repository. */
  readonly source: string | undefined;
  readonly abstract: ReadonlySet<string>;
  /** Of the landing page, as it is compared. */
  readonly address: string | undefined;
}

/** Words of an abstract that are compared. */
const MOST_WORDS = 400;

export function evidenceOf(record: Work): Evidence {
  const { id, ids, display_name, authorships, abstract, publication_year, primary_location } = record;
  return {
    id,
    keys: versionKeys(record),
    form: titleForm(display_name),
    telling: isTelling(display_name),
    words: new Set(wordsOf(display_name)),
    people: authorships.flatMap(({ author }) => personOf(author.display_name) ?? []),
    year: publication_year,
    standing: standingOf(record),
    doi: publishedDoi(ids.doi),
    arxiv: ids.arxiv,
    catalogue: catalogueOf(id),
    source: primary_location?.source?.id,
    abstract: new Set(wordsOf(abstract ?? '').slice(0, MOST_WORDS)),
    address: addressOf(primary_location?.landing_page_url),
  };
}

/** Without what may differ between two ways of writing one address. */
function addressOf(url: string | undefined): string | undefined {
  return url
    ?.toLowerCase()
    .replace(/^https?:\/\/(?:www\.)?/, '')
    .replace(/(?<!\/|\.pdf|\.html?)(?:\/|\.pdf|\.html?)+$/, '');
}

function catalogueOf(id: string): string | undefined {
  const { scheme } = parseId(id);
  return scheme === 'own' ? /^([^:]+):/.exec(id)?.[1] : scheme;
}

function personOf(name: string): Person | undefined {
  const parsed = parseName(name);
  if (parsed !== undefined) return parsed;
  const family = fold(name).trim();
  return family === '' ? undefined : { family, given: [] };
}

/** How many of the people of two lists are the same, each counted once, and whether the first ones are. */
export function sharedPeople(a: readonly Person[], b: readonly Person[]): { count: number; first: boolean } {
  const left = [...b];
  let count = 0;
  for (const one of a) {
    const at = left.findIndex((other) => isSamePerson(one, other));
    if (at < 0) continue;
    left.splice(at, 1);
    count += 1;
  }
  const [first, other] = [a[0], b[0]];
  return { count, first: first !== undefined && other !== undefined && isSamePerson(first, other) };
}

/** Family name and first initial; also with both the other way round, as lists of some countries write them. */
function isSamePerson(a: Person, b: Person): boolean {
  const [given, other] = [a.given[0] ?? '', b.given[0] ?? ''];
  if (a.family === b.family) return given === '' || other === '' || given[0] === other[0];
  return given === b.family && other === a.family;
}

/** Share of what either has that both have (Jaccard); undefined if one of them has nothing. */
export function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number | undefined {
  if (a.size === 0 || b.size === 0) return undefined;
  let both = 0;
  for (const one of a) if (b.has(one)) both += 1;
  return both / (a.size + b.size - both);
}
