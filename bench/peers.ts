// The bench of peers: Ideascope and what else one could take, with the same works and questions, each in its own process.
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { VectorSource } from './engine.js';
import { Guest } from './peers/guest.js';
import { installPackages, peerVersions } from './peers/install.js';
import type { PeerServer } from './peers/peer.js';
import { type Prepared, type PreparedJudged, prepareCorpus, prepareJudged } from './peers/prepare.js';
import { publish } from './peers/publish.js';
import { measureQuality } from './peers/quality.js';
import { KIND_NAMES, type Kind } from './peers/questions.js';
import { PEER_NAMES, PEERS, type PeerName } from './peers/registry.js';
import type { LeftOut, PeerResult, Quality } from './peers/results.js';
import { askByTurns, type Latency, latencyOf } from './peers/rounds.js';
import { writeRun } from './runs.js';
import { vectorMaker } from './vectors.js';

const PER_KIND = 100;
/** Asked before, and not counted. */
const WARM_UP = 20;
const LIMITS = { budgetMs: 10_000, least: 10 };
const WARM_UP_LIMITS = { budgetMs: 2000, least: 2 };

export interface PeersOptions {
  readonly vectors: Exclude<VectorSource, 'none'>;
  readonly judged: readonly string[];
  readonly only: readonly PeerName[];
  /** Takes each so many-th work only. */
  readonly every: number;
}

/** The options as written; undefined if one of them is none. */
export function peersOptions(values: {
  readonly vectors?: string | undefined;
  readonly judged?: readonly string[] | undefined;
  readonly only?: string | undefined;
  readonly every?: string | undefined;
}): PeersOptions | undefined {
  const { vectors = 'model', judged = [] } = values;
  const asked = values.only?.split(',') ?? PEER_NAMES;
  const only = PEER_NAMES.filter((name) => asked.includes(name));
  if ((vectors !== 'model' && vectors !== 'synthetic') || only.length < asked.length) return undefined;
  const every = Number(values.every ?? 1);
  if (!Number.isInteger(every) || every < 1) return undefined;
  return { vectors, judged, only, every };
}

