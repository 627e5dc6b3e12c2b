// What must hold before a release: `npm run release-check`. Each step is said with its outcome; any that fails fails all.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Not all registries know the audit. */
const NO_AUDIT = /audit endpoint returned an error|ENOTFOUND|EAI_AGAIN|405|404/;

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const run = (command: string, args: readonly string[], cwd = ROOT, env: NodeJS.ProcessEnv = {}) =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: 'pipe', env: { ...process.env, ...env } });

/** Returns what is worth saying. @throws Error saying what would be right */
type Step = () => string;

const { version } = JSON.parse(read('package.json')) as { version: string };

function changelog(): string {
  const [, date] =
    new RegExp(`^## ${version.replaceAll('.', '\\.')} \\((\\d{4}-\\d{2}-\\d{2})\\)$`, 'm').exec(read('CHANGELOG.md')) ??
    [];
  if (date === undefined) throw new Error(`CHANGELOG.md has no section "## ${version} (<date>)"`);
  return `${version} of ${date}`;
}

function contract(): string {
  const { info } = JSON.parse(read('openapi.json')) as { info: { version: string } };
  if (info.version !== version) throw new Error(`openapi.json is of ${info.version}: npm run openapi`);
  return info.version;
}

function workingTree(): string {
  const changed = run('git', ['status', '--porcelain']).trim();
  if (changed !== '') throw new Error(`not committed:\n${changed}`);
  return 'all is committed';
}

function audit(): string {
  try {
    run('npm', ['audit', '--omit=dev', '--audit-level=high']);
    return 'nothing high or critical is known';
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    if (NO_AUDIT.test(stderr)) return 'NOT LOOKED AT: this registry answers no audit; run npm audit where one does';
    throw new Error(stdout);
  }
}

function sbom(): string {
  const { components } = JSON.parse(run('npm', ['run', '--silent', 'sbom'])) as { components: readonly unknown[] };
  if (components.length === 0) throw new Error('npm run sbom lists nothing');
  return `${components.length} components`;
}

/** The package as a user installs it, in an empty folder with an empty home. */
function tarball(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ideascope-release-'));
  try {
    const [packed] = JSON.parse(run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder])) as {
      filename: string;
      size: number;
    }[];
    if (packed === undefined) throw new Error('npm pack made nothing');
    const env = { NPM_CONFIG_IGNORE_SCRIPTS: 'true', HOME: folder };
    run('npm', ['install', '--no-audit', '--no-fund', join(folder, packed.filename)], folder, env);
    const said = run('npx', ['--no-install', 'ideascope', '--version'], folder, env).trim();
    if (said !== version) throw new Error(`the installed package says ${said}`);
    return `${packed.filename}, ${Math.ceil(packed.size / 1024)} KiB, installs and says ${said}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const STEPS: Readonly<Record<string, Step>> = {
  'working tree': workingTree,
  changelog,
  contract,
  check: () => run('npm', ['run', '--silent', 'check']) && 'types and style',
  licences: () => run('npm', ['run', '--silent', 'licences']).trim(),
  audit,
  sbom,
  package: tarball,
};

for (const [name, step] of Object.entries(STEPS)) {
  try {
    process.stdout.write(`ok    ${name}: ${step()}\n`);
  } catch (error) {
    process.stdout.write(`FAILS ${name}: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
