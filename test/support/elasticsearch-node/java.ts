// Finds a JDK that is new enough to run Elasticsearch and to compile its plugin.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const OLDEST = 21;
const INSTALLED = '/usr/lib/jvm';

/** The first that is new enough of $ES_JAVA_HOME, $JAVA_HOME and the installed ones, newest first. */
export function findJdk(): string | undefined {
  const named = [process.env.ES_JAVA_HOME, process.env.JAVA_HOME].filter((home) => home !== undefined);
  const installed = existsSync(INSTALLED) ? readdirSync(INSTALLED).map((name) => join(INSTALLED, name)) : [];
  installed.sort((a, b) => versionOf(b) - versionOf(a));
  return [...named, ...installed].find((home) => versionOf(home) >= OLDEST);
}

export const NO_JDK = `there is no JDK of version ${OLDEST} or newer in $ES_JAVA_HOME, $JAVA_HOME or ${INSTALLED}`;

/** The feature version, 0 where there is no complete JDK. */
function versionOf(home: string): number {
  try {
    if (!existsSync(join(home, 'bin', 'javac'))) return 0;
    return Number(/^JAVA_VERSION="(\d+)/m.exec(readFileSync(join(home, 'release'), 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
