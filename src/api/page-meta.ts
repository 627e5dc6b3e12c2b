// What the answer to a list says of itself.
import type { z } from 'zod';
import type { Total } from '../engine/engine.js';
import type { Degradation, SearchMode } from '../search/semantic-leg.js';
import type { DidYouMean } from '../search/spelling.js';
import type { Understood } from '../search/understood.js';
import type { didYouMean, PageMeta } from './answers/works.js';
import { presentUnderstood } from './present/understood.js';

const PER_PAGE = 25;

/** The parameters of paging, as the contract reads them. */
export interface Asked {
  readonly page: number;
  readonly group_by?: string | undefined;
  readonly per_page?: number | undefined;
  readonly cursor?: string | undefined;
}

interface Answered {
  readonly total: Total;
  readonly reachable: number;
  readonly nextCursor?: string | undefined;
  readonly mode: SearchMode | undefined;
  readonly degraded: readonly Degradation[];
  /** Of lists that are found by words of works; undefined: nothing is offered. */
  readonly didYouMean?: DidYouMean | undefined;
  /** Where a text was read. */
  readonly understood?: Understood | undefined;
  /** Where groups were asked for. */
  readonly groups?: readonly unknown[];
  /** Where a second stage was asked for. */
  readonly reranked?: number;
}

export function perPageOf(asked: Asked): number {
  return asked.per_page ?? PER_PAGE;
}

/** @param started of `performance.now()` */
export function pageMeta(asked: Asked, answer: Answered, started: number): PageMeta {
  return {
    count: answer.total.value,
    count_relation: answer.total.relation,
    reachable: answer.reachable,
    page: asked.cursor === undefined ? asked.page : null,
    per_page: perPageOf(asked),
    groups_count: asked.group_by === undefined ? null : (answer.groups?.length ?? 0),
    ...(asked.cursor === undefined ? {} : { next_cursor: answer.nextCursor ?? null }),
    mode: answer.mode ?? null,
    degraded: presentDegraded(answer.degraded),
    ...(answer.reranked === undefined ? {} : { reranked: answer.reranked }),
    ...('didYouMean' in answer ? { did_you_mean: presentDidYouMean(answer.didYouMean) } : {}),
    understood: presentUnderstood(answer.understood),
    db_response_time_ms: since(started),
  };
}

export function presentDegraded(degraded: readonly Degradation[]): PageMeta['degraded'] {
  return degraded.map(({ code, message }) => ({ code, message }));
}

/** null: nothing is offered. */
export function presentDidYouMean(meant: DidYouMean | undefined): z.infer<typeof didYouMean> {
  return meant ? { search: meant.search, words: [...meant.words] } : null;
}

/** Whole milliseconds since a `performance.now()`. */
export function since(started: number): number {
  return Math.round(performance.now() - started);
}
