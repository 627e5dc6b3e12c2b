// How long answers are kept, and which questions are asked again.
import { QueryCache, QueryClient } from '@tanstack/react-query';
import { IdeascopeClientError } from '../src/client/index.js';

/** The page of those who run the service has a form of its own for keys. */
export const ASKS_ITSELF = 'admin';
const FRESH_MS = 60_000;
const TRIES = 2;
/** Until a whole answer must be there. */
export const TIMEOUT_MS = 30_000;

/** @param refused called where the service reads for nobody without a key, or for nobody with this one */
export function createQueries(refused?: () => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error, { queryKey }) => {
        if (queryKey[0] !== ASKS_ITSELF && isRefusal(error)) refused?.();
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        refetchOnWindowFocus: false,
        // what was refused will be refused again; what did not arrive may
        retry: (failures, error) => failures < TRIES && mayPass(error),
        // offline, the error is shown at once instead of waiting in silence
        networkMode: 'always',
      },
    },
  });
}

function isRefusal(error: unknown): boolean {
  return error instanceof IdeascopeClientError && error.code === 'unauthorized';
}

function mayPass(error: unknown): boolean {
  if (!(error instanceof IdeascopeClientError)) return false;
  return error.status === 503 || (error.status === 0 && error.code !== 'invalid_argument');
}
