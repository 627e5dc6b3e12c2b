// What a request costs: by its route, and by what it asks for.
import type { Route } from '../route.js';

/** Classes of requests that do not wait for each other; what has none begins at once. */
export const COSTS = ['quick', 'light', 'heavy', 'write', 'upload'] as const;

export type Cost = (typeof COSTS)[number];

/** Longer bodies hold more than a model reads at once: they are embedded in passages, one by one. */
const LONG_BODY = 4_000;
/** In a URL, undecoded: another answer than JSON holds all works, and a second stage reads 50 of them. */
const ASKS_MUCH = /[?&](?:format=(?!json(?:&|$))|(?:rerank|explain)=true(?:&|$))/;

type Priced = Pick<Route, 'cost' | 'writes' | 'lines' | 'guarded' | 'constant'>;

/** Before anything of it is read; undefined: it begins at once. */
export function costOfRoute({ cost, writes, lines, guarded, constant }: Priced): Cost | undefined {
  if (cost === 'none' || guarded || constant) return undefined;
  if (lines) return 'upload';
  return cost ?? (writes ? 'write' : 'light');
}

/** By its address and the length of its body, before these are read. */
export function costOfSent(route: Priced, url: string, bodyLength: number): Cost | undefined {
  const cost = costOfRoute(route);
  return cost === 'light' && (bodyLength > LONG_BODY || ASKS_MUCH.test(url)) ? 'heavy' : cost;
}

/** By what it turned out to ask for. */
export function costOfAsked(cost: Cost, asked: Readonly<Record<string, unknown>>): Cost {
  const { format = 'json', rerank = false, explain = false } = asked;
  return cost === 'light' && (format !== 'json' || rerank === true || explain === true) ? 'heavy' : cost;
}
