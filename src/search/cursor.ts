// Cursors: where the next page begins, as a text that a client hands back. Nothing is kept here between pages.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Catalogue, Stored } from '../domain/catalogue.js';
import type { SortKey } from '../domain/query.js';
import type { Position } from '../engine/engine.js';
import { IdeascopeError } from '../errors.js';

/** Asks for the first page. */
export const FIRST = '*';

/** By relevance the rank of the next hit; in a sorted answer the last thing of the page before. */
export type Place = { readonly rank: number } | { readonly after: Position };

const encoded = z.union([
  z.strictObject({ of: z.string(), rank: z.int().nonnegative() }),
  z.strictObject({ of: z.string(), values: z.array(z.int().nullable()), id: z.string().regex(/^\P{Cs}+$/u) }),
]);

/** What a cursor belongs to: another search, filter or order has other pages. */
export function fingerprint(parts: readonly (string | undefined)[]): string {
  return createHash('sha256')
    .update(JSON.stringify(parts.map((part) => part ?? null)))
    .digest('base64url')
    .slice(0, 8);
}

export function encodeCursor(of: string, place: Place): string {
  const content =
    'rank' in place
      ? { of, rank: place.rank }
      : { of, values: place.after.values.map((value) => value ?? null), id: place.after.id };
  return Buffer.from(JSON.stringify(content)).toString('base64url');
}

/**
 * Reads a cursor; undefined for the first page.
 * @throws IdeascopeError invalid_parameter for what is no cursor, or one of another search
 */
export function decodeCursor(cursor: string, of: string, by: readonly SortKey[] | 'relevance'): Place | undefined {
  if (cursor === FIRST) return undefined;
  const content = encoded.safeParse(parsed(cursor)).data;
  if (!content) throw wrong('cursor is damaged: begin with cursor=*, then send meta.next_cursor as it is');
  const fits = 'rank' in content ? by === 'relevance' : by !== 'relevance' && content.values.length === by.length;
  if (content.of !== of || !fits) {
    throw wrong('cursor belongs to another search: keep search, filter, sort and mode as they are from page to page');
  }
  if ('rank' in content) return { rank: content.rank };
  return { after: { values: content.values.map((value) => value ?? undefined), id: content.id } };
}

/** Where a thing stands in an order. */
export function positionOf<D extends Stored>(stored: D, by: readonly SortKey[], catalogue: Catalogue<D>): Position {
  const values = by.map(({ field }) => catalogue.known(field).values(stored)[0]?.key as number | undefined);
  return { values, id: stored.id };
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}

function wrong(message: string): IdeascopeError {
  return new IdeascopeError('invalid_parameter', message, 'cursor');
}
