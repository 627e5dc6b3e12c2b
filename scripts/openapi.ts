// Writes openapi.json, the contract for programs: `npm run openapi`.
import { writeFileSync } from 'node:fs';
import { openApiText } from '../src/api/openapi.js';
import { readVersion } from '../src/version.js';

const FILE = 'openapi.json';

const text = openApiText(readVersion());
writeFileSync(new URL(`../../${FILE}`, import.meta.url), text);
process.stdout.write(`${FILE}: ${text.length} characters\n`);
