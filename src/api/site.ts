// The web interface: its pages at /, /work/…, /author/… and so on, and their files, of this service only.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type Express, type Request, type RequestHandler, type Response } from 'express';

/** What `scripts/web.ts` makes, beside the compiled code. */
const SITE = fileURLToPath(new URL('../../site', import.meta.url));
const YEAR_S = 31_536_000;
/** Pages of one thing: its id is the rest of the path, with slashes, as those of routes are. */
const OF_ONE = ['work', 'author', 'topic', 'institution', 'source'] as const;
const OTHERS = ['graph', 'admin'] as const;

/** Nothing from elsewhere, no script, no style and no markup from texts: what a page shows cannot become part of it. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/** Pages are for people: browsers prefer HTML and say so, programs get what they always got. */
function wantsPage(request: Request): boolean {
  const { method, headers } = request;
  return (method === 'GET' || method === 'HEAD') && /\btext\/html\b/i.test(headers.accept ?? '');
}

/** The way from a page back to the root, so that the interface works under a prefix of a proxy, too. */
export function rootFrom(path: string): string {
  const steps = path.split('/').length - 2;
  return steps === 0 ? './' : '../'.repeat(steps);
}

export interface Site {
  /** Before the routes of the API: `/` is a page for people, and the list of routes for programs. */
  readonly pages: RequestHandler;
  /** After them: what is nowhere is a page that says so, for people. */
  readonly nowhere: RequestHandler;
}

/** Adds files and pages; without a built interface nothing, and the service is an API only. */
export function siteOf(app: Express, site = SITE): Site {
  const next: RequestHandler = (_request, _response, pass) => pass();
  if (!existsSync(join(site, 'index.html'))) return { pages: next, nowhere: next };
  const page = readFileSync(join(site, 'index.html'), 'utf8');
  addFiles(app, site);
  const send = (request: Request, response: Response, status: number) => {
    response.status(status).set({
      'Content-Security-Policy': POLICY,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'same-origin',
      'Cache-Control': 'no-cache',
    });
    // the raw path: an id may hold an encoded slash, which is none to a browser either
    const [path = '/'] = request.originalUrl.split('?');
    response
      .vary('Accept')
      .type('html')
      .send(page.replaceAll('{root}', rootFrom(path)));
  };
  for (const name of [...OF_ONE.map((one) => `/${one}/*id`), ...OTHERS.map((one) => `/${one}`)]) {
    app.get(name, (request, response) => send(request, response, 200));
  }
  return {
    pages: (request, response, pass) => {
      if (request.path !== '/') return pass();
      response.vary('Accept');
      return wantsPage(request) ? send(request, response, 200) : pass();
    },
    nowhere: (request, response, pass) => (wantsPage(request) ? send(request, response, 404) : pass()),
  };
}

function addFiles(app: Express, site: string): void {
  // pages of other sites load embed.js, and what it loads in turn: https://fetch.spec.whatwg.org/#cross-origin-resource-policy-header
  const guard: RequestHandler = (_request, response, next) => {
    response.set({
      'X-Content-Type-Options': 'nosniff',
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
    });
    next();
  };
  const files = express.static(join(site, 'assets'), { index: false, immutable: true, maxAge: YEAR_S * 1000 });
  app.use('/assets', guard, files);
  app.get('/embed.js', guard, (_request, response) => {
    response.sendFile('embed.js', { root: site, maxAge: 3_600_000 });
  });
}
