// The plainest client there is: one kept connection, a JSON body out, a JSON answer in.
import { Agent, request } from 'node:http';

/** A request as it goes over the wire. */
export interface WireRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly type: string;
  readonly body: string;
}

export interface PlainClient {
  /** The answer, parsed. @throws Error for any other status than 200 */
  send(asked: WireRequest): Promise<unknown>;
  close(): void;
}

/** A client of one server; a user and password of the URL go along with every request. */
export function plainClient(url: string, apiKey?: string): PlainClient {
  const { hostname, port, username, password } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const basic = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
  const authorization = apiKey ? `ApiKey ${apiKey}` : username ? `Basic ${basic}` : undefined;
  const send = ({ method, path, type, body }: WireRequest) =>
    new Promise<unknown>((done, fail) => {
      const headers = {
        'content-type': type,
        accept: type.replace('x-ndjson', 'json'),
        'content-length': Buffer.byteLength(body),
        ...(authorization ? { authorization } : {}),
      };
      const asking = request({ agent, hostname, port, method, path, headers }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', fail);
        answer.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          if (answer.statusCode === 200) done(JSON.parse(text));
          else fail(new Error(`${method} ${path}: ${answer.statusCode} ${text.slice(0, 500)}`));
        });
      });
      asking.on('error', fail);
      asking.end(body);
    });
  return { send, close: () => agent.destroy() };
}
