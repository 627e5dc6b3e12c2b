// A work as a document of the works index: what is searched, filtered and counted, in the words of mappings/works.json.
import { createHash } from 'node:crypto';
import { passagesOf, WORK_FIELDS, WORK_TEXT_FIELDS } from '../../domain/fields.js';
import { embeddingText, externalIds, type Work } from '../../domain/work.js';
import { wordsOf } from '../../text/analyze.js';
import { hashOf } from '../hash.js';
import { toStored } from './field-values.js';

/** The part of a document that says what it holds. */
export interface DocumentState {
  /** Hash of the work. */
  readonly content_hash: string;
  /** Hash of the text to embed. */
  readonly text_hash: string;
  /** Hash of the text that was embedded; null: there is no vector. */
  readonly vector_hash?: string | null;
}

export interface WorkDocument extends DocumentState {
  /** The work as JSON: an object would be merged by partial updates instead of replaced. */
  readonly work: string;
  /** When the work was written: microseconds since 1970, ascending within one process. */
  readonly written_at: number;
  /** When anything of the document changed, its vector included. */
  readonly changed_at: number;
  readonly [field: string]: unknown;
}

/** Elasticsearch's limit for `_id`, in bytes. */
const LONGEST_ID = 512;
/** Lucene's limit for a term is 32,766 bytes, the whitespace tokenizer splits at 255 characters. */
const LONGEST_WORD = 200;

/** The `_id` of a work's document: its id, or a hash where that is too long or empty, which the server refuses. */
export function documentId(id: string): string {
  const isPossible = id !== '' && Buffer.byteLength(id) <= LONGEST_ID;
  return isPossible ? id : `sha256:${createHash('sha256').update(id).digest('hex')}`;
}

/** A text as the index reads it: folded words between blanks, whatever Unicode version the server has. */
export function asWords(text: string): string {
  return wordsOf(text).map(asTerm).join(' ');
}

/** One folded word as a token that the index neither splits nor refuses. */
export function asTerm(word: string): string {
  // some ligatures fold to several words
  return word.length > LONGEST_WORD ? `long:${hashOf(word)}` : word.replace(/\s+/g, '_');
}

/**
 * The passages of a work's text fields. A field of weight n stands n times in the list: in BM25F, which adds up weighted
 * frequencies and lengths, that is what a weight means (Robertson et al., CIKM 2004).
 */
export function passages(work: Work): string[] {
  return WORK_TEXT_FIELDS.flatMap((field) => {
    const texts = passagesOf(field, work)
      .map(asWords)
      .filter((text) => text !== '');
    return Array.from({ length: field.weight }, () => texts).flat();
  });
}

/** A work as JSON and the hashes by which a change is recognised. */
export type WorkState = Pick<WorkDocument, 'work' | 'content_hash' | 'text_hash'>;

export function stateOf(work: Work): WorkState {
  const json = JSON.stringify(work);
  return { work: json, content_hash: hashOf(json), text_hash: hashOf(embeddingText(work)) };
}

/**
 * The whole document but for the vector. Every field is present, null if the work has no value: a partial update would
 * keep the old one otherwise.
 */
export function documentOf(work: Work, writtenAt: number, state = stateOf(work)): WorkDocument {
  const document: Record<string, unknown> = {};
  for (const field of WORK_FIELDS) {
    const keys = [...new Set(field.values(work).map((value) => toStored(field, value.key)))];
    place(document, field.name.split('.'), keys.length === 0 ? null : field.multiple ? keys : keys[0]);
  }
  const aliases = externalIds(work);
  return {
    ...document,
    ...state,
    written_at: writtenAt,
    changed_at: stamp(),
    external_ids: aliases.length === 0 ? null : aliases,
    text: passages(work),
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
