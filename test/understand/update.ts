// npm run golden: renders the worked cases of query understanding into docs/queries.md.
import { committedDocs, readGroups, renderedDocs, writeDocs } from './cases.js';

const before = committedDocs();
const now = renderedDocs(before, readGroups());
if (now !== before) writeDocs(now);
process.stdout.write(now === before ? 'docs/queries.md is as committed\n' : 'changed: docs/queries.md\n');
