// What the things that filter are called: answers say it, and it is kept for the moments without one.
import { useCallback, useEffect } from 'react';
import type { WorksAnswer } from '../../../src/client/index.js';
import { sameId } from './entries.js';
import { readableId, valueLabel } from './labels.js';

/** A page that is open for weeks meets many names. */
const MOST_KEPT = 20_000;

const kept = new Map<string, string>();
const keyOf = (field: string, id: string) => `${field} ${id}`;

/** Keeps a name that was seen beside an id. */
export function keepName(field: string, id: string, name: string): void {
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(keyOf(field, id), name);
}

/**
 * The name of a selected value, best first: of this answer, which has every selected value; of one before; what the id
 * itself says.
 */
export function useNames(answer: WorksAnswer | undefined): (field: string, id: string) => string {
  const facets = answer?.facets;
  useEffect(() => {
    for (const [field, values] of Object.entries(facets ?? {})) {
      for (const { key, key_display_name: name } of values) keepName(field, String(key), name);
    }
  }, [facets]);
  return useCallback(
    (field, id) => {
      const value = facets?.[field]?.find(({ key }) => sameId(id, String(key)));
      // what the service does not know it calls by its id
      const known = value && value.key !== value.key_display_name ? value.key_display_name : undefined;
      return valueLabel(field, id, known ?? kept.get(keyOf(field, id)) ?? readableId(id));
    },
    [facets],
  );
}
