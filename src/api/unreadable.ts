// What Node's HTTP parser refuses never reaches the application: it is answered here, in the same shape.
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { IdeascopeError } from '../errors.js';
import { errorBody, JSON_TYPE, NO_STORE } from './error-handler.js';

/** For `clientError` of the server. Without a listener Node closes the connection after an empty answer. */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const known = explained(error.code);
  const body = errorBody(known);
  const head = [
    `HTTP/1.1 ${known.status} ${STATUS_CODES[known.status]}`,
    `Content-Type: ${JSON_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    `Cache-Control: ${NO_STORE}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/** By the codes of Node's parser (nodejs.org/api/errors.html, nodejs.org/api/http.html, "Event: 'clientError'"). */
function explained(code: string | undefined): IdeascopeError {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new IdeascopeError(
        'headers_too_large',
        'the URL and headers are longer than 64 KiB together: POST /works/search takes long texts in its body',
      );
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new IdeascopeError('request_timeout', 'the request did not arrive completely in time');
    default:
      return new IdeascopeError(
        'malformed_request',
        'this is not a valid HTTP request: in a URL, percent-encode blanks and all letters outside ASCII (é is %C3%A9)',
      );
  }
}
