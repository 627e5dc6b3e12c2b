// The state of the service, asked for every two seconds while somebody looks; and the key that this takes.
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { type AdminStatusAnswer, createClient, IdeascopeClientError } from '../../src/client/index.js';
import { ASKS_ITSELF } from '../queries.js';
import { keys } from '../service-key.js';
import { ROOT_PATH } from '../site-root.js';

const EVERY_MS = 2_000;
const TIMEOUT_MS = 10_000;

/** A key that is tried, once more where the same is typed again. */
interface Attempt {
  readonly key: string | undefined;
  readonly number: number;
  /** Whether it was typed just now, rather than kept from before. */
  readonly typed: boolean;
}

export interface Key {
  readonly attempt: Attempt;
  use(key: string, keep: boolean): void;
  /** Keeps it no longer: it opens nothing. */
  drop(): void;
  forget(): void;
}

/** No two attempts share an answer. */
let attempts = 0;

export function useKey(): Key {
  const [attempt, setAttempt] = useState<Attempt>(() => ({ key: keys.read(), number: ++attempts, typed: false }));
  return {
    attempt,
    use: (key, keep) => {
      keys.remember(key, keep);
      setAttempt({ key, number: ++attempts, typed: true });
    },
    drop: keys.forget,
    forget: () => {
      keys.forget();
      setAttempt({ key: undefined, number: ++attempts, typed: false });
    },
  };
}

/** `small`: the key is one, but not for this. */
export type Refusal = 'wrong' | 'small' | 'off';

/** Whether the answer is that this key opens nothing, or that there are no keys here. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (!(error instanceof IdeascopeClientError)) return undefined;
  if (error.code === 'writes_off') return 'off';
  if (error.code === 'forbidden') return 'small';
  return error.code === 'unauthorized' ? 'wrong' : undefined;
}

/** The last answer stays while later ones fail. A hidden tab asks nothing. @param paused asks nothing either */
export function useStatus({ key, number }: Attempt, paused: boolean) {
  const client = useMemo(() => createClient({ baseUrl: ROOT_PATH, apiKey: key, timeout: TIMEOUT_MS }), [key]);
  return useQuery<AdminStatusAnswer>({
    // the key itself is no part of what is remembered
    queryKey: [ASKS_ITSELF, number],
    queryFn: ({ signal }) => client.adminStatus({}, { signal }),
    enabled: key !== undefined,
    refetchInterval: ({ state }) => (paused || refusalOf(state.error) ? false : EVERY_MS),
    refetchOnWindowFocus: !paused,
    staleTime: EVERY_MS,
    gcTime: 0,
    retry: false,
  });
}
