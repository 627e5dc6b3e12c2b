// Measures the service: `npm run bench -- engine <corpus…>`, and so on for `engines`, `vector-types` and `floor`.
import { parseArgs } from 'node:util';
import { benchComplete } from './complete.js';
import { benchEmbedding } from './embedding.js';
import { benchEngine, type VectorSource } from './engine.js';
import { benchEngines } from './engines.js';
import { benchExperts } from './experts.js';
import { benchFaults, faultsOptions } from './faults.js';
import { benchFloor } from './floor.js';
import { benchFusion } from './fusion.js';
import { benchFuzz, fuzzOptions } from './fuzz.js';
import { benchGraph } from './graph.js';
import { benchIdeas, benchIdeaTimes } from './ideas.js';
import { benchIdentity } from './identity.js';
import { benchLoad } from './load.js';
import { benchMillion, millionOptions } from './million.js';
import { benchPeers, peersOptions } from './peers.js';
import { benchProfile } from './profile.js';
import { benchQuality, qualityOptions } from './quality.js';
import { benchRegexes } from './regexes.js';
import { benchRelated } from './related.js';
import { benchSpelling } from './spelling.js';
import { benchTopics } from './topics.js';
import { benchVectorTypes } from './vector-types.js';
import { benchVersions } from './versions.js';
import { benchWatching } from './watching.js';
import { benchWeb } from './web.js';

