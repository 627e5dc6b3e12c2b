// How long answers are kept, and which questions are asked again.
import { QueryClient } from '@tanstack/react-query';
import { IdeascopeClientError } from '../src/client/index.js';

const FRESH_MS = 60_000;
const TRIES = 2;
/** Until a whole answer must be there. */
export const TIMEOUT_MS = 30_000;

export function createQueries(): QueryClient {
  return new QueryClient({
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

function mayPass(error: unknown): boolean {
  if (!(error instanceof IdeascopeClientError)) return false;
  return error.status === 503 || (error.status === 0 && error.code !== 'invalid_argument');
}
