// What is known of a request once it is over, told to whoever watches: the log, the metrics, the traces.
import type { IncomingHttpHeaders } from 'node:http';
import type { Request, RequestHandler, Response } from 'express';
import { type ErrorCode, STATUS } from '../errors.js';
import type { Noted, RequestScope, Step, StepTime } from '../request-scope.js';
import { scopeOf } from './request-scopes.js';

export interface RequestFacts {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** The template of its path, as the contract has it; undefined: there is nothing at this path. */
  readonly route: string | undefined;
  /** 499: the client went away before it had its answer. */
  readonly status: number;
  /** From the first byte of its headers to the last of the answer, or to the end of the connection. */
  readonly ms: number;
  /** Written to the connection, headers and content coding included. */
  readonly bytes: number;
  readonly steps: Partial<Record<Step, number>>;
  readonly times: readonly StepTime[];
  readonly noted: Noted;
  /** The code of the error that it was answered with. */
  readonly error: ErrorCode | undefined;
  /** Whether the client asked if what it has still holds. */
  readonly conditional: boolean;
}

/** Somebody who watches requests; what it throws would end the process, so it throws nothing. */
export interface RequestObserver {
  /** Before anything else is done. */
  began?(scope: RequestScope, request: { readonly method: string; readonly headers: IncomingHttpHeaders }): void;
  /** Once, when the answer is written or nobody waits for it any more. `request` is for what is seldom needed. */
  ended(facts: RequestFacts, request: Request, scope: RequestScope): void;
}

/** Right behind `beginScope`. */
export function watchRequests(observers: readonly RequestObserver[]): RequestHandler {
  return (request, response, next) => {
    const scope = scopeOf(request);
    const { method, path, socket, headers } = request;
    const written = socket.bytesWritten;
    for (const observer of observers) observer.began?.(scope, { method, headers });
    response.once('close', () => {
      const status = statusOf(response, scope.noted);
      const facts: RequestFacts = {
        id: scope.id,
        method,
        path,
        route: templateOf(request),
        status,
        ms: performance.now() - scope.began,
        bytes: Math.max(0, socket.bytesWritten - written),
        steps: scope.steps,
        times: scope.times,
        noted: scope.noted,
        error: status === STATUS.client_gone ? 'client_gone' : scope.noted.error,
        conditional: headers['if-none-match'] !== undefined,
      };
      for (const observer of observers) observer.ended(facts, request, scope);
    });
    next();
  };
}

/** Of an answer that did not come to its end: what went wrong here, or the client is gone. */
function statusOf(response: Response, { error = 'client_gone' }: Noted): number {
  return response.writableEnded ? response.statusCode : STATUS[error];
}

/** What the router took the path for, also where the answer is an error; `*id` is Express's word for `{id}`. */
function templateOf(request: Request): string | undefined {
  const path: unknown = request.route?.path;
  return typeof path === 'string' ? path.replace('*id', '{id}') : undefined;
}

interface Meta {
  readonly mode?: unknown;
  readonly degraded?: readonly { readonly code: string }[];
}

/** Notes what an answer says of itself, and each answer in a batch: the mode in use, and what it lacks. */
export function noteAnswer({ noted }: RequestScope, answered: unknown): void {
  if (typeof answered !== 'object' || answered === null) return;
  const { meta, results } = answered as {
    readonly meta?: Meta;
    readonly results?: readonly { readonly meta?: Meta }[];
  };
  if (typeof meta?.mode === 'string') noted.mode = meta.mode;
  const parts = Array.isArray(results) ? results.map((result) => result.meta) : [];
  for (const part of [meta, ...parts]) for (const { code } of part?.degraded ?? []) noted.degraded.add(code);
}
