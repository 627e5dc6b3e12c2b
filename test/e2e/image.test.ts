// The image without Docker: its steps are those of a clean clone, and what they make runs, is healthy and stops.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readConfig } from '../../src/config.js';
import { eventually } from './processes.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const INSTALL_MS = 300_000;
const START_MS = 60_000;

interface Instruction {
  readonly name: string;
  readonly rest: string;
}

interface Stage {
  /** An image with its tag, or the name of an earlier stage. */
  readonly from: string;
  readonly name: string | undefined;
  readonly steps: readonly Instruction[];
}

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

function readStages(text: string): Stage[] {
  const lines = text.replace(/^\s*#.*\n/gm, '').replaceAll('\\\n', ' ');
  const instructions = [...lines.matchAll(/^([A-Z]+)\s+(.*)$/gm)].map(([, name = '', rest = '']) => ({ name, rest }));
  const starts = instructions.flatMap(({ name }, i) => (name === 'FROM' ? [i] : []));
  return starts.map((start, i) => {
    const [from = '', , name] = instructions[start]?.rest.split(/\s+/) ?? [];
    return { from, name, steps: instructions.slice(start + 1, starts[i + 1]) };
  });
}

const stages = readStages(read('Dockerfile'));
const last = stages.at(-1) as Stage;
const valuesOf = (steps: readonly Instruction[], wanted: string) =>
  steps.flatMap(({ name, rest }) => (name === wanted ? [rest] : []));
const allOf = (wanted: string) => stages.flatMap(({ steps }) => valuesOf(steps, wanted));

/** An instruction in its exec form: `CMD ["node", "-e", "…"]`. */
function execForm(wanted: 'CMD' | 'HEALTHCHECK'): string[] {
  const [value = ''] = valuesOf(last.steps, wanted);
  return JSON.parse(value.slice(value.indexOf('['))) as string[];
}

interface Copy {
  /** undefined: from this folder. */
  readonly stage: string | undefined;
  readonly sources: readonly string[];
  readonly target: string;
}

function copyOf(rest: string): Copy {
  const words = rest.split(/\s+/);
  const stage = /^--from=(\w+)$/.exec(words[0] ?? '')?.[1];
  return { stage, sources: words.slice(stage === undefined ? 0 : 1, -1), target: words.at(-1) ?? '' };
}

/** `ENV A=1 B=2` of some steps. */
function environmentOf(steps: readonly Instruction[]): Record<string, string> {
  const pairs = valuesOf(steps, 'ENV').flatMap((line) => line.split(/\s+/));
  return Object.fromEntries(pairs.map((pair) => pair.split('=') as [string, string]));
}

describe('Dockerfile', () => {
  test('starts from pinned images and its own stages', () => {
    const own = new Set(stages.map(({ name }) => name));
    const images = stages.map(({ from }) => from).filter((from) => !own.has(from));
    expect(images).toEqual(images.map(() => expect.stringMatching(/^node:20\.\d+\.\d+-bookworm-slim$/)));
    expect(new Set(images).size).toBe(1);
  });

  test('runs the commands of a clean clone, and no others of npm', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    expect(allOf('RUN').filter((line) => line.includes('npm'))).toEqual([
      'npm ci',
      'npm run build',
      'npm ci --omit=dev',
    ]);
    expect(read('.ci/run')).toMatch(/\bstep npm ci;/);
    expect(scripts.pretest?.replace(' --silent', '')).toBe('npm run build');
    expect(execForm('CMD').join(' ')).toBe(scripts.start);
  });

  test('needs no install script, as the clone needs none', () => {
    const { allowScripts } = JSON.parse(read('package.json')) as { allowScripts: Record<string, boolean> };
    expect(Object.values(allowScripts)).not.toContain(true);
    expect(environmentOf(stages[0]?.steps ?? [])).toMatchObject({ NPM_CONFIG_IGNORE_SCRIPTS: 'true' });
  });

  test('copies what exists and what .dockerignore lets through', () => {
    const patterns = read('.dockerignore').split('\n');
    const copies = allOf('COPY').map(copyOf);
    const sources = copies.flatMap(({ stage, sources }) => (stage === undefined ? sources : []));
    expect(sources.filter((source) => !existsSync(join(ROOT, source)))).toEqual([]);
    expect(sources.filter((source) => !patterns.includes(`!${source}`))).toEqual([]);
    expect(patterns).toContain('*');
  });

  test('is not root when it runs', () => {
    const names = last.steps.map(({ name }) => name);
    expect(valuesOf(last.steps, 'USER')).toEqual(['node']);
    expect(names.indexOf('USER')).toBeLessThan(names.indexOf('CMD'));
    for (const folder of JSON.parse(valuesOf(last.steps, 'VOLUME')[0] ?? '[]') as string[]) {
      expect(valuesOf(last.steps, 'RUN').join()).toMatch(new RegExp(`-o node -g node .*${folder}`));
    }
  });
});

