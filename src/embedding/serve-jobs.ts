// The worker's side of the pool: answers one job a message, in order, until it is told to close.
import { parentPort, type TransferListItem, workerData } from 'node:worker_threads';
import { goBehindEventLoop } from '../thread-priority.js';
import type { WorkerReply, WorkerRequest, WorkerStart } from './worker-pool.js';

export interface JobServer<Job, Result, Info> {
  /** Told to the pool when the worker is ready. */
  readonly info: Info;
  answer(job: Job): Promise<Result>;
  /** What of a result is handed over instead of copied. */
  transfer?(result: Result): readonly TransferListItem[];
}

/**
 * Runs a worker thread of WorkerPool.
 * @param open prepares it from the settings of the pool; what it throws stops the worker, and the pool says why
 */
export async function serveJobs<Settings, Job, Result, Info>(
  open: (settings: Settings) => Promise<JobServer<Job, Result, Info>>,
): Promise<void> {
  const port = parentPort;
  if (port === null) throw new Error('this module must run as a worker thread');
  goBehindEventLoop();
  const { settings, busy } = workerData as WorkerStart<Settings>;
  const reply = (message: WorkerReply<Result, Info>, transfer: readonly TransferListItem[] = []) => {
    Atomics.sub(busy, 0, 1);
    Atomics.notify(busy, 0);
    port.postMessage(message, transfer);
  };
  const opening = open(settings);
  // One after the other, so that `close` waits for the job before it.
  let last: Promise<void> = opening.then(
    () => undefined,
    () => undefined,
  );
  const answer = async (job: Job): Promise<void> => {
    const server = await opening;
    try {
      const result = await server.answer(job);
      reply({ type: 'result', result }, server.transfer?.(result));
    } catch (error) {
      reply({ type: 'error', message: (error as Error).message });
    }
  };
  port.on('message', (request: WorkerRequest<Job>) => {
    last = last.then(() => (request.type === 'close' ? port.close() : answer(request.job)));
  });
  reply({ type: 'ready', info: (await opening).info });
}
