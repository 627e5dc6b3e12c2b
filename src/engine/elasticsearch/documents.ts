// A stored thing as a document of its index: what is searched, filtered and counted, in the words of the mapping files.
import { createHash } from 'node:crypto';
import type { Analysis, Catalogue, Stored } from '../../domain/catalogue.js';
import { analyzerOf } from '../../text/analyzers.js';
import { completionNames } from '../../text/completion.js';
import { hashOf } from '../hash.js';
import { toStored } from './field-values.js';
import type { StoredKind } from './kinds.js';

/** The part of a document that says what it holds. */
export interface DocumentState {
  /** Hash of what decides whether a thing that is written again has changed. */
  readonly content_hash: string;
  /** Hash of all that is stored, assigned authors included. */
  readonly stored_hash: string;
  /** Hash of the text to embed, where things have vectors. */
  readonly text_hash?: string | null;
  /** Hash of the text that was embedded; null: there is no vector. */
  readonly vector_hash?: string | null;
  /** The thing that this one was taken in by; null: it stands for itself. */
  readonly version_of?: string | null;
}

export interface StoredDocument extends DocumentState {
  /** The thing as JSON: an object would be merged by partial updates instead of replaced. */
  readonly stored: string;
  /** When the thing was written: microseconds since 1970, ascending within one process. */
  readonly written_at: number;
  /** When anything of the document changed, its vector included. */
  readonly changed_at: number;
  readonly [field: string]: unknown;
}

/** Elasticsearch's limit for `_id`, in bytes. */
const LONGEST_ID = 512;
/** Lucene's limit for a term is 32,766 bytes, the whitespace tokenizer splits at 255 characters. */
const LONGEST_WORD = 200;

/** The `_id` of a thing's document: its id, or a hash where that is too long, empty or no Unicode, which the server refuses. */
export function documentId(id: string): string {
  // half a surrogate pair is no Unicode
  const isPossible = id !== '' && Buffer.byteLength(id) <= LONGEST_ID && !/\p{Surrogate}/u.test(id);
  return isPossible ? id : `sha256:${createHash('sha256').update(id).digest('hex')}`;
}

/** A passage as the index reads it: folded words between blanks, whatever Unicode version the server has. */
export function asWords(passage: string, analysis: Analysis = 'prose'): string {
  return analyzerOf(analysis).words(passage).map(asTerm).join(' ');
}

/** A passage and its compounds, each of which is an element of its own, so that no phrase crosses into it. */
function elements(passage: string, analysis: Analysis): string[] {
  const { words, compounds } = analyzerOf(analysis);
  return [words(passage), ...compounds(passage)].map((run) => run.map(asTerm).join(' ')).filter((text) => text !== '');
}

/** One folded word as a token that the index neither splits nor refuses. */
export function asTerm(word: string): string {
  // some ligatures fold to several words
  return word.length > LONGEST_WORD ? `long:${hashOf(word)}` : word.replace(/\s+/g, '_');
}

/**
 * The passages of a thing's text fields. A field of weight n stands n times in the list: in BM25F, which adds up weighted
 * frequencies and lengths, that is what a weight means (Robertson et al., CIKM 2004).
 */
export function passages<D extends Stored>({ textFields, analysis }: Catalogue<D>, thing: D): string[] {
  return textFields.flatMap((field) => {
    const texts = field.passages(thing).flatMap((passage) => elements(passage, analysis));
    return Array.from({ length: field.weight }, () => texts).flat();
  });
}

/** Where a text field can be searched alone. */
export const wordsField = (name: string): string => `words.${name}`;

/** The text fields one by one, where there are several: one alone is what `text` is. */
function wordsOfFields<D extends Stored>({ textFields, analysis }: Catalogue<D>, thing: D): Record<string, unknown> {
  const words: Record<string, unknown> = {};
  if (textFields.length < 2) return words;
  for (const { name, passages } of textFields) {
    const texts = passages(thing).flatMap((passage) => elements(passage, analysis));
    place(words, wordsField(name).split('.'), texts.length === 0 ? null : texts);
  }
  return words;
}

/** A thing as JSON and the hashes by which a change is recognised. */
export type ThingState = Pick<StoredDocument, 'stored' | 'content_hash' | 'stored_hash' | 'text_hash'>;

export function stateOf<D extends Stored>({ content, text }: StoredKind<D>, thing: D): ThingState {
  const stored = JSON.stringify(thing);
  const stored_hash = hashOf(stored);
  const decisive = content(thing);
  return {
    stored,
    stored_hash,
    content_hash: decisive === thing ? stored_hash : hashOf(JSON.stringify(decisive)),
    ...(text ? { text_hash: hashOf(text(thing)) } : {}),
  };
}

/**
 * The whole document but for the vector. Every field is present, null if the thing has no value: a partial update would
 * keep the old one otherwise.
 */
export function documentOf<D extends Stored>(
  kind: StoredKind<D>,
  thing: D,
  writtenAt: number,
  state = stateOf(kind, thing),
): StoredDocument {
  const { catalogue, versions } = kind;
  const into = versions?.into(thing);
  const isListed = into === undefined;
  // every order ends with it, also where the catalogue has no such field
  const document: Record<string, unknown> = { id: toStored({ type: 'keyword' }, thing.id) };
  for (const field of catalogue.fields) {
    if (!isListed && field.name === 'id') continue;
    const values = isListed ? field.values(thing) : [];
    const keys = [...new Set(values.map((value) => toStored(field, value.key)))];
    place(document, field.name.split('.'), keys.length === 0 ? null : field.multiple ? keys : keys[0]);
  }
  const aliases = isListed ? catalogue.externalIds(thing) : [];
  return {
    ...document,
    ...state,
    written_at: writtenAt,
    changed_at: stamp(),
    ...(kind.rank ? { embedding_rank: kind.rank(thing) } : {}),
    external_ids: aliases.length === 0 ? null : aliases,
    ...(versions ? { version_of: into ?? null, version_keys: versions.keys(thing) } : {}),
    // what was taken in is embedded as a part of the whole
    ...(isListed ? {} : { text_hash: null }),
    ...(catalogue.textFields.length === 0 ? {} : isListed ? textOf(catalogue, thing) : NO_TEXT),
  };
}

const NO_TEXT = { text: null, words: null, completion: null };

function textOf<D extends Stored>(catalogue: Catalogue<D>, thing: D) {
  return {
    text: passages(catalogue, thing),
    ...wordsOfFields(catalogue, thing),
    completion: completionOf(catalogue, thing),
  };
}

/** What completions are found by; words and names as blanks separate them. */
function completionOf<D extends Stored>(catalogue: Catalogue<D>, thing: D) {
  const { names, joined, marked, acronyms } = completionNames(catalogue, thing);
  return {
    names: [...new Set(names.map((words) => words.join(' ')))],
    words: [...new Set([...names.flat(), ...joined])].join(' '),
    marked: marked.join(' '),
    acronyms,
  };
}

function place(into: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [name = '', ...rest] = path;
  if (rest.length === 0) {
    into[name] = value;
    return;
  }
  into[name] ??= {};
  place(into[name] as Record<string, unknown>, rest, value);
}

let lastStamp = 0;

/** Microseconds since 1970 in this process's order of calling. */
export function stamp(): number {
  lastStamp = Math.max(lastStamp + 1, Date.now() * 1000);
  return lastStamp;
}
