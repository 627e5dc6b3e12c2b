// Measures the service: `npm run bench -- engine <corpus…>`, and so on for `engines`, `vector-types` and `floor`.
import { parseArgs } from 'node:util';
import { benchEngine, type VectorSource } from './engine.js';
import { benchEngines } from './engines.js';
import { benchFloor } from './floor.js';
import { benchVectorTypes } from './vector-types.js';

const USAGE = `usage: npm run bench -- engine <corpus.jsonl.gz>… [--vectors model|synthetic|none]
       npm run bench -- engines <corpus.jsonl.gz>… [--vectors model|synthetic]
       npm run bench -- vector-types <corpus.jsonl.gz>
       npm run bench -- floor <corpus.jsonl.gz> <judged folder>…

  engine    indexing rate, start-up, memory and latency of the built-in engine on the works of the given files
  --vectors model: embed every work and query with the model (slow; kept in bench/.cache)
            synthetic (default): random vectors with the spread of real ones; none: keywords only
  engines   the same questions on the built-in engine, on Elasticsearch, and on Elasticsearch without this service;
            on $ELASTICSEARCH_URL, or else on a node that is started for it
  vector-types
            time, bytes and exactness of Elasticsearch's ways to index the model's vectors, on a node started for it
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
} else if (command === 'engines' && files.length > 0 && (vectors === 'model' || vectors === 'synthetic')) {
  await benchEngines(files, vectors);
} else if (command === 'vector-types' && files[0] !== undefined) {
  await benchVectorTypes(files[0]);
} else if (command === 'floor' && files[0] !== undefined) {
  await benchFloor(files[0], files.slice(1));
} else {
  process.stderr.write(`${USAGE}\n`);
  process.exitCode = 2;
}
