// What a handler answered → the HTTP response.
import type { Request, Response } from 'express';
import { answerMoved } from './moved.js';
import { Moved, type Route } from './route.js';

export function respond(request: Request, response: Response, route: Route, answered: unknown): void {
  if (answered instanceof Moved) answerMoved(request, response, route.path, answered.to);
  else response.json(answered);
}
