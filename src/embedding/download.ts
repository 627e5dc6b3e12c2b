// Downloads one address into memory, with progress, and gives up on a server that does not answer or falls silent.

export interface DownloadOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Bytes so far, and of how many if the server says so. */
  readonly onBytes?: (loaded: number, total: number | undefined) => void;
  readonly signal?: AbortSignal | undefined;
  /** Longest silence in milliseconds: before the answer, and between two pieces of it. */
  readonly silenceMs?: number | undefined;
}

/** The server answers, and has nothing there. */
export class AbsentError extends Error {
  override name = 'AbsentError';
}

const ABSENT = 404;
const DEFAULT_SILENCE_MS = 10_000;

/** fetch hides the reason ("fetch failed") in the error's cause. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as Error & { cause?: { code?: string; message?: string } };
  return cause?.code ?? cause?.message ?? message;
}

function totalBytes(response: Response): number | undefined {
  // Of a compressed answer the header counts the compressed bytes, which are not the ones we see.
  if (response.headers.get('content-encoding') !== null) return undefined;
  const length = Number(response.headers.get('content-length'));
  return length > 0 ? length : undefined;
}

/**
 * The complete body of a 200 answer. An answer that breaks off is an error, never a short body.
 * @throws Error saying what the server did; the signal's reason if aborted.
 */
export async function download(url: string, options: DownloadOptions = {}): Promise<Uint8Array> {
  const { headers = {}, onBytes, signal, silenceMs = DEFAULT_SILENCE_MS } = options;
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(new Error(`no answer for ${silenceMs / 1000} s`)), silenceMs);
  try {
    const stop = signal === undefined ? silence.signal : AbortSignal.any([signal, silence.signal]);
    const response = await fetch(url, { headers, signal: stop });
    if (response.status === ABSENT) throw new AbsentError(`answered ${ABSENT}`);
    if (!response.ok || response.body === null) throw new Error(`answered ${response.status}`);
    const total = totalBytes(response);
    const chunks: Uint8Array[] = [];
    let loaded = 0;
    for await (const chunk of response.body) {
      timer.refresh();
      chunks.push(chunk);
      loaded += chunk.length;
      onBytes?.(loaded, total);
    }
    return Buffer.concat(chunks, loaded);
  } catch (error) {
    signal?.throwIfAborted();
    const message = `${new URL(url).host}: ${reasonOf(error)}`;
    throw error instanceof AbsentError ? new AbsentError(message) : new Error(message);
  } finally {
    clearTimeout(timer);
  }
}
