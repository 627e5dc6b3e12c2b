// A repository that behaves like arXiv's over HTTP: pages with tokens, pacing that is enforced, and the failures one meets.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What goes wrong with one request, in the order of the list; after the last everything is well. */
export type Fault =
  | 'none'
  /** 503 with Retry-After, in seconds. */
  | { readonly busy: number }
  /** 503 with Retry-After as a date, that many seconds away. */
  | { readonly busyUntil: number }
  | { readonly status: number }
  /** The answer ends in the middle, whole as HTTP. */
  | 'truncated'
  /** The connection ends in the middle. */
  | 'hang up'
  /** 200 with a page for people. */
  | 'html'
  /** The next token is the one of this page. */
  | 'same token'
  /** All tokens given so far are forgotten. */
  | 'expired'
  /** A record in the middle is damaged. */
  | 'damaged record';

export interface OaiServerOptions {
  readonly records: number;
  readonly pageSize: number;
  readonly faults?: readonly Fault[];
  /** Milliseconds: who asks sooner is told to come back. */
  readonly leastPause?: number;
}

export interface Asked {
  readonly address: string;
  /** Milliseconds since the answer before; infinite for the first. */
  readonly pause: number;
  readonly status: number;
}

export class OaiServer {
  readonly asked: Asked[] = [];
  readonly #options: OaiServerOptions;
  readonly #faults: Fault[];
  readonly #server: Server;
  /** Counts up when tokens are forgotten. */
  #session = 0;
  #answered = Number.NEGATIVE_INFINITY;

  private constructor(options: OaiServerOptions) {
    this.#options = options;
    this.#faults = [...(options.faults ?? [])];
    this.#server = createServer((request, response) => this.#answer(request, response));
  }

  static async open(options: OaiServerOptions): Promise<OaiServer> {
    const one = new OaiServer(options);
    one.#server.listen(0, '127.0.0.1');
    await once(one.#server, 'listening');
    return one;
  }

  get base(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/oai`;
  }

  /** What goes wrong from now on. */
  fail(...faults: readonly Fault[]): void {
    this.#faults.push(...faults);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const pause = Date.now() - this.#answered;
    response.on('close', () => {
      this.#answered = Date.now();
      this.asked.push({ address: request.url ?? '', pause, status: response.statusCode });
    });
    if (pause < (this.#options.leastPause ?? 0)) send(response, 503, 'too fast', { 'retry-after': '1' });
    else this.#meet(this.#faults.shift() ?? 'none', request, response);
  }

  #meet(fault: Fault, request: IncomingMessage, response: ServerResponse): void {
    if (fault === 'expired') this.#session += 1;
    const body = this.#page(new URL(request.url ?? '', this.base).searchParams, fault);
    const half = body.slice(0, body.length / 2);
    if (typeof fault === 'object') {
      refuse(response, fault);
    } else if (fault === 'hang up') {
      response.writeHead(200, { 'content-type': 'text/xml', 'content-length': Buffer.byteLength(body) });
      response.write(half, () => response.destroy());
    } else if (fault === 'html') {
      send(response, 200, '<!DOCTYPE html>\n<html><body>Maintenance</body></html>');
    } else {
      send(response, 200, fault === 'truncated' ? half : body);
    }
  }

  #page(asked: URLSearchParams, fault: Fault): string {
    const { records, pageSize } = this.#options;
    const token = asked.get('resumptionToken');
    if (asked.get('verb') !== 'ListRecords') return answer(error('badVerb', 'unknown verb'));
    if (token === null && asked.get('metadataPrefix') !== 'arXiv') {
      return answer(error('cannotDisseminateFormat', `no ${asked.get('metadataPrefix')}`));
    }
    if (asked.get('set') === 'none') return answer(error('noRecordsMatch', 'nothing'));
    if (asked.get('set') === 'unknown') return answer(error('badArgument', 'no such set'));
    const [session, cursor] = (token ?? `${this.#session}|0`).split('|').map(Number);
    if (session !== this.#session || cursor === undefined || !(cursor >= 0)) {
      return answer(error('badResumptionToken', `${token} is not known`));
    }
    const end = Math.min(records, cursor + pageSize);
    const bodies = Array.from({ length: end - cursor }, (_, index) => record(cursor + index));
    if (fault === 'damaged record') bodies[1] = bodies[1]?.replace('</title>', '') ?? '';
    const next = fault === 'same token' ? token : end < records ? `${this.#session}|${end}` : '';
    const size = `cursor="${cursor}" completeListSize="${records}"`;
    const last = token === null && end === records ? '' : `<resumptionToken ${size}>${next}</resumptionToken>`;
    return answer(`<ListRecords>\n${bodies.join('\n')}\n${last}</ListRecords>`);
  }
}

function refuse(response: ServerResponse, fault: Exclude<Fault, string>): void {
  if ('status' in fault) {
    send(response, fault.status, '');
  } else {
    const date = 'busyUntil' in fault ? new Date(Date.now() + fault.busyUntil * 1000).toUTCString() : undefined;
    send(response, 503, 'busy', { 'retry-after': date ?? String('busy' in fault ? fault.busy : 0) });
  }
}

function send(response: ServerResponse, status: number, body: string, headers = {}): void {
  response.writeHead(status, { 'content-type': 'text/xml', ...headers }).end(body);
}

function answer(content: string): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">',
    '<responseDate>2031-02-01T23:59:00Z</responseDate>',
    '<request verb="ListRecords">http://127.0.0.1/oai</request>',
    content,
    '</OAI-PMH>',
    '',
  ].join('\n');
}

const error = (code: string, text: string) => `<error code="${code}">${text}</error>`;

/** Every seventh record is deleted. */
function record(number: number): string {
  const id = `3101.${String(number).padStart(5, '0')}`;
  const header = `<identifier>oai:arXiv.org:${id}</identifier><datestamp>2031-01-15</datestamp><setSpec>cs</setSpec>`;
  if (number % 7 === 6) return `<record><header status="deleted">${header}</header></record>`;
  const authors = `<author><keyname>Quill</keyname><forenames>Person ${number}</forenames></author>`;
  return `<record><header>${header}</header><metadata><arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>${id}</id><created>2031-01-02</created><authors>${authors}</authors><title>Gravel study ${number}</title><categories>cs.CL</categories><abstract>Stones &amp; study ${number}.</abstract></arXiv></metadata></record>`;
}
