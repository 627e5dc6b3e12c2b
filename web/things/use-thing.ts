// One thing by the id in the address, which becomes the id that it has: records merge, and an id may be written in many ways.
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { queries } from '../api.js';
import { type ThingType, thingHref } from '../hrefs.js';

interface Identified {
  readonly id?: string | undefined;
}

export type Read<T> = (id: string, signal: AbortSignal) => Promise<T>;

export function useThing<T extends Identified>(type: ThingType, id: string, read: Read<T>): UseQueryResult<T> {
  const [, navigate] = useLocation();
  const thing = useQuery<T>({
    queryKey: ['thing', type, id],
    queryFn: async ({ signal }) => {
      const found = await read(id, signal);
      // under its own id it need not be asked for once more
      if (found.id !== undefined && found.id !== id) queries.setQueryData(['thing', type, found.id], found);
      return found;
    },
    enabled: canBeId(id),
  });
  const right = thing.data?.id;
  useEffect(() => {
    if (right !== undefined && right !== id) navigate(thingHref(type, right), { replace: true });
  }, [right, id, type, navigate]);
  return thing;
}

/** Addresses resolve dots; nothing has such an id. */
export function canBeId(id: string): boolean {
  return id.trim() !== '' && id !== '.' && id !== '..';
}
