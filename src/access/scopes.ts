// What a key is good for: each scope includes the ones before it.

/**
 * `read`: reads where the service keeps them to those with a key. `write`: writes works, and puts records of people
 * right. `admin`: sees the state of the service.
 */
export const SCOPES = ['read', 'write', 'admin'] as const;

export type Scope = (typeof SCOPES)[number];

/** Whether a key of one scope may do what takes another. */
export function includes(has: Scope, takes: Scope): boolean {
  return SCOPES.indexOf(has) >= SCOPES.indexOf(takes);
}
