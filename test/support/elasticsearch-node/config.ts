// The folder of one node: its configuration, and room for its data and logs.
import { execFile } from 'node:child_process';
import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readFile, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Distribution } from './distribution.js';

const run = promisify(execFile);
const HASH_ROUNDS = 10_000;
const HASH_BYTES = 32;

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

export interface Jvm {
  readonly heapMb: number;
  /** Whether hot code is compiled as a production node compiles it. */
  readonly optimised: boolean;
}

/** Elasticsearch refuses to run as root, so root starts it as `nobody`; others start it as themselves. */
export const RUN_AS: { uid?: number; gid?: number } = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/** Makes the folder of a new node, owned by the user that it runs as. */
export async function makeFolder({ home }: Distribution, jvm: Jvm, user?: Credentials): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'ideascope-elasticsearch-node-')));
  const config = join(folder, 'config');
  for (const name of ['config/jvm.options.d', 'data', 'logs', 'snapshots', 'tmp']) {
    await mkdir(join(folder, name), { recursive: true });
  }
  await copyFile(join(home, 'config', 'log4j2.properties'), join(config, 'log4j2.properties'));
  await writeFile(join(config, 'jvm.options'), await jvmOptions(home, folder, jvm));
  if (user) {
    await writeFile(join(config, 'users'), `${user.username}:${hashOf(user.password)}\n`);
    await writeFile(join(config, 'users_roles'), `superuser:${user.username}\n`);
  }
  if (RUN_AS.uid !== undefined) await run('chown', ['-R', `${RUN_AS.uid}:${RUN_AS.gid}`, folder]);
  return folder;
}

/** Port 0 lets the system choose, and `logs/http.ports` says what it chose. */
export async function writeSettings(folder: string, port: number, security: boolean): Promise<void> {
  const settings = {
    'cluster.name': 'ideascope-test',
    'node.name': 'test',
    'path.data': join(folder, 'data'),
    'path.logs': join(folder, 'logs'),
    'path.repo': join(folder, 'snapshots'),
    'network.host': '127.0.0.1',
    'http.port': port,
    'transport.port': 0,
    'node.portsfile': true,
    'discovery.type': 'single-node',
    // a disk that is nearly full must not make indices read-only
    'cluster.routing.allocation.disk.threshold_enabled': false,
    'xpack.security.enabled': security,
    'xpack.security.enrollment.enabled': false,
    'xpack.security.autoconfiguration.enabled': false,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name}: ${JSON.stringify(value)}\n`);
  await writeFile(join(folder, 'config', 'elasticsearch.yml'), lines.join(''));
}

async function jvmOptions(home: string, folder: string, { heapMb, optimised }: Jvm): Promise<string> {
  const given = await readFile(join(home, 'config', 'jvm.options'), 'utf8');
  const kept = given.split('\n').filter((line) => !/^-Xlog:gc|^-XX:ErrorFile|^-XX:\+HeapDump/.test(line));
  // a test's node lives for seconds to minutes: the fast compiler alone halves the processor time of its start
  const compiler = optimised ? [] : ['-XX:TieredStopAtLevel=1'];
  const own = [`-Xms${heapMb}m`, `-Xmx${heapMb}m`, ...compiler, `-XX:ErrorFile=${folder}/logs/crash.log`];
  return [...kept, ...own, ''].join('\n');
}

/** In the form that the `users` file takes; a file needs no tool, and so no further JVM, to set a password. */
function hashOf(password: string): string {
  const salt = randomBytes(HASH_BYTES);
  const hash = pbkdf2Sync(password, salt, HASH_ROUNDS, HASH_BYTES, 'sha512');
  return `{PBKDF2}${HASH_ROUNDS}$${salt.toString('base64')}$${hash.toString('base64')}`;
}
