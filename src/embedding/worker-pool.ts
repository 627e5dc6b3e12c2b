// A pool of worker threads: waiting queries go before waiting sentences (mostly), these before documents.
import { Worker } from 'node:worker_threads';
import { forgetting, reading } from '../readings.js';
import { currentRequest, goneError, throwIfGone } from '../request-scope.js';
import { Turns } from '../turns.js';
import { EmbedderError, type Purpose } from './embedder.js';

/** `close`: stop when the jobs before it are done. */
export type WorkerRequest<Job> = { readonly type: 'job'; readonly job: Job } | { readonly type: 'close' };

/** workerData of every worker. */
export interface WorkerStart<Settings> {
  readonly settings: Settings;
  /** Shared with the pool: [how much the worker has to do], its start and each job counting 1 until right before the reply. */
  readonly busy: Int32Array;
}

/** What a worker says: `ready` once, with what it knows of its model, then one `result` or `error` for each job. */
export type WorkerReply<Result, Info> =
  | { readonly type: 'ready'; readonly info: Info }
  | { readonly type: 'result'; readonly result: Result }
  | { readonly type: 'error'; readonly message: string };

export interface WorkerPoolOptions {
  readonly url: URL;
  /** Handed to each worker as it is. */
  readonly settings: unknown;
  readonly size: number;
  /**
   * Whether a worker is handed its next document before it is done with one, so that it never waits for this thread. A
   * query that comes then waits for both: for runs in which nobody asks anything.
   */
  readonly prefetch?: boolean;
  /** What the workers do, for messages: embedding, unless it is said otherwise. */
  readonly task?: { readonly doing: string; readonly service: string; readonly failed: string };
  /** Asked before a worker that stopped is replaced: what it rejects with breaks the pool. */
  readonly mayReplace?: () => Promise<void>;
  /** A worker stopped and is being replaced. */
  readonly onReplace?: (reason: EmbedderError) => void;
}

/** Time of all workers together, in milliseconds. */
export interface Utilisation {
  readonly activeMs: number;
  readonly idleMs: number;
}

interface Waiting<Job, Result> {
  readonly job: Job;
  readonly priority: Purpose;
  resolve(result: Result): void;
  reject(reason: Error): void;
}

interface Slot<Job, Result> {
  readonly worker: Worker;
  readonly busy: Int32Array;
  ready: boolean;
  /** What it has been handed, the one that it works on first. */
  readonly jobs: Waiting<Job, Result>[];
}

const EXIT_WAIT_MS = 2000;
/** Jobs that somebody waits for, at most: far more than requests are admitted for. */
const MOST_WAITING = 1_000;
const EMBEDDING = { doing: 'an embedding worker', service: 'the embedder', failed: 'the text could not be embedded' };

/**
 * Runs one job at a time on each worker: a text to be embedded, unless it is said otherwise. A worker that dies rejects
 * the job it was working on and is replaced; one that dies before it was ready breaks the pool, since its replacement
 * would do the same.
 *
 * No worker is ever stopped in the middle of a job: onnxruntime-node then aborts the whole process.
 */
