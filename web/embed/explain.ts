// What to say of a service that could not be read, to readers and to those who can change it; pure.

/**
 * `origin`: it does not let pages of this site; `policy`: the page does not let its scripts; `silent`: nothing came, for
 * whatever reason.
 */
export type Cause = 'offline' | 'policy' | 'origin' | 'silent';

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
