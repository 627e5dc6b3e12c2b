// The routes of one thing at random, which differ in what is drawn only.
import type { z } from 'zod';

/** Drawn anew each time, so that nobody may keep it; there may be nothing to draw from. */
export const randomOf = <P extends string, Q extends z.ZodObject, A extends z.ZodType>(
  path: P,
  what: string,
  { query, response, choice = '' }: { readonly query: Q; readonly response: A; readonly choice?: string },
) =>
  ({
    method: 'GET',
    path,
    summary: `One ${what}, drawn at random.`,
    example: `${path}${choice}`,
    query,
    response,
    errors: ['not_found'],
    fleeting: true,
  }) as const;
