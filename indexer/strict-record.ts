// Refuses what an import would drop in silence: who writes one record can be told, and can put it right.
import type { PlainRecord } from '../src/api/plain-record.js';
import { canonicalIdOf } from '../src/domain/ids.js';
import { IdeascopeError } from '../src/errors.js';
import { cleanAbstract, cleanName, cleanTitle, LONGEST_NAME } from './clean/texts.js';
import { refId, storedId } from './normalise.js';
import { cleanText, dateOf, doiOf, languageOf, webAddress } from './values.js';

type Refs = NonNullable<PlainRecord['topics'] | PlainAffiliations>;
type PlainAuthors = NonNullable<PlainRecord['authors']>;
type PlainAffiliations = NonNullable<Exclude<PlainAuthors[number], string>['affiliations']>;

/** Whether an import keeps a value, and what would be right. */
interface Rule {
  readonly keeps: (value: string) => boolean;
  readonly right: string;
}

const rule = (read: (value: string) => unknown, right: string): Rule => ({
  keeps: (value) => read(value) !== undefined,
  right,
});

const TEXT = 'must have some text; leave it out where there is none';
const NAME_TEXT = `must have some text, of at most ${LONGEST_NAME} characters; leave it out where there is none`;
const ID = rule(storedId, 'must be an id of 1 to 512 characters, none of them a control character');
const ORCID = rule((value) => canonicalIdOf('orcid', value), 'must be an ORCID: 0000-0002-1825-0097');
const ROR = rule((value) => canonicalIdOf('ror', value), 'must be a ROR id: https://ror.org/02mhbdp94');
const COUNTRY = rule((value) => /^\s*[a-z]{2}\s*$/i.exec(value) ?? undefined, 'must be two letters: SE');
const NAME = rule(cleanName, NAME_TEXT);
/** What comes without an id gets one of its name; for all kinds alike. */
const NAME_ALONE = rule((value) => {
  const name = cleanName(value);
  return name === undefined ? undefined : refId('institution', {}, name);
}, `must have a letter or digit, and at most ${LONGEST_NAME} characters`);

/** By field of the plain shape, of what is a single text. */
const RULES: Readonly<Partial<Record<keyof PlainRecord, Rule>>> = {
  title: rule(cleanTitle, TEXT),
  abstract: rule(cleanAbstract, TEXT),
  date: rule(dateOf, 'must be a day of the calendar, written 2020-11-09'),
  type: rule(cleanText, TEXT),
  language: rule(languageOf, 'must be a language tag: en, pt-BR'),
  venueId: ID,
  doi: rule(doiOf, 'must be a DOI: 10.1145/3394486.3406703'),
  arxivId: rule((value) => canonicalIdOf('arxiv', value), 'must be an id of arXiv: 2101.00001'),
  url: rule(webAddress, 'must be an http(s) address'),
};

/** @throws IdeascopeError invalid_parameter naming the first value that an import would drop */
export function refuseUnusable(record: PlainRecord): void {
  for (const { path, value, keeps, right } of valuesOf(record)) {
    if (typeof value === 'string' && !keeps(value)) {
      throw new IdeascopeError('invalid_parameter', `${path} ${right}`, path);
    }
  }
  if (typeof record.venueId === 'string' && typeof record.venue !== 'string') {
    const message = 'venueId is the id of a venue: give the name of the venue, too';
    throw new IdeascopeError('invalid_parameter', message, 'venueId');
  }
}

interface Value extends Rule {
  readonly path: string;
  readonly value: string | null | undefined;
}

function* valuesOf(record: PlainRecord): Generator<Value> {
  const fields: Readonly<Record<string, unknown>> = record;
  for (const [path, one] of Object.entries(RULES)) yield { path, value: fields[path] as string | undefined, ...one };
  yield { path: 'venue', value: record.venue, ...(typeof record.venueId === 'string' ? NAME : NAME_ALONE) };
  yield* ofAuthors(record.authors ?? []);
  yield* ofRefs('topics', record.topics ?? []);
  yield* ofRefs('keywords', record.keywords ?? []);
  if (record.primaryTopic) yield* ofRef('primaryTopic', record.primaryTopic);
  for (const [i, value] of (record.references ?? []).entries()) yield { path: `references.${i}`, value, ...ID };
}

function* ofAuthors(authors: PlainAuthors): Generator<Value> {
  for (const [i, author] of authors.entries()) {
    const path = `authors.${i}`;
    if (typeof author === 'string') {
      yield { path, value: author, ...NAME };
      continue;
    }
    yield { path: `${path}.name`, value: author.name, ...NAME };
    yield { path: `${path}.id`, value: author.id, ...ID };
    yield { path: `${path}.orcid`, value: author.orcid, ...ORCID };
    yield* ofRefs(`${path}.affiliations`, author.affiliations ?? []);
  }
}

function* ofRefs(path: string, refs: Refs): Generator<Value> {
  for (const [i, ref] of refs.entries()) yield* ofRef(`${path}.${i}`, ref);
}

function* ofRef(path: string, ref: Refs[number]): Generator<Value> {
  if (typeof ref === 'string') {
    yield { path, value: ref, ...NAME_ALONE };
    return;
  }
  yield { path: `${path}.id`, value: ref.id, ...ID };
  yield { path: `${path}.name`, value: ref.name, ...(typeof ref.id === 'string' ? NAME : NAME_ALONE) };
  if ('ror' in ref) yield { path: `${path}.ror`, value: ref.ror, ...ROR };
  if ('country_code' in ref) yield { path: `${path}.country_code`, value: ref.country_code, ...COUNTRY };
}
