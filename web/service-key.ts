// The key with which the pages ask, where somebody has typed one; and whether the service has asked for one.
import { keyStore } from './admin/key.js';

/** For all visits of a page: whoever looks at a work and comes back is not asked again. */
export const keys = keyStore(() => sessionStorage);

const listeners = new Set<() => void>();
let wanted = false;

/** Whether the service shows nothing without a key, or without another one. */
export function isKeyWanted(): boolean {
  return wanted;
}

export function wantKey(now: boolean): void {
  wanted = now;
  for (const told of listeners) told();
}

export function onKeyWanted(told: () => void): () => void {
  listeners.add(told);
  return () => listeners.delete(told);
}
