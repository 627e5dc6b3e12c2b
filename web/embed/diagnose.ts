// Why a service could not be read from a page of another site: browsers keep the reason from scripts, so it is tried out.

import type { Cause } from './explain.js';

/**
 * Asks for something without wanting to read the answer, which needs no permission of the service (fetch standard,
 * mode "no-cors"). If that arrives, what was missing is the permission; if the page's own policy stops it, the browser
 * says so in an event.
 * @param service its address, with a slash at the end
 */
export async function causeOf(service: string): Promise<Cause> {
  if (!navigator.onLine) return 'offline';
  let stopped = false;
  const notice = ({ effectiveDirective }: SecurityPolicyViolationEvent) => {
    if (effectiveDirective === 'connect-src') stopped = true;
  };
  document.addEventListener('securitypolicyviolation', notice);
  try {
    await fetch(`${service}health/live`, { mode: 'no-cors', cache: 'no-store', credentials: 'omit' });
    return new URL(service).origin === location.origin ? 'silent' : 'origin';
  } catch {
    // the event is a task of its own, after the refusal
    await new Promise((resolve) => setTimeout(resolve, 0));
    return stopped ? 'policy' : 'silent';
  } finally {
    document.removeEventListener('securitypolicyviolation', notice);
  }
}
