// One client and one cache for each service, however many elements a page has.
import type { QueryClient } from '@tanstack/react-query';
import { type Client, createClient } from '../../src/client/index.js';
import { createQueries, TIMEOUT_MS } from '../queries.js';

export interface Service {
  /** With a slash at the end. */
  readonly address: string;
  readonly client: Client;
  readonly queries: QueryClient;
}

const services = new Map<string, Service>();

/** @param address of `serviceAddress` */
export function serviceAt(address: string): Service {
  const known = services.get(address);
  if (known) return known;
  const client = createClient({ baseUrl: address, timeout: TIMEOUT_MS });
  const service = { address, client, queries: createQueries() };
  services.set(address, service);
  return service;
}
