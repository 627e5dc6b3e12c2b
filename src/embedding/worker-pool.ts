// A pool of worker threads with three queues: waiting queries go before waiting sentences, these before documents.
import { Worker } from 'node:worker_threads';
import { EmbedderError, type Purpose } from './embedder.js';

/** `close`: stop when the texts before it are done. */
export type WorkerRequest = { readonly type: 'text'; readonly text: string } | { readonly type: 'close' };

/** workerData of every worker. */
export interface WorkerStart<Settings> {
  readonly settings: Settings;
  /** Shared with the pool: [1] from the start of the worker or a request on, set to [0] before the reply. */
  readonly busy: Int32Array;
}

/** What a worker says: `ready` once, then one `vector` or `error` for each request. */
export type WorkerReply =
  | { readonly type: 'ready'; readonly dimension: number }
  | { readonly type: 'vector'; readonly vector: Float32Array }
  | { readonly type: 'error'; readonly message: string };

export interface WorkerPoolOptions {
  readonly url: URL;
  /** Handed to each worker as it is. */
  readonly settings: unknown;
  readonly size: number;
  /** A worker stopped and is being replaced. */
  readonly onReplace?: (reason: EmbedderError) => void;
}

interface Job {
  readonly text: string;
  resolve(vector: Float32Array): void;
  reject(reason: EmbedderError): void;
}

interface Slot {
  readonly worker: Worker;
  readonly busy: Int32Array;
  ready: boolean;
  job: Job | undefined;
}

const EXIT_WAIT_MS = 2000;

/**
 * Runs one text at a time on each worker. A worker that dies rejects the text it was working on and is replaced;
 * one that dies before it was ready breaks the pool, since its replacement would do the same.
 *
 * No worker is ever stopped in the middle of a text: onnxruntime-node then aborts the whole process.
 */
export class WorkerPool {
  readonly #options: WorkerPoolOptions;
  readonly #waiting: Record<Purpose, Job[]> = { query: [], sentence: [], document: [] };
  readonly #slots = new Set<Slot>();
  #dimension = 0;
  #closing = false;
  #broken: EmbedderError | undefined;
  /** process.exit() stops workers at once, so it is held up until they have finished their texts. */
  readonly #holdUpExit = (): void => {
    for (const { busy } of this.#slots) Atomics.wait(busy, 0, 1, EXIT_WAIT_MS);
  };

  private constructor(options: WorkerPoolOptions) {
    this.#options = options;
    process.on('exit', this.#holdUpExit);
  }

  /** Resolves when all workers are ready. @throws EmbedderError if one cannot start. */
  static async start(options: WorkerPoolOptions): Promise<WorkerPool> {
    const pool = new WorkerPool(options);
    try {
      await Promise.all(Array.from({ length: options.size }, () => pool.#addWorker()));
    } catch (error) {
      await pool.close();
      throw error;
    }
    return pool;
  }

  /** Length of the vectors, as the workers reported it. */
  get dimension(): number {
    return this.#dimension;
  }

  run(text: string, priority: Purpose): Promise<Float32Array> {
    return new Promise((resolve, reject) => {
      if (this.#broken) {
        reject(this.#broken);
        return;
      }
      this.#waiting[priority].push({ text, resolve, reject });
      this.#dispatch();
    });
  }

  /** Rejects all texts at once, and resolves when the workers have stopped. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#break(new EmbedderError('the embedder is closed'));
    const stopped = [...this.#slots].map(({ worker }) => {
      worker.ref();
      worker.postMessage({ type: 'close' } satisfies WorkerRequest);
      return new Promise((resolve) => worker.once('exit', resolve));
    });
    await Promise.all(stopped);
    process.off('exit', this.#holdUpExit);
  }

  #addWorker(): Promise<void> {
    const busy = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)).fill(1);
    const workerData: WorkerStart<unknown> = { settings: this.#options.settings, busy };
    const worker = new Worker(this.#options.url, { workerData });
    const slot: Slot = { worker, busy, ready: false, job: undefined };
    this.#slots.add(slot);
    return new Promise((resolve, reject) => {
      let cause = 'it stopped without a word';
      worker.on('message', (reply: WorkerReply) => {
        this.#receive(slot, reply);
        if (reply.type === 'ready') resolve();
      });
      worker.on('error', (error) => {
        cause = error.message;
      });
      worker.on('exit', () => {
        this.#slots.delete(slot);
        const error = new EmbedderError(`an embedding worker ${slot.ready ? 'died' : 'could not start'}: ${cause}`);
        reject(error);
        this.#replace(slot, error);
      });
    });
  }

  #receive(slot: Slot, reply: WorkerReply): void {
    const { job } = slot;
    slot.job = undefined;
    if (reply.type === 'ready') {
      slot.ready = true;
      this.#dimension = reply.dimension;
    } else if (reply.type === 'vector') job?.resolve(reply.vector);
    else job?.reject(new EmbedderError(`the text could not be embedded: ${reply.message}`));
    // An idle worker must not keep the process alive; a busy one must, and one that `close` waits for.
    if (!this.#closing) slot.worker.unref();
    this.#dispatch();
  }

  #replace(slot: Slot, error: EmbedderError): void {
    slot.job?.reject(error);
    if (this.#broken) return;
    if (!slot.ready) {
      this.#break(error);
      return;
    }
    this.#options.onReplace?.(error);
    this.#addWorker().catch(() => {
      // `exit` has already broken the pool, so every caller hears of it.
    });
  }

  #break(reason: EmbedderError): void {
    this.#broken ??= reason;
    const running = [...this.#slots].flatMap(({ job }) => (job ? [job] : []));
    const { query, sentence, document } = this.#waiting;
    for (const job of [running, query, sentence, document].flatMap((jobs) => jobs.splice(0))) job.reject(reason);
  }

  #dispatch(): void {
    for (const slot of this.#slots) {
      if (!slot.ready || slot.job) continue;
      const { query, sentence, document } = this.#waiting;
      const job = query.shift() ?? sentence.shift() ?? document.shift();
      if (job === undefined) return;
      slot.job = job;
      slot.worker.ref();
      Atomics.store(slot.busy, 0, 1);
      slot.worker.postMessage({ type: 'text', text: job.text } satisfies WorkerRequest);
    }
  }
}
