// Addresses of the interface's pages, below wherever the service lives; pure, so that tests read them without a browser.

export type ThingType = 'work' | 'author' | 'topic' | 'institution' | 'source';

/** An id as a part of a path: a colon is none of its signs that mean something, and reads better as it is. */
function segment(id: string): string {
  return encodeURIComponent(id).replaceAll('%3A', ':');
}

/** The page of one thing. */
export function thingHref(type: ThingType, id: string): string {
  return `/${type}/${segment(id)}`;
}

/** The graph explorer around one thing. */
export function graphHref(type: ThingType, id: string): string {
  return `/graph?${new URLSearchParams({ around: `${type}/${id}` })}`;
}
