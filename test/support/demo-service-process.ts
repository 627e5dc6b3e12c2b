// Serves until its owner is gone, then removes its folder: node demo-service-process.js <pid of the owner> <folder>
import { rmSync } from 'node:fs';

const OWNER_MS = 1000;
const [owner = '', folder = ''] = process.argv.splice(2);

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

setInterval(() => {
  if (!isThere(Number(owner))) process.kill(process.pid, 'SIGTERM');
}, OWNER_MS).unref();
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

process.argv.push('serve');
await import('../../indexer/cli.js');