export class WorkerPool<Job = string, Result = Float32Array, Info = unknown> {
  readonly #options: WorkerPoolOptions;
  readonly #task: typeof EMBEDDING;
  /** What somebody waits for: short queries before the sentences of hits and the passages of long texts. */
  readonly #asked = new Turns<Waiting<Job, Result>>();
  readonly #documents: Waiting<Job, Result>[] = [];
  readonly #slots = new Set<Slot<Job, Result>>();
  #info: Info | undefined;
  #closing = false;
  #broken: EmbedderError | undefined;
  readonly #forget: () => void;
  #tellBroken: (reason: EmbedderError) => void = () => undefined;
  /** Resolves when the pool breaks; not when it is closed. */
  readonly broken = new Promise<EmbedderError>((resolve) => {
    this.#tellBroken = resolve;
  });
  /** process.exit() stops workers at once, so it is held up until they have finished their jobs. */
  readonly #holdUpExit = (): void => {
    const until = performance.now() + EXIT_WAIT_MS;
    for (const { busy } of this.#slots) {
      for (let left = EXIT_WAIT_MS; left > 0; left = until - performance.now()) {
        const jobs = Atomics.load(busy, 0);
        if (jobs <= 0) break;
        Atomics.wait(busy, 0, jobs, left);
      }
    }
  };

  private constructor(options: WorkerPoolOptions) {
    this.#options = options;
    this.#task = options.task ?? EMBEDDING;
    this.#forget = this.#report();
    process.on('exit', this.#holdUpExit);
  }

  /** Resolves when all workers are ready. @throws EmbedderError if one cannot start. */
  static async start<Job = string, Result = Float32Array, Info = unknown>(
    options: WorkerPoolOptions,
  ): Promise<WorkerPool<Job, Result, Info>> {
    const pool = new WorkerPool<Job, Result, Info>(options);
    try {
      await Promise.all(Array.from({ length: options.size }, () => pool.#addWorker()));
    } catch (error) {
      await pool.close();
      throw error;
    }
    return pool;
  }

  /** What the workers said of their model when they were ready. */
  get info(): Info {
    return this.#info as Info;
  }

  /** Since the workers of this moment were started; the difference of two readings says how much of a time they waited. */
  utilisation(): Utilisation {
    const each = [...this.#slots].map(({ worker }) => worker.performance.eventLoopUtilization());
    return {
      activeMs: each.reduce((sum, { active }) => sum + active, 0),
      idleMs: each.reduce((sum, { idle }) => sum + idle, 0),
    };
  }

  /** What `close` takes back. */
  #report(): () => void {
    const pool = this.#task === EMBEDDING ? 'embedding' : 'reranking';
    const lengths = () => ({ query: this.#asked.length, document: this.#documents.length });
    return forgetting([
      reading(
        `ideascope_${pool}_queue`,
        'Texts that wait for a worker: of requests (query), and of works without vectors (document).',
        lengths,
        'purpose',
      ),
      reading(`ideascope_${pool}_workers`, 'Workers that have the model.', () => this.#slots.size),
    ]);
  }

  /** Jobs that somebody waits for and no worker has begun. */
  get waiting(): number {
    return this.#asked.length;
  }

  /**
   * @throws EmbedderError if the worker fails, or if there is far too much to do
   * @throws IdeascopeError client_gone if nobody waits for it any more before a worker begins
   */
  async run(job: Job, priority: Purpose): Promise<Result> {
    const scope = currentRequest();
    throwIfGone(scope);
    if (this.#broken) throw this.#broken;
    if (priority !== 'document' && this.#asked.length >= MOST_WAITING) {
      throw new EmbedderError(`${this.#task.service} has too much to do`);
    }
    let leave: (() => void) | undefined;
    return new Promise<Result>((resolve, reject) => {
      const one: Waiting<Job, Result> = { job, priority, resolve, reject };
      leave = () => {
        if (this.#asked.remove(one)) reject(goneError());
      };
      scope?.signal.addEventListener('abort', leave);
      if (priority === 'document') this.#documents.push(one);
      else this.#asked.push(one, priority === 'sentence' || scope?.heavy);
      this.#dispatch();
    }).finally(() => leave && scope?.signal.removeEventListener('abort', leave));
  }

  /** Rejects all jobs at once, and resolves when the workers have stopped. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#forget();
    this.#break(new EmbedderError(`${this.#task.service} is closed`));
    const stopped = [...this.#slots].map(({ worker }) => {
      worker.ref();
      worker.postMessage({ type: 'close' } satisfies WorkerRequest<Job>);
      return new Promise((resolve) => worker.once('exit', resolve));
    });
    await Promise.all(stopped);
    process.off('exit', this.#holdUpExit);
  }

  #addWorker(): Promise<void> {
    const busy = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)).fill(1);
    const workerData: WorkerStart<unknown> = { settings: this.#options.settings, busy };
    const worker = new Worker(this.#options.url, { workerData });
    const slot: Slot<Job, Result> = { worker, busy, ready: false, jobs: [] };
    this.#slots.add(slot);
    return new Promise((resolve, reject) => {
      let cause = 'it stopped without a word';
      worker.on('message', (reply: WorkerReply<Result, Info>) => {
        this.#receive(slot, reply);
        if (reply.type === 'ready') resolve();
      });
      worker.on('error', (error) => {
        cause = error.message;
      });
      worker.on('exit', () => {
        this.#slots.delete(slot);
        const what = slot.ready ? 'died' : 'could not start';
        const error = new EmbedderError(`${this.#task.doing} ${what}: ${cause}`);
        reject(error);
        this.#replace(slot, error);
      });
    });
  }

  #receive(slot: Slot<Job, Result>, reply: WorkerReply<Result, Info>): void {
    if (reply.type === 'ready') {
      slot.ready = true;
      this.#info = reply.info;
    } else {
      const done = slot.jobs.shift();
      if (reply.type === 'result') done?.resolve(reply.result);
      else done?.reject(new EmbedderError(`${this.#task.failed}: ${reply.message}`));
    }
    // An idle worker must not keep the process alive; a busy one must, and one that `close` waits for.
    if (!this.#closing && slot.jobs.length === 0) slot.worker.unref();
    this.#dispatch();
  }

  #replace(slot: Slot<Job, Result>, error: EmbedderError): void {
    const [running, ...handed] = slot.jobs.splice(0);
    running?.reject(error);
    if (this.#broken) return;
    // what it had not begun is not lost
    for (const one of handed) {
      if (one.priority === 'document') this.#documents.unshift(one);
      else this.#asked.push(one);
    }
    if (!slot.ready) {
      this.#break(error);
      return;
    }
    this.#options.onReplace?.(error);
    // a failure to start has broken the pool by `exit` already, so that every caller hears of it
    void this.#mayReplace()
      .then((may) => (may ? this.#addWorker() : undefined))
      .catch(() => undefined);
  }

  async #mayReplace(): Promise<boolean> {
    try {
      await this.#options.mayReplace?.();
    } catch (error) {
      this.#break(new EmbedderError((error as Error).message));
    }
    return this.#broken === undefined;
  }

  #break(reason: EmbedderError): void {
    this.#broken ??= reason;
    if (!this.#closing) this.#tellBroken(reason);
    // those that workers have are kept in their places until they are answered
    const running = [...this.#slots].flatMap(({ jobs }) => jobs);
    for (const one of [...this.#asked.clear(), ...this.#documents.splice(0), ...running]) one.reject(reason);
  }

  #dispatch(): void {
    for (const slot of this.#slots) {
      if (!slot.ready || slot.jobs.length > 0) continue;
      const next = this.#next();
      if (next === undefined) return;
      this.#hand(slot, next);
    }
    if (this.#options.prefetch !== true) return;
    for (const slot of this.#slots) {
      // as many must be left as there are workers, or one would have two while another has none
      if (this.#documents.length <= this.#slots.size) return;
      if (slot.ready && slot.jobs.length === 1) this.#hand(slot, this.#next() as Waiting<Job, Result>);
    }
  }

  #next(): Waiting<Job, Result> | undefined {
    return this.#asked.shift() ?? this.#documents.shift();
  }

  #hand({ worker, busy, jobs }: Slot<Job, Result>, next: Waiting<Job, Result>): void {
    jobs.push(next);
    worker.ref();
    Atomics.add(busy, 0, 1);
    worker.postMessage({ type: 'job', job: next.job } satisfies WorkerRequest<Job>);
  }
}
