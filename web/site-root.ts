// Where the service lives: its scripts lie in `assets/` below it, whatever prefix a proxy puts before.

/** Without a slash at the end: empty where the service has a host of its own. */
export const ROOT_PATH = new URL('..', import.meta.url).pathname.replace(/\/$/, '');
