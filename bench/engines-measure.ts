// Asks the same questions in four ways, by turns, so that whatever else the machine does slows all of them alike.
import { byHand } from './engines-by-hand.js';
import type { Question, Questions } from './engines-questions.js';
import type { Service } from './engines-service.js';
import type { PlainClient, WireRequest } from './plain-http.js';
import type { Wiretap } from './wiretap.js';

/**
 * `builtin` and `service`: the API on the built-in engine and on Elasticsearch. `floor`: the search and the reading of the
 * page's works that the service sends to Elasticsearch, sent again by a plain client. `byHand`: one search as somebody
 * would write it without the service.
 */
const WAYS = ['builtin', 'service', 'floor', 'byHand'] as const;
type Way = (typeof WAYS)[number];
/** What is timed: the ways, and within the API what the engine alone takes. */
export const COLUMNS = ['builtin', 'builtinRetrieve', 'service', 'serviceRetrieve', 'floor', 'byHand'] as const;
export type Column = (typeof COLUMNS)[number];
export type Times = Readonly<Record<Column, number[]>>;

export interface Bench {
  readonly builtin: Service;
  readonly service: Service;
  /** The service on Elasticsearch with `wiretap` in between. */
  readonly tapped: Service;
  readonly wiretap: Wiretap;
  readonly elasticsearch: PlainClient;
  /** The alias of the works. */
  readonly index: string;
}

/** One question in all ways; each returns what the engine alone took, if it knows. */
interface Prepared {
  readonly ways: Readonly<Record<Way, () => Promise<Partial<Record<Column, number>>>>>;
  /** How many requests the service sends to Elasticsearch when it knows no facet label. */
  readonly requests: number;
}

export interface Kind {
  readonly kind: string;
  readonly times: Times;
  readonly requests: number;
}

/** Milliseconds of each question in each round. With `warmUp` there is one more, the first, that does not count. */
export async function measure(bench: Bench, questions: Questions, rounds: number, warmUp: boolean): Promise<Kind[]> {
  const kinds = [];
  for (const [kind, drawn] of Object.entries(questions)) {
    const prepared = [];
    for (const question of drawn) prepared.push(await prepare(bench, question));
    kinds.push({ kind, prepared, times: noTimes() });
  }
  for (let round = warmUp ? -1 : 0; round < rounds; round++) {
    for (const { prepared, times } of kinds) await ask(prepared, round < 0 ? noTimes() : times, round + 1);
  }
  return kinds.map(({ kind, prepared, times }) => {
    const requests = prepared.reduce((sum, one) => sum + one.requests, 0) / prepared.length;
    return { kind, times, requests: Number(requests.toFixed(2)) };
  });
}

function noTimes(): Times {
  return { builtin: [], builtinRetrieve: [], service: [], serviceRetrieve: [], floor: [], byHand: [] };
}

async function ask(prepared: readonly Prepared[], times: Times, round: number): Promise<void> {
  for (const [i, { ways }] of prepared.entries()) {
    for (let turn = 0; turn < WAYS.length; turn++) {
      const way = WAYS[(turn + i + round) % WAYS.length] as Way;
      const started = performance.now();
      const within = await ways[way]();
      times[way].push(performance.now() - started);
      for (const column of COLUMNS) if (within[column] !== undefined) times[column].push(within[column]);
    }
  }
}

async function prepare(bench: Bench, question: Question): Promise<Prepared> {
  const { builtin, service, tapped, wiretap, elasticsearch, index } = bench;
  wiretap.taken();
  await tapped.ask(question);
  const sent = wiretap.taken();
  const request = tapped.lastRequest();
  const floor = [sent.find(isSearch), sent.find(isReading)].filter((one): one is WireRequest => one !== undefined);
  const alone = byHand(index, request);
  const ways = {
    builtin: async () => {
      await builtin.ask(question);
      return { builtinRetrieve: builtin.lastRetrieval() };
    },
    service: async () => {
      await service.ask(question);
      return { serviceRetrieve: service.lastRetrieval() };
    },
    floor: async () => {
      for (const one of floor) await elasticsearch.send(one);
      return {};
    },
    byHand: async () => {
      await elasticsearch.send(alone);
      return {};
    },
  };
  return { ways, requests: sent.length };
}

const isSearch = ({ path }: WireRequest) => path.includes('_msearch');
const isReading = ({ path }: WireRequest) => path.includes('_mget');
