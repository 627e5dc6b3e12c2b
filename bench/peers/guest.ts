// A system of the peers bench as the command sees it: a process that is told what to do, and its memory.
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Order, Reply } from './host.js';
import { PeakMeter, residentMb } from './memory.js';
import type { PeerAnswer, PeerOptions, PeerServer } from './peer.js';
import type { PeerName } from './registry.js';

/** Enough for a system that keeps all works on the heap. */
const HEAP_MB = 8192;

export class Guest {
  readonly name: PeerName;
  /** Whether another process can open what this one indexes. */
  lasting = false;
  private readonly child: ChildProcess;
  private readonly server: PeerServer | undefined;
  private waiting: { done(reply: Reply): void; fail(error: Error): void } | undefined;

  private constructor(name: PeerName, server: PeerServer | undefined) {
    this.name = name;
    this.server = server;
    const execArgv = [`--max-old-space-size=${HEAP_MB}`];
    this.child = fork(fileURLToPath(new URL('./host.js', import.meta.url)), { serialization: 'advanced', execArgv });
    this.child.on('message', (reply: Reply) => {
      const { waiting } = this;
      this.waiting = undefined;
      if (reply.error === undefined) waiting?.done(reply);
      else waiting?.fail(new Error(`${name}: ${reply.error}`));
    });
    this.child.on('exit', (code, signal) => this.waiting?.fail(new Error(`${name} ended with ${code ?? signal}`)));
  }

  /** A new process with the system; `corpus` is the folder of `writeCorpus`. */
  static async start(
    name: PeerName,
    corpus: string,
    options: PeerOptions,
    server: PeerServer | undefined,
  ): Promise<Guest> {
    const guest = new Guest(name, server);
    const { lasting = false } = await guest.tell({ act: 'create', peer: name, corpus, options });
    guest.lasting = lasting;
    return guest;
  }

  private tell(order: Order): Promise<Reply> {
    return new Promise((done, fail) => {
      this.waiting = { done, fail };
      this.child.send(order);
    });
  }

  /** Takes in all works; with the peak of memory meanwhile. */
  async index(): Promise<{ readonly seconds: number; readonly peakMb: number; readonly works: number }> {
    const meter = new PeakMeter(() => this.pids());
    const { ms = Number.NaN, works = 0 } = await this.tell({ act: 'index' });
    return { seconds: ms / 1000, peakMb: await meter.stop(), works };
  }

  /** @returns seconds until questions can be asked */
  async open(): Promise<number> {
    const { ms = Number.NaN } = await this.tell({ act: 'open' });
    return ms / 1000;
  }

  /** @param question its place in the corpus's file */
  async ask(question: number): Promise<{ readonly ms: number; readonly answer: PeerAnswer }> {
    const { ms, answer } = await this.tell({ act: 'ask', question });
    return { ms: ms as number, answer: answer as PeerAnswer };
  }

  async diskMb(): Promise<number | undefined> {
    const { bytes } = await this.tell({ act: 'bytes' });
    return bytes === undefined ? undefined : bytes / 1e6;
  }

  /** Of the process, and of those of the server and all that they started. */
  async residentMb(): Promise<number> {
    return residentMb(await this.pids());
  }

  /** The client of a server is not counted: it belongs to whoever asks. */
  private async pids(): Promise<readonly number[]> {
    return this.server ? this.server.pids() : [this.child.pid as number];
  }

  async end(): Promise<void> {
    const gone = new Promise((exited) => this.child.once('exit', exited));
    await this.tell({ act: 'close' });
    await gone;
  }

  /** Ends the process without ceremony. */
  kill(): void {
    this.child.kill('SIGKILL');
  }
}
