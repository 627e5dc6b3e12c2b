// What `import … from 'ideascope/client'` gives: runs in Node.js and in browsers, with nothing but fetch.
export { createClient } from './client.js';
export { type ClientErrorCode, IdeascopeClientError } from './error.js';
export type * from './shapes.js';
export type { Answer, CallArguments, CallName, CallOptions, Client, ClientOptions, PagedName } from './types.js';
