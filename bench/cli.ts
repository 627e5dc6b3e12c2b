// Measures the service: `npm run bench -- engine <corpus…> [--vectors model|synthetic]`.
import { parseArgs } from 'node:util';
import { benchEngine } from './engine.js';

const USAGE = `usage: npm run bench -- engine <corpus.jsonl.gz>… [--vectors model|synthetic|none]

  engine    indexing rate, start-up, memory and latency of the built-in engine on the works of the given files
  --vectors model: embed every work and query with the model (slow; kept in bench/.cache)
            synthetic (default): random vectors with the spread of real ones; none: keywords only`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { vectors: { type: 'string', default: 'synthetic' } },
});
const [command, ...corpora] = positionals;
const { vectors } = values;
if (command !== 'engine' || corpora.length === 0 || !['model', 'synthetic', 'none'].includes(vectors)) {
  process.stderr.write(`${USAGE}\n`);
  process.exit(2);
}
await benchEngine(corpora, vectors as 'model' | 'synthetic' | 'none');
