// Measures the service: `npm run bench -- engine <corpus…>` and `npm run bench -- floor <corpus> <judged…>`.
import { parseArgs } from 'node:util';
import { benchEngine, type VectorSource } from './engine.js';
import { benchFloor } from './floor.js';

const USAGE = `usage: npm run bench -- engine <corpus.jsonl.gz>… [--vectors model|synthetic|none]
       npm run bench -- floor <corpus.jsonl.gz> <judged folder>…

  engine    indexing rate, start-up, memory and latency of the built-in engine on the works of the given files
  --vectors model: embed every work and query with the model (slow; kept in bench/.cache)
            synthetic (default): random vectors with the spread of real ones; none: keywords only
  floor     how many nonsense queries find something in the corpus, and how many relevant works are lost, by floor;
            a judged folder has corpus.jsonl, queries.jsonl and qrels.tsv (BEIR)`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { vectors: { type: 'string', default: 'synthetic' } },
});
const [command, ...files] = positionals;
const { vectors } = values;
if (command === 'engine' && files.length > 0 && ['model', 'synthetic', 'none'].includes(vectors)) {
  await benchEngine(files, vectors as VectorSource);
} else if (command === 'floor' && files[0] !== undefined) {
  await benchFloor(files[0], files.slice(1));
} else {
  process.stderr.write(`${USAGE}\n`);
  process.exitCode = 2;
}
