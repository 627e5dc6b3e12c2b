// Elasticsearch with the analysis plugin, unpacked once into a cache folder and shared by every node and run.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { findJdk, NO_JDK } from './java.js';
import { withLock } from './lock.js';
import { installPlugin, pluginFingerprint } from './plugin.js';

const run = promisify(execFile);
const VERSION = '9.5.3';
/** Elasticsearch without its optional modules, from Maven Central, which is mirrored where its own site is not. */
const ARTIFACT = `org.elasticsearch.distribution.integ-test-zip:elasticsearch:${VERSION}:zip`;

export interface Distribution {
  /** Never written to once it is there: nodes keep config, data and logs in folders of their own. */
  readonly home: string;
  readonly jdk: string;
}

/** No node can run on this machine; the message says what it lacks. */
export class Unavailable extends Error {}

/** Outside the checkout, which the unprivileged user of a node may not be able to read. */
export function cacheFolder(): string {
  const named = process.env.ELASTICSEARCH_CACHE;
  return named ? resolve(named) : join(tmpdir(), `ideascope-elasticsearch-${process.getuid?.()}`);
}

/** Where Elasticsearch lies; the first call on a machine downloads and unpacks it. */
export async function prepareDistribution(): Promise<Distribution> {
  if (process.platform !== 'linux') throw new Unavailable('the test node runs on Linux only');
  const jdk = findJdk();
  if (jdk === undefined) throw new Unavailable(NO_JDK);
  const cache = cacheFolder();
  const name = `elasticsearch-${VERSION}-${await pluginFingerprint()}`;
  const home = join(cache, name);
  if (!existsSync(home)) {
    await mkdir(cache, { recursive: true, mode: 0o755 });
    await withLock(`ideascope-${name}`, () => unpack(jdk, cache, home));
  }
  return { home, jdk };
}

/** Under another name until it is complete, so that a start that breaks off leaves nothing half done in its place. */
async function unpack(jdk: string, cache: string, home: string): Promise<void> {
  if (existsSync(home)) return;
  const folder = await mkdtemp(join(cache, '.unpacking-'));
  try {
    await download(folder);
    const unpacked = join(folder, `elasticsearch-${VERSION}`);
    await installPlugin(jdk, unpacked, VERSION);
    await run('chmod', ['-R', 'a+rX', unpacked]);
    await rename(unpacked, home);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Maven keeps the archive in its own cache, so that it is downloaded once a machine. */
async function download(folder: string): Promise<void> {
  const args = [
    '--batch-mode',
    '--quiet',
    'dependency:unpack',
    `-Dartifact=${ARTIFACT}`,
    `-DoutputDirectory=${folder}`,
  ];
  try {
    await run('mvn', args, { cwd: folder });
  } catch (error) {
    const { code, stdout } = error as NodeJS.ErrnoException & { stdout?: string };
    if (code === 'ENOENT') throw new Unavailable('Maven, which downloads Elasticsearch, is not installed');
    throw new Unavailable(`Maven could not download Elasticsearch: ${stdout?.trim().slice(0, 1000)}`);
  }
}
