// Writes the parts of the client that follow from the contract: `npm run client`, after a change of it.
import { writeFileSync } from 'node:fs';
import { ROUTES_FILE, renderRoutes } from './client-routes.js';
import { renderShapes, SHAPES_FILE } from './client-shapes.js';

const written = { [ROUTES_FILE]: renderRoutes(), [SHAPES_FILE]: renderShapes() };
for (const [file, text] of Object.entries(written)) {
  writeFileSync(new URL(`../../${file}`, import.meta.url), text);
  process.stdout.write(`${file}: ${text.split('\n').length - 1} lines\n`);
}
