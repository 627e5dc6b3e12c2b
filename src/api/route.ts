// What a route is, and what its handler is given and answers.
import type { z } from 'zod';
import type { Kind } from '../domain/catalogue.js';
import type { ErrorCode } from '../errors.js';
import type { Download } from './download.js';
import type { Upload } from './upload.js';

/** What to send to a route next, of an answer: runtime expressions of OpenAPI. */
export interface Link {
  readonly id: string;
  readonly body: object;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** As in OpenAPI; `{id}` takes slashes too, so that URLs are ids. */
  readonly path: string;
  readonly summary: string;
  /** A request to try. */
  readonly example: string;
  /** Parts of the path. */
  readonly params?: z.ZodObject;
  readonly query: z.ZodObject;
  readonly body?: z.ZodObject;
  /** A body of lines instead, each of which is JSON: its one member is a list, as programs have it, of what the lines are. */
  readonly lines?: z.ZodObject;
  /** The largest body in bytes, where it differs from that of the other routes. */
  readonly bodyLimit?: number;
  readonly response: z.ZodType;
  /** What `format` may ask for besides JSON: the media type of each such answer. */
  readonly downloads?: Readonly<Record<string, string>>;
  /** Whose fields its filter knows. */
  readonly of?: Kind;
  /** Whether it writes, which takes a key. */
  readonly writes?: boolean;
  /** Whether reading it takes a key, too: it speaks of the service to those who run it. */
  readonly guarded?: boolean;
  /** Whether it stays open where reading takes a key: it says nothing of what is stored, or whoever watches asks it. */
  readonly open?: boolean;
  /** Whether it answers numbers for a monitoring system, as plain text; METRICS says who may call. */
  readonly metrics?: boolean;
  /** Whether it may be answered with 201: what it writes may not have been there. */
  readonly creates?: boolean;
  /** Whether the program alone knows the answer: nothing is read that could be away. */
  readonly constant?: boolean;
  /** What it costs, where that does not follow from its parts (`admission/costs.ts`); `none`: it never waits. */
  readonly cost?: 'quick' | 'light' | 'heavy' | 'none';
  /** Errors that its handler may answer with, besides those that follow from its parts (`openapi/statuses.ts`). */
  readonly errors?: readonly ErrorCode[];
  /** Routes for which the answer has ids: where in it, as a runtime expression of OpenAPI. */
  readonly links?: Readonly<Record<string, string | Link>>;
  /** Whether its answer speaks of this moment only, so that nobody may keep it. */
  readonly fleeting?: boolean;
}

/** Whether only those with a key may call. */
export function takesKey({ writes, guarded }: Pick<Route, 'writes' | 'guarded'>): boolean {
  return writes === true || guarded === true;
}

/** Whether a client may keep the answer, to ask later whether it still holds. */
export function isKept({ method, fleeting }: Pick<Route, 'method' | 'fleeting'>): boolean {
  return method === 'GET' && !fleeting;
}

type Read<S> = S extends z.ZodType ? z.output<S> : undefined;
type PartOf<R, P extends string> = P extends keyof R ? Read<R[P]> : undefined;

/** What a handler is given: the validated parts of its request. */
export interface RouteInput<R> {
  readonly params: PartOf<R, 'params'>;
  readonly query: PartOf<R, 'query'>;
  readonly body: PartOf<R, 'body'>;
  /** The body of a route with `lines`, unread. */
  readonly upload: R extends { readonly lines: object } ? Upload : undefined;
  /** Whether a program written for OpenAlex asks: it looks for abstracts in OpenAlex's own form. */
  readonly ofOpenAlex: boolean;
}

/** The record that was asked for is part of another one, under whose id the same request is to be sent. */
export class Moved {
  /** The stored id to ask for. */
  readonly to: string;

  constructor(to: string) {
    this.to = to;
  }
}

/** An answer in plain text. */
export class PlainText {
  readonly mediaType: string;
  readonly text: string;

  constructor(mediaType: string, text: string) {
    this.mediaType = mediaType;
    this.text = text;
  }
}

/** What was written had not been there. */
export class Created<T> {
  readonly answer: T;

  constructor(answer: T) {
    this.answer = answer;
  }
}

type CreatedOf<R extends Route> = R extends { readonly creates: true } ? Created<z.output<R['response']>> : never;
type AnswerOf<R extends Route> = R extends { readonly metrics: true } ? PlainText : z.output<R['response']>;
type DownloadOf<R> = R extends { readonly downloads: object } ? Download : never;

export type Handler<R extends Route> = (
  input: RouteInput<R>,
) => Promise<AnswerOf<R> | CreatedOf<R> | DownloadOf<R> | Moved>;
