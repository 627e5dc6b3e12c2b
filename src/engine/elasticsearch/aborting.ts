// Calls of Elasticsearch's client that end with the request that they are for.
import {
  SniffingTransport,
  type TransportRequestOptions,
  type TransportRequestOptionsWithMeta,
  type TransportRequestOptionsWithOutMeta,
  type TransportRequestParams,
  type TransportResult,
} from '@elastic/elasticsearch';
import { currentRequest, throwIfGone } from '../../request-scope.js';

/**
 * The client's transport: a call that nobody waits for any more is not begun, or is broken off, and Elasticsearch ends
 * the search of a closed connection.
 */
export class AbortingTransport extends SniffingTransport {
  override request<R = unknown>(
    params: TransportRequestParams,
    options?: TransportRequestOptionsWithOutMeta,
  ): Promise<R>;
  override request<R = unknown, C = unknown>(
    params: TransportRequestParams,
    options?: TransportRequestOptionsWithMeta,
  ): Promise<TransportResult<R, C>>;
  override request<R = unknown>(params: TransportRequestParams, options?: TransportRequestOptions): Promise<R>;
  override async request(params: TransportRequestParams, options: TransportRequestOptions = {}): Promise<unknown> {
    throwIfGone();
    const signal = options.signal ?? currentRequest()?.signal;
    return super.request(params, signal ? { ...options, signal } : options);
  }
}
