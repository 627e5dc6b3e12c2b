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

/**
 * The id in the path of such a page, decoded once: it may have slashes and percent signs of its own, and a router that
 * decodes a path as a whole leaves some encoded and loses others.
 * @param path as the address has it
 * @param root where the service lives, without a slash at the end
 */
export function idInPath(path: string, root: string): string {
  const id = path.slice(root.length).split('/').slice(2).join('/');
  try {
    return decodeURIComponent(id);
  } catch {
    // typed by hand
    return id;
  }
}

/** The graph explorer around one thing. */
export function graphHref(type: ThingType, id: string): string {
  return `/graph?${new URLSearchParams({ around: `${type}/${id}` })}`;
}
