// A site of somebody else's, on an origin of its own: one page, served as its host would.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface PlainSite {
  readonly url: string;
  close(): Promise<void>;
}

/** @param policy its Content-Security-Policy */
export async function openPlainSite(page: string, policy: string): Promise<PlainSite> {
  const server = createServer((_request, response) => {
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy })
      .end(page);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
