// npm run golden: writes what the importers make of their fixtures, and says which files changed.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Format } from '../../indexer/importers/formats.js';
import { fixtureFormats, readFixtures } from '../support/importer-fixtures.js';
import { pretty } from './files.js';

const FOLDER = fileURLToPath(new URL('../../../test/golden/importers/', import.meta.url));

mkdirSync(FOLDER, { recursive: true });
for (const format of fixtureFormats()) {
  const file = `${FOLDER}${format}.json`;
  const text = `${pretty(JSON.parse(JSON.stringify(await readFixtures(format as Format))), 0, 0)}\n`;
  const before = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  if (before !== text) writeFileSync(file, text);
  const name = `test/golden/importers/${format}.json`;
  process.stdout.write(before === text ? `${name} is as committed\n` : `changed: ${name}\n`);
}
