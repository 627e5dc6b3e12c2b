// The text of a search over works → what the engine is asked: the text, the conditions typed with it, pasted ids looked up.
import { WORKS } from '../domain/fields.js';
import { type IdScheme, parseId } from '../domain/ids.js';
import { ALL, and, type Filter, type TextQuery } from '../domain/query.js';
import type { Engine } from '../engine/engine.js';
import { wordsOf } from '../text/analyze.js';
import { fetchByIds } from './fetch-by-id.js';
import { quoted } from './messages.js';
import { inAnyField } from './query-lowering.js';
import { HAS_WORD } from './query-reader.js';
import { printReading, type Reading, understand, understoodOf } from './understand.js';
import { type Note, type Understood, understoodAs } from './understood.js';

/** What was typed, as it is searched. */
export interface TypedSearch {
  /** Undefined where there is nothing to rank by: what passes the filter matches. */
  readonly text: TextQuery | undefined;
  /** The conditions that were typed: they hold for all facets, too. */
  readonly filter: Filter;
  readonly understood: Understood;
}

/** Matches nothing, and speaks of a field that has no facet. */
const NOTHING: Filter = { type: 'values', field: 'id', values: [] };

/** Which works a pasted id asks for that is not a work's own. */
const FIELDS: Partial<Record<IdScheme, string>> = {
  orcid: 'authorships.author.orcid',
  ror: 'authorships.institutions.ror',
  issn: 'primary_location.source.issn',
};
const OPENALEX_FIELDS: Readonly<Record<string, string>> = {
  A: 'authorships.author.id',
  I: 'authorships.institutions.id',
  S: 'primary_location.source.id',
  T: 'topics.id',
};

/** Reads the text of a search; one that is an id asks for that work, or for the works of whoever has it. Refuses no text. */
export async function readSearch(engine: Pick<Engine, 'fetch'>, search: string): Promise<TypedSearch> {
  const reading = understand(search);
  const found = reading.ids.length > 0 ? await worksWith(engine, reading.ids) : undefined;
  return found ?? readText(reading, unknownIds(reading));
}

/** Reads the text of a search in which ids are words. Refuses no text. */
export function readSearchText(search: string): TypedSearch {
  return readText(understand(search), []);
}

function readText(reading: Reading, notes: readonly Note[]): TypedSearch {
  const { text, loose, phrases, excluded, bound, filter } = reading;
  const understood = { ...understoodOf(reading), notes: [...reading.notes, ...notes] };
  if (reading.kind === 'nothing') return { text: undefined, filter: NOTHING, understood };
  if (text !== '') {
    const query = { text, loose, phrases, excluded, ...(bound ? { bound } : {}) };
    return { text: query, filter: ofTheText(filter), understood };
  }
  const without = excluded.map((words): Filter => ({ type: 'not', filter: inAnyField(words, true) }));
  return { text: undefined, filter: ofTheText(and([filter, ...without])), understood };
}

/**
 * One condition that belongs to no field: it came with the text, and stays while the value of a facet is exchanged for
 * another one, so that a count is what one gets by choosing it.
 */
function ofTheText(filter: Filter): Filter {
  return filter.type === 'all' ? ALL : { type: 'or', filters: [filter, NOTHING] };
}

async function worksWith(engine: Pick<Engine, 'fetch'>, ids: readonly string[]): Promise<TypedSearch | undefined> {
  const works = await fetchByIds(engine, ids);
  const filters = ids.map((id, i): Filter | undefined => {
    const work = works[i];
    if (work) return { type: 'values', field: 'id', values: [work.id] };
    const field = fieldOf(id);
    return field === undefined ? undefined : { type: 'values', field, values: [WORKS.known(field).normalise(id)] };
  });
  const known = ids.filter((_, i) => filters[i]);
  if (known.length === 0) return undefined;
  const filter: Filter = { type: 'or', filters: [...filters.filter((one) => one !== undefined), NOTHING] };
  const understood = understoodIds(known, unknown(ids.filter((id) => !known.includes(id))));
  return { text: undefined, filter, understood };
}

/** The reading of a text that is ids and nothing else. */
export function understoodIds(ids: readonly string[], notes: readonly Note[]): Understood {
  const conditions = ids.map((id) => {
    return { field: 'id' as const, excluded: false, words: id, from: undefined, to: undefined, written: id };
  });
  return { ...understoodAs('id', '', [], notes), conditions };
}

/** What of a search may be a name: phrases, exclusions and words. Undefined where there is none. */
export function namesIn(search: string): string | undefined {
  const reading = understand(search);
  if (reading.kind === 'text') return wordsOf(reading.text).join(' ');
  const parts = reading.parts.filter(({ type }) => type === 'phrase' || type === 'exclusion');
  // words beyond the limits may hold further phrases
  const words = reading.notes.some(({ code }) => code === 'too_many_conditions') ? '' : reading.words;
  const isThere = reading.phrases.length > 0 || HAS_WORD.test(words);
  return isThere ? printReading({ parts, words }) : undefined;
}

/** The field that names what an id belongs to; undefined for ids of works, and those of our own. */
function fieldOf(id: string): string | undefined {
  const { scheme, value } = parseId(id);
  return scheme === 'openalex' ? OPENALEX_FIELDS[value[0] ?? ''] : FIELDS[scheme];
}

/** Words with a colon may look like an id of our own: nothing is said of these. */
function unknownIds({ ids }: Reading): Note[] {
  return unknown(ids.filter((id) => parseId(id).scheme !== 'own'));
}

function unknown(ids: readonly string[]): Note[] {
  if (ids.length === 0) return [];
  const named = ids.slice(0, 3).map(quoted).join(', ');
  return [{ code: 'unknown_id', message: `there is no work here with the id ${named}` }];
}