const USAGE = `usage: npm run bench -- engine <corpus.jsonl.gz>… [--vectors model|synthetic|none]
       npm run bench -- embedding <corpus.jsonl.gz>…
       npm run bench -- engines <corpus.jsonl.gz>… [--vectors model|synthetic]
       npm run bench -- vector-types <corpus.jsonl.gz>
       npm run bench -- peers <corpus.jsonl.gz> [--judged <folder>]… [--only <system,…>] [--every <n>]
                                [--vectors model|synthetic]
       npm run bench -- floor <corpus.jsonl.gz> <judged folder>… [--write]
       npm run bench -- quality [folder…] [--engine builtin|elasticsearch] [--modes keyword,semantic,hybrid]
                                [--check] [--write] [--against <outcomes of an earlier run>]
       npm run bench -- fusion [folder or corpus with references…]
       npm run bench -- experts <reviewers folder> <corpus.jsonl.gz> [<corpus.jsonl.gz>]
       npm run bench -- graph
       npm run bench -- ideas <corpus with references> [<judged folder>…]
       npm run bench -- idea-times <corpus.jsonl.gz>
       npm run bench -- identity <corpus.jsonl.gz>…
       npm run bench -- complete <corpus.jsonl.gz>…
       npm run bench -- profile <corpus.jsonl.gz>… [--vectors model|synthetic]
       npm run bench -- related <corpus with references> [<large corpus>]
       npm run bench -- topics <corpus.jsonl.gz>…
       npm run bench -- versions <corpus.jsonl.gz>…
       npm run bench -- spelling <corpus.jsonl.gz>
       npm run bench -- million <corpus.jsonl.gz>… [--works 100000,300000,1000000] [--data <folder>] [--phases a,b]
       npm run bench -- watching
       npm run bench -- load [<corpus.jsonl.gz>] [--data <folder>] [--rounds 3]
       npm run bench -- web
       npm run bench -- faults [--rounds 200] [--engine builtin|elasticsearch] [--seed 1]
       npm run bench -- fuzz [--inputs 1000000] [--seed 1] [--target <beginning of its name>] [--input <number>]
       npm run bench -- regexes

  engine    indexing rate, start-up, memory and latency of the built-in engine on the works of the given files
  --vectors model: embed every work and query with the model (slow; kept in bench/.cache)
            synthetic (default): random vectors with the spread of real ones; none: keywords only
  embedding works per second of CPU time of 'ideascope embed', by turns with transformers.js used plainly and with the
            model's int8 products alone; what its progress foretells, how long its workers wait, and what --max-cpu takes
  engines   the same questions on the built-in engine, on Elasticsearch, and on Elasticsearch without this service;
            on $ELASTICSEARCH_URL, or else on a node that is started for it
  vector-types
            time, bytes and exactness of Elasticsearch's ways to index the model's vectors, on a node started for it
  peers     the same works and questions to Ideascope and to other systems, each in a process of its own: latency with
            total and facets, memory, disk, time of indexing, and nDCG@10 on judged folders; installs the others first,
            apart from our own packages; --every: each n-th work only; --vectors: model, unless said otherwise
  floor     the two floors of the model that is set: at which nonsense finds nothing by meaning, in the corpus and in each
            collection, what they cost in nDCG@10 and Recall@100, and the choice; a judged folder has corpus.jsonl,
            queries.jsonl and qrels.tsv (BEIR); --write puts the choice into ideascope.json beside the model
  quality   nDCG@10, MAP and Recall@100 of judged collections (a folder is one, or holds some; without any, our own and
            those beside the checkout), through the API, on Elasticsearch as for engines
  --check   compare with bench/quality.yaml; --write: make what is measured the expectation
  fusion    ways to fuse the two legs, on judged collections (as for quality), and on corpora with references, whose
            titles should find what the works cite; without any, on all beside the checkout
  experts   whether researchers' own works rank the works that they graded in the order of the grades; on the second
            corpus, whether the title of a work that is left out finds its authors; a reviewers folder has people.jsonl
            and evaluations.tsv
  graph     times of frames in Chromium (which must be on the PATH) while the graph explorer lays out, moves, zooms and
            drags up to 500 nodes
  ideas     whether abstracts and pages of notes find the references that they should, and long questions of judged
            folders what is relevant, against whole texts that the model cuts
  idea-times
            what reading and answering 80 words, 250 words and 20,000 characters take, against the same
  identity  whether authors are found again whose ids are taken away: precision and recall over pairs of mentions
  complete  names and topics typed letter by letter, with and without typos: share found among the first five after 3, 5
            and 8 letters, and times; also on $ELASTICSEARCH_URL, if it is set
  profile   whole profiles of people and their parts over HTTP, graphs of large and small topics; people are drawn in
            proportion to their works
  related   whether works related to a work are those that it cites, or that others cite together with it, after some
            references were hidden; on the second corpus, how long related works take for works and for people
  topics    whether topics that are taken away from works are found again for their titles and abstracts
  versions  which records of all the files become one work, by which rule, and why others do not; 200 of each are
            written to bench/.cache, to be judged by reading
  spelling  what is offered for words of titles as they are, and whether the right word is where one has a typo; also on
            $ELASTICSEARCH_URL, if it is set
  million   the whole service at several sizes, with works that are recombined from those of the corpora where these are
            too few: import, derivation, index, start, memory, latencies, several clients, searches beside an import,
            single writes; writes the chart bench/million.svg
  --data    where collections and stores stay, so that --phases can be run again one by one
  watching  what logging, counting and timing cost a request, against a service without; and what a scrape takes
  load      the service at four times the load that saturates it: throughput and latency of what is accepted, and how soon it
            is itself again; light requests beside a flood of heavy ones; without a corpus, on the demo
  web       the interface in a Chromium ($CHROMIUM, or one on the path) on the demo: from Enter to the first visible work, of
            those who stay and those who come for the first time; sizes of the scripts
  faults    kills processes (and nodes of Elasticsearch) at random points, and holds what is stored and answered after each
            round against a library made from scratch of what was acknowledged
  fuzz      inputs that are nearly right for every parser: what throws, hangs, or breaks a promise; --input: one again
  regexes   every regular expression of src, indexer and web: whether some text takes it more than time in proportion`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    vectors: { type: 'string' },
    judged: { type: 'string', multiple: true },
    only: { type: 'string' },
    every: { type: 'string' },
    engine: { type: 'string' },
    modes: { type: 'string' },
    check: { type: 'boolean' },
    write: { type: 'boolean' },
    against: { type: 'string' },
    works: { type: 'string' },
    data: { type: 'string' },
    phases: { type: 'string' },
    rounds: { type: 'string' },
    inputs: { type: 'string' },
    seed: { type: 'string' },
    target: { type: 'string' },
    input: { type: 'string' },
  },
});
const [command, ...files] = positionals;
const { vectors = 'synthetic' } = values;
const peers = peersOptions(values);
const quality = qualityOptions(values);
const faults = faultsOptions(values);
const fuzz = fuzzOptions(values);
if (command === 'engine' && files.length > 0 && ['model', 'synthetic', 'none'].includes(vectors)) {
  await benchEngine(files, vectors as VectorSource);
} else if (command === 'embedding' && files.length > 0) {
  await benchEmbedding(files);
} else if (command === 'engines' && files.length > 0 && (vectors === 'model' || vectors === 'synthetic')) {
  await benchEngines(files, vectors);
} else if (command === 'peers' && files.length === 1 && peers) {
  await benchPeers(files[0] as string, peers);
} else if (command === 'vector-types' && files[0] !== undefined) {
  await benchVectorTypes(files[0]);
} else if (command === 'floor' && files.length >= 2) {
  await benchFloor(files[0] as string, files.slice(1), values.write === true);
} else if (command === 'quality' && quality) {
  await benchQuality(files, quality);
} else if (command === 'fusion') {
  await benchFusion(files);
} else if (command === 'experts' && files.length >= 2) {
  await benchExperts(files[0] as string, files.slice(1));
} else if (command === 'graph') {
  await benchGraph();
} else if (command === 'ideas' && files[0] !== undefined) {
  await benchIdeas(files[0], files.slice(1));
} else if (command === 'idea-times' && files[0] !== undefined) {
  await benchIdeaTimes(files[0]);
} else if (command === 'identity' && files.length > 0) {
  await benchIdentity(files);
} else if (command === 'complete' && files.length > 0) {
  await benchComplete(files);
} else if (command === 'profile' && files.length > 0 && (vectors === 'model' || vectors === 'synthetic')) {
  await benchProfile(files, vectors);
} else if (command === 'topics' && files.length > 0) {
  await benchTopics(files);
} else if (command === 'versions' && files.length > 0) {
  await benchVersions(files);
} else if (command === 'spelling' && files[0] !== undefined) {
  await benchSpelling(files[0]);
} else if (command === 'million' && files.length > 0) {
  await benchMillion(files, millionOptions(values));
} else if (command === 'related' && files[0] !== undefined) {
  await benchRelated(files[0], files[1]);
} else if (command === 'watching' && files.length === 0) {
  await benchWatching();
} else if (command === 'fuzz' && files.length === 0 && fuzz) {
  await benchFuzz(fuzz);
} else if (command === 'regexes' && files.length === 0) {
  await benchRegexes();
} else if (command === 'load' && files.length <= 1) {
  const { data = 'bench/.cache/load', rounds = '3' } = values;
  await benchLoad(files[0], { data, rounds: Number(rounds) });
} else if (command === 'web' && files.length === 0) {
  await benchWeb();
} else if (command === 'faults' && files.length === 0 && faults) {
  await benchFaults(faults);
} else {
  process.stderr.write(`${USAGE}\n`);
  process.exitCode = 2;
}
