// Why a service could not be read from a page of another site: browsers keep the reason from scripts, so it is tried out.

export type Cause = 'offline' | 'policy' | 'origin' | 'silent';

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

export interface Explanation {
  readonly title: string;
  readonly text: string;
}

/**
 * What readers and those who put the element there should know.
 * @param service its address
 * @param page the origin of the page
 */
export function explain(cause: Cause, service: string, page: string): Explanation {
  const { origin } = new URL(service);
  if (cause === 'offline') return { title: 'You are offline', text: 'This part of the page takes a connection.' };
  if (cause === 'origin') {
    return {
      title: `This service does not let pages of ${page} read it`,
      text: `Whoever runs ${origin} can allow it by the setting CORS_ORIGINS, which has to name ${page}.`,
    };
  }
  if (cause === 'policy') {
    return {
      title: 'This page does not let its scripts ask the service',
      text: `Its Content-Security-Policy has to name ${origin} in connect-src.`,
    };
  }
  return { title: 'The service does not answer', text: 'It may be restarting, or the network is down.' };
}
