// Searches of several collections that are asked for at the same time, sent as one request.
import type { Client, estypes } from '@elastic/elasticsearch';
import { forAll, throwIfGone } from '../../request-scope.js';
import { translated } from './failures.js';
import { answered } from './reading.js';

/** What is read of an answer. */
const FILTER_PATH = [
  'responses.error.type',
  'responses.error.reason',
  'responses.error.root_cause.reason',
  'responses.status',
  'responses.hits.hits.sort',
  'responses.hits.hits._source',
].join(',');

export type GatheredBody = estypes.SearchSearchRequestBody;
export type GatheredAnswer = estypes.MsearchMultiSearchItem<{ readonly stored: string }>;

interface Asked {
  readonly index: string;
  readonly body: GatheredBody;
}

export class Gathering {
  readonly #client: Client;
  #asked: { readonly searches: Asked[]; readonly answers: Promise<readonly Answer[]> } | undefined;

  constructor(client: Client) {
    this.#client = client;
  }

  /** The answer to a search; whoever asks before other things can run goes along in the same request. */
  async search(index: string, body: GatheredBody): Promise<GatheredAnswer> {
    throwIfGone();
    if (this.#asked === undefined) {
      const searches: Asked[] = [];
      const answers = Promise.resolve().then(() => {
        this.#asked = undefined;
        return forAll(() => this.#send(searches));
      });
      this.#asked = { searches, answers };
    }
    const { searches, answers } = this.#asked;
    const place = searches.push({ index, body }) - 1;
    return answered((await answers)[place] as Answer);
  }

  async #send(searches: readonly Asked[]): Promise<readonly Answer[]> {
    const lines = searches.flatMap(({ index, body }) => [{ index, allow_partial_search_results: false }, body]);
    const request = { searches: lines, filter_path: FILTER_PATH };
    return (await translated(() => this.#client.msearch<{ readonly stored: string }>(request))).responses;
  }
}

type Answer = estypes.MsearchResponseItem<{ readonly stored: string }>;
