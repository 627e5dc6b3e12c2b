// The client of this service, and how long answers are kept.
import { QueryClient } from '@tanstack/react-query';
import { createClient, IdeascopeClientError } from '../src/client/index.js';
import { ROOT_PATH } from './site-root.js';

const TIMEOUT_MS = 30_000;
const FRESH_MS = 60_000;
const TRIES = 2;

export const api = createClient({ baseUrl: ROOT_PATH, timeout: TIMEOUT_MS });

export const queries = new QueryClient({
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

function mayPass(error: unknown): boolean {
  return error instanceof IdeascopeClientError && (error.status === 0 || error.status === 503);
}