/** Walks through the steps of a stage in a folder; `dist` is what the same commands have compiled here. */
function perform(steps: readonly Instruction[], folder: string, made: Readonly<Record<string, string>>): void {
  const env = { ...process.env, ...environmentOf(steps) };
  for (const { name, rest } of steps) {
    // owners and folders of the image's root are Docker's business
    if (name === 'RUN' && !rest.startsWith('install ')) {
      execFileSync('bash', ['-c', rest], { cwd: folder, env, stdio: 'pipe' });
    }
    if (name !== 'COPY') continue;
    const { stage, sources, target } = copyOf(rest);
    for (const source of sources) {
      const from = stage === undefined ? join(ROOT, source) : source.replace('/app', made[stage] ?? stage);
      const to = target.endsWith('/') ? join(folder, target, source) : join(folder, target);
      cpSync(from, to, { recursive: true });
    }
  }
}

/** The health check asks at the port that it is told, so it must be known before the start. */
async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return String(port);
}

/** How this host reaches others: proxies and certificates, which a container would be given too. */
function networkOf(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => /_proxy$|^NODE_EXTRA_CA_CERTS$/i.test(name)));
}

const inCi = process.env.CI === 'true';
if (!inCi) process.stderr.write("SKIPPED: the image's steps are performed where CI=true (they install packages)\n");

(inCi ? describe : describe.skip)('what the steps of the image make', () => {
  let folder = '';
  let env: NodeJS.ProcessEnv = {};
  const app = () => join(folder, 'app');
  const [command = '', ...args] = execForm('CMD');
  const health = () => {
    const [program = '', ...rest] = execForm('HEALTHCHECK');
    return spawnSync(program, rest, { env }).status;
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ideascope-image-'));
    const place = { PORT: await freePort(), DATA_DIR: join(folder, 'data'), MODEL_DIR: readConfig().modelDir };
    env = { ...networkOf(process.env), PATH: process.env.PATH, ...environmentOf(last.steps), ...place };
    const production = join(folder, 'production');
    const made = { production, build: ROOT.slice(0, -1) };
    const stepsOf = (wanted: string) => stages.find(({ name }) => name === wanted)?.steps ?? [];
    for (const one of [production, app()]) mkdirSync(one);
    perform([...stepsOf('base'), ...stepsOf('production')], production, made);
    perform(last.steps, app(), made);
  }, INSTALL_MS);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test(
    'answers, embeds, is healthy until it is stopped, and stops at SIGTERM',
    async () => {
      expect(health()).toBe(1);
      const service = spawn(command, args, { cwd: app(), env, stdio: 'ignore' });
      const ended = once(service, 'exit');
      try {
        await eventually(
          'a healthy service',
          async () => health(),
          (status) => status === 0,
          START_MS,
        );
        const ready = async () =>
          (await (await fetch(`http://127.0.0.1:${env.PORT}/health/ready`)).json()) as {
            embedding?: { status: string };
          };
        await eventually('the model', ready, ({ embedding }) => embedding?.status === 'ready', START_MS);
        service.kill('SIGTERM');
        expect(await ended).toEqual([0, null]);
        expect(health()).toBe(1);
      } finally {
        service.kill('SIGKILL');
      }
    },
    2 * START_MS,
  );
});
