// GET /docs: the contract as an interactive page, of files of this service only.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Express, RequestHandler } from 'express';
import { IdeascopeError } from '../errors.js';

const SWAGGER_UI = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const OWN = fileURLToPath(new URL('docs', import.meta.url));

/** What the page loads, by its name under /docs/. */
const FILES: Readonly<Record<string, string>> = {
  'swagger-ui.css': SWAGGER_UI,
  'swagger-ui-bundle.js': SWAGGER_UI,
  'favicon-32x32.png': SWAGGER_UI,
  'page.js': OWN,
};
const MAX_AGE_MS = 3_600_000;

/** Nothing from elsewhere, no script in the page itself; pictures in the style sheet are data. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Addresses are relative, so that the page works under a prefix, too. */
const PAGE = `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Ideascope API</title>
    <link rel="stylesheet" href="docs/swagger-ui.css">
    <link rel="icon" type="image/png" href="docs/favicon-32x32.png">
  </head>
  <body>
    <div id="docs"></div>
    <noscript>This page takes JavaScript. The same for programs: <a href="openapi.json">openapi.json</a></noscript>
    <script src="docs/swagger-ui-bundle.js"></script>
    <script type="module" src="docs/page.js"></script>
  </body>
</html>
`;

const guarded: RequestHandler = (_request, response, next) => {
  response.set({
    'Content-Security-Policy': POLICY,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
  });
  next();
};

const onlyGet: RequestHandler = (request, response) => {
  response.set('Allow', 'GET, HEAD');
  throw new IdeascopeError('method_not_allowed', `${request.method} is not possible at /docs: use GET or HEAD`);
};

export function addDocs(app: Express): void {
  app.get('/docs', guarded, (request, response) => {
    // relative addresses count from here
    if (request.path.endsWith('/')) response.redirect(301, '../docs');
    else response.type('html').send(PAGE);
  });
  app.all('/docs', onlyGet);
  for (const [name, folder] of Object.entries(FILES)) {
    app.get(`/docs/${name}`, guarded, (_request, response) => {
      response.sendFile(join('.', name), { root: folder, maxAge: MAX_AGE_MS });
    });
    app.all(`/docs/${name}`, onlyGet);
  }
}
