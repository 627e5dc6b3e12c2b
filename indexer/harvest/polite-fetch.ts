// Gets pages over HTTP as their servers ask for it: with pauses, not sooner than told, again after failures, not for ever.
import { setTimeout as delay } from 'node:timers/promises';
import { messageOf } from '../values.js';

/** A page that could not be had: one line for people. */
export class HarvestError extends Error {
  override name = 'HarvestError';
}

export interface Manners {
  /** Milliseconds between an answer and the next request, at least. */
  readonly pause: number;
  /** Milliseconds before each new try; there are as many tries more. */
  readonly retryPauses: readonly number[];
  /** Told what is waited for. */
  readonly note: (text: string) => void;
  readonly signal: AbortSignal;
}

/** Milliseconds: 5 s to 5 min, ten minutes in all. */
export const RETRY_PAUSES = [5_000, 15_000, 45_000, 135_000, 300_000];

/** A page that takes longer has been forgotten by its server. */
const LONGEST_ANSWER = 10 * 60 * 1000;
/** Who tells us to wait longer than this does not want to be asked any more today. */
const LONGEST_WAIT = 60 * 60 * 1000;
/** No page of a list is this large. */
const LARGEST_PAGE = 256 * 1024 * 1024;

/** Why a page has to be asked for again; `after`: milliseconds that the server asks for. */
interface Failure {
  readonly failure: string;
  readonly after?: number | undefined;
  /** Nothing would be gained by another try. */
  readonly final?: true;
}

/** Milliseconds of a Retry-After header: seconds, or a date (RFC 9110, 10.2.3). */
export function retryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

const inSeconds = (milliseconds: number) => `${Math.ceil(milliseconds / 1000).toLocaleString('en')} s`;

export class PoliteFetch {
  readonly #manners: Manners;
  /** When the last answer was there, in milliseconds since this process began: no clock that is set. */
  #answered = Number.NEGATIVE_INFINITY;

  constructor(manners: Manners) {
    this.#manners = manners;
  }

  /**
   * A whole page.
   * @param faultOf what is wrong with a body; a page with a fault is asked for again
   * @throws HarvestError after the last try, or at once where no other would help; the signal's reason when stopped
   */
  async get(address: string, faultOf: (body: Buffer) => string | undefined): Promise<Buffer> {
    const { retryPauses, signal, note } = this.#manners;
    for (let tries = 0; ; tries += 1) {
      await this.#wait(this.#answered + this.#manners.pause - performance.now());
      const answer = await this.#ask(address, faultOf);
      this.#answered = performance.now();
      if (Buffer.isBuffer(answer)) return answer;
      signal.throwIfAborted();
      const { failure, after = 0, final } = answer;
      const next = retryPauses[tries];
      if (final || next === undefined || after > LONGEST_WAIT) {
        const again = after > LONGEST_WAIT ? `; it asks to come back in ${inSeconds(after)}` : '';
        const times = tries > 0 ? `, ${tries + 1} times` : '';
        throw new HarvestError(`${address}: ${failure}${times}${again}`);
      }
      const wait = Math.max(after, next);
      note(`${failure}; the next try follows in ${inSeconds(wait)}\n`);
      await this.#wait(wait);
    }
  }

  async #wait(milliseconds: number): Promise<void> {
    if (milliseconds > 0) await delay(milliseconds, undefined, { signal: this.#manners.signal });
    this.#manners.signal.throwIfAborted();
  }

  async #ask(address: string, faultOf: (body: Buffer) => string | undefined): Promise<Buffer | Failure> {
    const signal = AbortSignal.any([this.#manners.signal, AbortSignal.timeout(LONGEST_ANSWER)]);
    try {
      const response = await fetch(address, { signal, headers: { accept: 'text/xml', 'user-agent': 'ideascope' } });
      if (response.ok) {
        const body = await bodyOf(response);
        if (body === undefined)
          return { failure: `an answer of more than ${LARGEST_PAGE / 1024 / 1024} MiB`, final: true };
        const fault = faultOf(body);
        return fault === undefined ? body : { failure: fault };
      }
      await response.body?.cancel();
      return failureOf(response);
    } catch (error) {
      return { failure: `no answer (${messageOf(causeOf(error))})` };
    }
  }
}

/** What lies behind `fetch failed`. */
function causeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'cause' in error ? (error.cause ?? error) : error;
}

function failureOf({ status, statusText, headers }: Response): Failure {
  const failure = `the answer is ${status} ${statusText}`.trim();
  const after = retryAfter(headers.get('retry-after'), Date.now());
  const passing = status >= 500 || status === 429 || status === 408;
  return passing || after !== undefined ? { failure, after } : { failure, final: true };
}

/** Undefined if it is too large. */
async function bodyOf(response: Response): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > LARGEST_PAGE) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
