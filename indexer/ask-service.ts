// Asks the service that is running with the same settings how it is, for `ideascope status`.
import type { Config } from '../src/config.js';

/** Longer than any service takes that is well. */
const PATIENCE_MS = 3_000;
/** Addresses that stand for all of a machine, and what is one of them. */
const ANY: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

interface Told {
  readonly status?: string;
  readonly message?: string;
  readonly engine?: { readonly works: number; readonly indexed: number; readonly embedded: number };
  readonly embedding?: { readonly status: string; readonly message: string | null };
}

/** What `GET /health/ready` says, in a few words; that nothing answers is an answer, too. */
export async function askService({ host, port }: Pick<Config, 'host' | 'port'>): Promise<string> {
  const name = ANY[host] ?? host;
  const url = `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
  try {
    const response = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(PATIENCE_MS) });
    return `${describe((await response.json()) as Told)}, at ${url}`;
  } catch (error) {
    const slow = (error as Error).name === 'TimeoutError';
    return slow ? `gives no answer within ${PATIENCE_MS / 1000} s, at ${url}` : `none at ${url}`;
  }
}

function describe({ status, message, engine, embedding }: Told): string {
  if (status !== 'ready' || !engine) return message ?? 'something else than Ideascope';
  const { works, indexed, embedded } = engine;
  const counts = `${count(indexed)} of ${count(works)} works searched by words, ${count(embedded)} by meaning`;
  return `ready, ${counts}${embedding && embedding.status !== 'ready' ? ` (${embedding.message})` : ''}`;
}

const count = (value: number) => value.toLocaleString('en');
