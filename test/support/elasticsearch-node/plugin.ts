// Compiles the analysis plugin and lays it where an unpacked Elasticsearch looks for plugins.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { zipSync } from 'fflate';

const run = promisify(execFile);
const NAME = 'ideascope-analysis';
/** What Elasticsearch itself is compiled for, so that every JDK that runs it runs the plugin. */
const RELEASE = '21';
/** The compiled tests lie in dist; the Java sources stay where they are. */
const SOURCES = fileURLToPath(new URL('../../../../test/support/elasticsearch-node/plugin/', import.meta.url));

/** Changes whenever the plugin does. */
export async function pluginFingerprint(): Promise<string> {
  const hash = createHash('sha256');
  for (const file of await filesUnder(SOURCES, '.java')) hash.update(file).update(await readFile(join(SOURCES, file)));
  return hash.digest('hex').slice(0, 12);
}

/** Installs by hand what Elasticsearch's own installer would, without another JVM for it. */
export async function installPlugin(jdk: string, home: string, version: string): Promise<void> {
  const classes = await mkdtemp(join(tmpdir(), 'ideascope-plugin-'));
  try {
    const sources = (await filesUnder(SOURCES, '.java')).map((file) => join(SOURCES, file));
    const options = ['--release', RELEASE, '-nowarn', '-proc:none', '-cp', join(home, 'lib', '*'), '-d', classes];
    await run(join(jdk, 'bin', 'javac'), [...options, ...sources]);
    const folder = join(home, 'plugins', NAME);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, `${NAME}.jar`), await jarOf(classes));
    await writeFile(join(folder, 'plugin-descriptor.properties'), descriptor(version));
  } finally {
    await rm(classes, { recursive: true, force: true });
  }
}

async function jarOf(classes: string): Promise<Uint8Array> {
  const files = await filesUnder(classes, '.class');
  const entries = files.map(async (file) => [file, new Uint8Array(await readFile(join(classes, file)))] as const);
  return zipSync(Object.fromEntries(await Promise.all(entries)));
}

async function filesUnder(folder: string, ending: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith(ending));
  return files.map((entry) => relative(folder, join(entry.parentPath, entry.name))).sort();
}

function descriptor(version: string): string {
  return [
    `name=${NAME}`,
    'description=The analysis components that the tests of Ideascope need',
    'version=1',
    `elasticsearch.version=${version}`,
    `java.version=${RELEASE}`,
    'classname=ideascope.analysis.IdeascopeAnalysisPlugin',
    '',
  ].join('\n');
}
