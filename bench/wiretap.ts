// Stands between the Elasticsearch engine and its server and notes what is asked, so that it can be asked again.
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WireRequest } from './plain-http.js';

export interface Wiretap {
  readonly url: string;
  /** What has been asked since the last call. */
  taken(): WireRequest[];
  close(): void;
}

/** Passes everything on to `target`, which is http. */
export async function tapWire(target: string): Promise<Wiretap> {
  const { hostname, port } = new URL(target);
  let noted: WireRequest[] = [];
  const server = createServer((asked, answer) => {
    const chunks: Buffer[] = [];
    asked.on('data', (chunk: Buffer) => chunks.push(chunk));
    asked.on('end', () => {
      const { method = '', url: path = '', headers } = asked;
      const body = Buffer.concat(chunks);
      noted.push({ method, path, type: headers['content-type'] ?? '', body: body.toString() });
      const onward = request({ hostname, port, method, path, headers }, (got) => {
        answer.writeHead(got.statusCode ?? 502, got.headers);
        got.pipe(answer);
      });
      onward.on('error', () => answer.destroy());
      onward.end(body);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const taken = () => {
    const requests = noted;
    noted = [];
    return requests;
  };
  const own = new URL(target);
  own.hostname = '127.0.0.1';
  own.port = String((server.address() as AddressInfo).port);
  return {
    url: own.href,
    taken,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
