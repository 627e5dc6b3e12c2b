// The generator of the load bench, in a process of its own: requests come when they are due, whether those before were answered or not.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Drawn, EXPORT, heavyRequests, lightRequests } from './load-questions.js';
import { Wire } from './load-wire.js';
import { type Percentiles, percentiles } from './million-process.js';
import { randomNumbers } from './random.js';

/** What is to be asked. `offer`: so many a second, at random times; `together`: each client at once again; `flood`: heavy requests. */
export type Load =
  | { readonly do: 'offer'; readonly perSecond: number; readonly seconds: number; readonly seed: number }
  | { readonly do: 'together'; readonly clients: number; readonly seconds: number; readonly seed: number }
  | { readonly do: 'flood'; readonly clients: number; readonly exports: number; readonly seconds: number };

export interface Outcome {
  readonly offeredPerSecond: number;
  readonly acceptedPerSecond: number;
  readonly accepted: number;
  readonly shed: number;
  readonly failed: number;
  /** Of accepted requests, from when they were due. */
  readonly ms: Percentiles;
  /** Of refused ones. */
  readonly shedMs: Percentiles;
  /** Milliseconds from the beginning until a request was due, and until it was accepted; of all in order. */
  readonly timeline: readonly (readonly [due: number, ms: number, status: number])[];
  /** Cores that all processes of the machine took together: what is neither of the service nor of the generator is of others. */
  readonly machineCores: number;
  readonly generator: { readonly cores: number; readonly lateMs: Percentiles; readonly connections: number };
}

export interface Generator {
  run(load: Load): Promise<Outcome>;
  stop(): void;
}

const MOST_CONNECTIONS = 1_000;
/** A client of a flood that is refused comes back so soon: nobody polite does. */
const AGAIN_MS = 50;

export async function startGenerator(url: string, drawn: Drawn): Promise<Generator> {
  const child = fork(fileURLToPath(import.meta.url), ['generate'], { serialization: 'advanced' });
  await once(child, 'message');
  child.send({ url, drawn });
  await once(child, 'message');
  return {
    run: async (load) => {
      child.send({ load });
      const [outcome] = (await once(child, 'message')) as [Outcome];
      return outcome;
    },
    stop: () => child.disconnect(),
  };
}

interface Run {
  readonly wire: Wire;
  readonly timeline: [number, number, number][];
  readonly late: number[];
  readonly began: number;
}

async function generate(): Promise<void> {
  let wire: Wire | undefined;
  let from: { url: string; drawn: Drawn } | undefined;
  process.on('message', async (message: { url: string; drawn: Drawn } | { load: Load }) => {
    if ('load' in message) {
      if (!wire || !from) throw new Error('nobody to ask');
      process.send?.(await measured(wire, from, message.load));
    } else {
      from = message;
      wire = new Wire(Number(new URL(from.url).port), MOST_CONNECTIONS);
      process.send?.('known');
    }
  });
  process.send?.('there');
}

async function measured(wire: Wire, { url, drawn }: { url: string; drawn: Drawn }, load: Load): Promise<Outcome> {
  const run: Run = { wire, timeline: [], late: [], began: performance.now() };
  const cpu = process.cpuUsage();
  const busy = busySeconds();
  if (load.do === 'offer') await offer(run, load, lightRequests(drawn, load.seed));
  else if (load.do === 'together') {
    const clients = Array.from({ length: load.clients }, (_, i) => lightRequests(drawn, 1000 * load.seed + i));
    await Promise.all(clients.map((next) => together(run, next, load.seconds)));
  } else {
    const clients = Array.from({ length: load.clients }, (_, i) => heavyRequests(drawn, i));
    const exports = Array.from({ length: load.exports }, () => exporting(run, url, load.seconds));
    await Promise.all([...clients.map((next) => together(run, next, load.seconds)), ...exports]);
  }
  const machineCores = (busySeconds() - busy) / ((performance.now() - run.began) / 1000);
  return { ...outcomeOf(run, load.seconds, process.cpuUsage(cpu)), machineCores: Number(machineCores.toFixed(2)) };
}

/** Of all processors since the start of the machine, from Linux's /proc; NaN elsewhere. */
function busySeconds(): number {
  try {
    const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = (
      /^cpu +(.*)$/m.exec(readFileSync('/proc/stat', 'utf8'))?.[1] ?? ''
    )
      .split(' ')
      .map(Number);
    return (user + nice + system + irq + softirq) / 100;
  } catch {
    return Number.NaN;
  }
}

async function ask({ wire, timeline, began }: Run, request: string, due: number): Promise<number> {
  const status = await wire.ask(request).then(
    (answered) => answered.status,
    () => 0,
  );
  timeline.push([due - began, performance.now() - due, status]);
  return status;
}

/** As independent people come: the times between two of them are distributed exponentially. */
async function offer(run: Run, { perSecond, seconds, seed }: Load & { do: 'offer' }, next: () => string) {
  const random = randomNumbers(seed + 1);
  const asked: Promise<number>[] = [];
  const end = run.began + 1000 * seconds;
  for (let due = run.began; due < end; due += (-1000 / perSecond) * Math.log(1 - random())) {
    const wait = due - performance.now();
    if (wait > 1) await sleep(wait);
    run.late.push(performance.now() - due);
    asked.push(ask(run, next(), due));
  }
  await Promise.all(asked);
}

async function together(run: Run, next: () => string, seconds: number): Promise<void> {
  const end = run.began + 1000 * seconds;
  while (performance.now() < end) if ((await ask(run, next(), performance.now())) !== 200) await sleep(AGAIN_MS);
}

/** Reads whole files, as fast as they come, one after the other. */
async function exporting({ timeline, began }: Run, url: string, seconds: number): Promise<void> {
  const end = began + 1000 * seconds;
  while (performance.now() < end) {
    const due = performance.now();
    const status = await new Promise<number>((done) => {
      const asking = httpRequest(url + EXPORT, (answer) => {
        answer.on('data', () => performance.now() > end && answer.destroy());
        answer.on('close', () => done(answer.statusCode ?? 0));
      });
      asking.on('error', () => done(0));
      asking.end();
    });
    timeline.push([due - began, performance.now() - due, status]);
    if (status !== 200) await sleep(AGAIN_MS);
  }
}

function outcomeOf(
  { timeline, late, wire, began }: Run,
  seconds: number,
  cpu: NodeJS.CpuUsage,
): Omit<Outcome, 'machineCores'> {
  const accepted = timeline.filter(([, , status]) => status === 200);
  const shed = timeline.filter(([, , status]) => status === 503);
  const passed = Math.max(1000 * seconds, performance.now() - began);
  return {
    offeredPerSecond: Math.round(timeline.length / seconds),
    // what is answered only after the load has ended was not got done under it
    acceptedPerSecond: Number((accepted.filter(([due, ms]) => due + ms <= 1000 * seconds).length / seconds).toFixed(1)),
    accepted: accepted.length,
    shed: shed.length,
    failed: timeline.length - accepted.length - shed.length,
    ms: percentiles(accepted.map(([, ms]) => ms)),
    shedMs: percentiles(shed.map(([, ms]) => ms)),
    timeline: timeline.sort(([a], [b]) => a - b),
    generator: {
      cores: Number(((cpu.user + cpu.system) / 1000 / passed).toFixed(2)),
      lateMs: percentiles(late),
      connections: wire.connections,
    },
  };
}

if (process.argv[2] === 'generate' && process.argv[1] === fileURLToPath(import.meta.url)) await generate();
