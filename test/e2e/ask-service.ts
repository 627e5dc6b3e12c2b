// One request to a running service, with what tests of failures look at.

/** A request that takes longer hangs. */
const HANGS_MS = 40_000;

export interface Answer {
  readonly status: number;
  readonly body: { readonly error?: string; readonly meta?: { readonly count: number } };
  /** `Retry-After`. */
  readonly retry: string | null;
  readonly ms: number;
}

export async function get({ url }: { readonly url: string }, path: string): Promise<Answer> {
  const began = performance.now();
  const response = await fetch(url + path, { signal: AbortSignal.timeout(HANGS_MS) });
  const body = (await response.json()) as Answer['body'];
  const { status, headers } = response;
  return { status, body, retry: headers.get('retry-after'), ms: performance.now() - began };
}
