// Runs a node in the foreground until Ctrl-C: npm run elasticsearch -- [--port 9200] [--heap 512] [--security]
import { parseArgs } from 'node:util';
import { startNode } from './node.js';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '9200' },
    heap: { type: 'string', default: '512' },
    security: { type: 'boolean', default: false },
  },
});

let stopping = false;
const node = await startNode({
  port: Number(values.port),
  heapMb: Number(values.heap),
  security: values.security,
});
const { username, password } = node.credentials ?? {};
process.stdout.write(`Elasticsearch is at ${node.url}${username ? `, user ${username}, password ${password}` : ''}\n`);
process.stdout.write(`Logs are in ${node.folder}/logs. Ctrl-C stops it and removes its data.\n`);

const alive = setInterval(() => undefined, 60_000);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, async () => {
    if (stopping) return;
    stopping = true;
    clearInterval(alive);
    await node.dispose();
  });
}
