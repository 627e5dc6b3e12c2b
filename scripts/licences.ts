// Writes docs/licences.md, the licences of all that comes with the product: `npm run licences`. Fails on those it may not have.
import { writeFileSync } from 'node:fs';
import { describeLicences, LICENCES_FILE, licensedPackages, readLock, refused } from './licence-list.js';

const packages = licensedPackages(readLock());
writeFileSync(LICENCES_FILE, describeLicences(packages));
process.stdout.write(`${packages.length} packages are listed in docs/licences.md\n`);
for (const { name, version, licence } of refused(packages)) {
  process.stderr.write(`${name} ${version} is under ${licence}: replace it, or except it in scripts/licence-list.ts\n`);
  process.exitCode = 1;
}