/** Measures all systems, writes bench/runs/<day>-peers-<corpus>.json, and the table and the chart of bench/README.md. */
export async function benchPeers(corpus: string, options: PeersOptions): Promise<void> {
  const { every } = options;
  const folder = mkdtempSync(join(tmpdir(), 'ideascope-peers-'));
  const run = new PeersRun(folder);
  try {
    if (options.only.some((name) => PEERS[name].packaged)) await installPackages();
    const maker = await vectorMaker(options.vectors);
    const perKind = PER_KIND + WARM_UP;
    const prepared = await prepareCorpus(corpus, join(folder, 'corpus'), maker, { perKind, every });
    const judged: PreparedJudged[] = [];
    for (const path of options.judged) judged.push(await prepareJudged(path, join(folder, basename(path)), maker));
    await maker.close();
    const results = await run.measure(prepared, judged, options.only);
    const name = `${basename(corpus).replace(/\..*$/, '')}${every > 1 ? `-every-${every}` : ''}`;
    const command = commandOf(corpus, options);
    const limits = { perKind: PER_KIND, ...LIMITS };
    const load = loadavg().map((average) => Number(average.toFixed(2)));
    const versions = await peerVersions();
    writeRun(`peers-${name}`, { command, versions, limits, load, leftOut: run.leftOut, results });
    // a part is no comparison
    if (options.only.length === PEER_NAMES.length) publish(results, run.leftOut);
  } finally {
    await run.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function commandOf(corpus: string, { vectors, judged, only, every }: PeersOptions): string {
  const parts = [
    basename(corpus),
    ...judged.map((path) => `--judged ${basename(path)}`),
    ...(vectors === 'model' ? [] : [`--vectors ${vectors}`]),
    ...(every > 1 ? [`--every ${every}`] : []),
    ...(only.length < PEER_NAMES.length ? [`--only ${only.join(',')}`] : []),
  ];
  return `npm run bench -- peers ${parts.join(' ')}`;
}

/** Of one system, before it is asked. */
interface Ready {
  readonly guest: Guest;
  readonly facts: Pick<PeerResult, 'peer' | 'works' | 'indexing' | 'openSeconds'>;
  readonly atStart: number;
}

class PeersRun {
  readonly leftOut: LeftOut[] = [];
  private readonly servers = new Map<PeerName, PeerServer>();
  private readonly guests = new Set<Guest>();
  private readonly indexed = new Map<PeerName, Pick<PeerResult, 'works' | 'indexing'>>();
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  async measure(
    prepared: Prepared,
    judged: readonly PreparedJudged[],
    names: readonly PeerName[],
  ): Promise<PeerResult[]> {
    const ready: Ready[] = [];
    for (const name of names) {
      try {
        ready.push(await this.makeReady(name, prepared));
      } catch (error) {
        const reason = (error as Error).message.slice(0, 1000);
        this.leftOut.push({ peer: name, reason });
        process.stderr.write(`left out: ${name}: ${reason}\n`);
      }
    }
    const latencies = await askAll(
      ready.map(({ guest }) => guest),
      prepared,
    );
    const measured: PeerResult[] = [];
    for (const { guest, facts, atStart } of ready) {
      const afterQuestions = await guest.residentMb();
      const diskMb = await guest.diskMb();
      await this.end(guest);
      measured.push({
        ...facts,
        residentMb: { atStart: Math.round(atStart), afterQuestions: Math.round(afterQuestions) },
        ...(diskMb === undefined ? {} : { diskMb: Math.round(diskMb) }),
        latency: latencies.get(guest.name) ?? {},
        quality: await this.qualityOf(guest.name, judged),
      });
      process.stdout.write(`${JSON.stringify(measured.at(-1), null, 2)}\n`);
    }
    return measured;
  }

  /** Indexes, and opens what was indexed in another process, where there is one. */
  private async makeReady(name: PeerName, { folder: corpus, name: collection }: Prepared): Promise<Ready> {
    const { serve } = await PEERS[name].load();
    const server = await serve?.();
    if (server) this.servers.set(name, server);
    const folder = join(this.folder, `${name}-${collection}`);
    mkdirSync(folder);
    const start = async () => {
      const guest = await Guest.start(name, corpus, { folder, url: server?.url ?? '' }, server);
      this.guests.add(guest);
      return guest;
    };
    const { likewise } = PEERS[name];
    const indexed = likewise && this.indexed.get(likewise);
    if (indexed) cpSync(join(this.folder, `${likewise}-${collection}`), folder, { recursive: true });
    const first = indexed ? undefined : await start();
    const outcome = indexed ?? indexingOf(await (first as Guest).index());
    this.indexed.set(name, outcome);
    process.stdout.write(`${name}: ${JSON.stringify(outcome)}\n`);
    const facts = { peer: name, ...outcome };
    if (first && !first.lasting) return { guest: first, facts, atStart: await first.residentMb() };
    if (first) await this.end(first);
    const guest = await start();
    const openSeconds = Number((await guest.open()).toFixed(2));
    // a server has been running all the time
    const started = server ? facts : { ...facts, openSeconds };
    return { guest, facts: started, atStart: await guest.residentMb() };
  }

  private async qualityOf(name: PeerName, judged: readonly PreparedJudged[]): Promise<Record<string, Quality>> {
    if (PEERS[name].likewise) return {};
    const quality: Record<string, Quality> = {};
    for (const one of judged) {
      const folder = join(this.folder, `${name}-judged-${one.name}`);
      quality[one.name] = await measureQuality(name, one, folder, this.servers.get(name));
    }
    return quality;
  }

  private async end(guest: Guest): Promise<void> {
    await guest.end();
    this.guests.delete(guest);
  }

  async close(): Promise<void> {
    for (const guest of this.guests) guest.kill();
    for (const server of this.servers.values()) await server.dispose();
  }
}

function indexingOf({ seconds, peakMb, works }: Awaited<ReturnType<Guest['index']>>) {
  const worksPerSecond = Math.round(works / seconds);
  return { works, indexing: { seconds: Number(seconds.toFixed(1)), worksPerSecond, peakMb: Math.round(peakMb) } };
}

async function askAll(
  guests: readonly Guest[],
  { questions }: Prepared,
): Promise<ReadonlyMap<PeerName, Partial<Record<Kind, Latency>>>> {
  const placesOf = (kind: Kind) => questions.flatMap((question, i) => (question.kind === kind ? [i] : []));
  for (const kind of KIND_NAMES) await askByTurns(asking(guests, kind), placesOf(kind).slice(PER_KIND), WARM_UP_LIMITS);
  const latencies = new Map<PeerName, Partial<Record<Kind, Latency>>>(guests.map(({ name }) => [name, {}]));
  for (const kind of KIND_NAMES) {
    const times = await askByTurns(asking(guests, kind), placesOf(kind).slice(0, PER_KIND), LIMITS);
    for (const { name } of asking(guests, kind)) {
      const ofKind = times.get(name);
      if (ofKind) latencies.set(name, { ...latencies.get(name), [kind]: latencyOf(ofKind) });
    }
    process.stdout.write(
      `asked ${kind}: ${[...times].map(([name, one]) => `${name} ${latencyOf(one).p50}`).join(', ')}\n`,
    );
  }
  return latencies;
}

function asking(guests: readonly Guest[], kind: Kind): Guest[] {
  return guests.filter(({ name }) => kind !== 'hybrid' || PEERS[name].hybrid);
}
