// Admission in the way of requests: a place before a handler begins, and none for a body that is still to come.
import express, { type Request, type RequestHandler, type Response } from 'express';
import { scopeOf } from '../request-scopes.js';
import type { Route } from '../route.js';
import type { Admission, Place } from './admission.js';
import { type Cost, costOfAsked, costOfRoute, costOfSent } from './costs.js';

/** What a request was found to ask for. */
interface Input {
  readonly query?: object | undefined;
  readonly body?: object | undefined;
}

export interface AdmittedPlace extends Place {
  /** Moves to the class that it belongs to, now that it has been read. @throws IdeascopeError overloaded, client_gone */
  turnsOut(input: Input): Promise<void>;
}

type Handled = (request: Request, response: Response, place: AdmittedPlace | undefined) => Promise<void>;

/** Does the work of a route when there is a place for it, and gives the place back however it ends. */
export function admitted(admission: Admission, route: Route, work: Handled) {
  return async (request: Request, response: Response): Promise<void> => {
    const body: unknown = request.body;
    const cost = costOfSent(route, request.originalUrl, typeof body === 'string' ? body.length : 0);
    if (cost === undefined) return work(request, response, undefined);
    const scope = scopeOf(request);
    const place = await admission.enter(cost, scope);
    try {
      if (route.writes) scope.finishAnyway();
      await work(request, response, withInput(place, cost));
    } finally {
      place.leave();
    }
  };
}

function withInput(place: Place, cost: Cost): AdmittedPlace {
  return {
    become: (other) => place.become(other),
    rest: () => place.rest(),
    goOn: () => place.goOn(),
    leave: () => place.leave(),
    turnsOut: ({ query, body }) => place.become(costOfAsked(cost, { ...query, ...body })),
  };
}

/** Reads a body of at most `limit` bytes, unless there is too much to do already to look at it. */
export function receiving(admission: Admission, route: Route, limit: number): RequestHandler {
  const read = express.text({ limit, type: () => true });
  return (request, response, next) => {
    const cost = costOfRoute(route);
    const received = cost && admission.receive(cost, limit);
    read(request, response, (error?: unknown) => {
      received?.();
      next(error);
    });
  };
}
