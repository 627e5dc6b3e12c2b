// Headers that keep answers from being taken for what they are not: pages, frames, scripts, parts of other sites.
import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** An embedded part finds out by this one whether the service is there at all (web/embed/diagnose.ts). */
const FOR_EVERYBODY = '/health/live';

/**
 * By helmet, for everything; pages have policies of their own in place of this one (`site.ts`, `docs.ts`). No HSTS: the
 * service speaks HTTP, and only whoever puts TLS before it knows whether all of the host does.
 */
export function securityHeaders(): RequestHandler {
  const protect = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], baseUri: ["'none'"], formAction: ["'none'"], frameAncestors: ["'none'"] },
    },
    frameguard: { action: 'deny' },
    strictTransportSecurity: false,
  });
  return (request, response, next) =>
    protect(request, response, (error?: unknown) => {
      if (request.path === FOR_EVERYBODY) response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
      next(error);
    });
}
