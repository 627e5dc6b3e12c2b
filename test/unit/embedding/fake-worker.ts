// A worker thread for the tests of the pool: does what the text says, and numbers its answers.
import { parentPort, workerData } from 'node:worker_threads';
import type { WorkerReply, WorkerRequest, WorkerStart } from '../../../src/embedding/worker-pool.js';

const { settings, busy } = workerData as WorkerStart<{ order: Int32Array; failToStart?: boolean }>;
if (settings.failToStart) throw new Error('no such model');

function reply(message: WorkerReply<Float32Array, { dimension: number }>): void {
  Atomics.sub(busy, 0, 1);
  parentPort?.postMessage(message);
}

parentPort?.on('message', (request: WorkerRequest<string>) => {
  if (request.type === 'close') {
    parentPort?.close();
    return;
  }
  const { job: text } = request;
  if (text === 'die') process.exit(1);
  if (text === 'throw') throw new Error('out of memory');
  if (text === 'slow') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  if (text === 'fail') reply({ type: 'error', message: 'bad text' });
  else reply({ type: 'result', result: Float32Array.of(Atomics.add(settings.order, 0, 1)) });
});
reply({ type: 'ready', info: { dimension: 1 } });
