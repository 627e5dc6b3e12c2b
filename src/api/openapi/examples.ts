// The example of a route, as the contract writes it, taken apart: values of the path, of the query, and a body.
import type { Route } from '../route.js';

export interface Example {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** Reads `/works/W1/related?limit=5` and `/works/search with {"search": "…"}`. */
export function exampleOf({ path, example }: Route): Example {
  const [address = '', body] = example.split(' with ', 2);
  const [at = '', query = ''] = address.split('?', 2);
  return {
    path: partsOf(path, at),
    query: Object.fromEntries(new URLSearchParams(query)),
    body: body === undefined ? undefined : JSON.parse(body),
  };
}

function partsOf(template: string, at: string): Record<string, string> {
  const pattern = template.replace(/\{(\w+)\}/g, (_, name: string) => `(?<${name}>.+)`);
  return { ...new RegExp(`^${pattern}$`).exec(decodeURIComponent(at))?.groups };
}
