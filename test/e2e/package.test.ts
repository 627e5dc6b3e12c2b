// The package as `npm pack` makes it, unpacked elsewhere: it runs from any folder, with its site, mappings and demo.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from './processes.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const LIMIT_MS = 60_000;
const folder = mkdtempSync(join(tmpdir(), 'package-'));
const installed = join(folder, 'installed', 'node_modules', 'ideascope');
const elsewhere = join(folder, 'elsewhere');
const CLI = join(installed, 'dist/indexer/cli.js');
/** No home, no settings: what a user has who has just installed it. */
const env = { PATH: process.env.PATH ?? '', HOME: elsewhere, PORT: '0', EMBEDDING_MODEL: 'none' };

beforeAll(() => {
  for (const one of [installed, elsewhere]) mkdirSync(one, { recursive: true });
  // dist is what `npm test` has compiled
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const packed = JSON.parse(execFileSync('npm', args, { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' })) as {
    filename: string;
  }[];
  execFileSync('tar', ['-xzf', join(folder, packed[0]?.filename ?? ''), '--strip-components=1', '-C', installed]);
  symlinkSync(join(ROOT, 'node_modules'), join(installed, 'node_modules'));
}, LIMIT_MS);
afterAll(() => rmSync(folder, { recursive: true }));

test('has what users need, and neither sources nor tests', () => {
  const names = readdirSync(installed, { recursive: true, encoding: 'utf8' }).filter(
    (name) => !name.startsWith('node_modules'),
  );
  for (const wanted of [
    'LICENSE',
    'NOTICE',
    'README.md',
    'CHANGELOG.md',
    'SECURITY.md',
    'mappings/works.json',
    'demo/works.jsonl',
  ]) {
    expect(names).toContain(wanted);
  }
  expect(names.filter((name) => /(?<!\.d)\.tsx?$|\.map$|(^|\/)(test|bench|models|data)(\/|$)/.test(name))).toEqual([]);
});

test('says its version, which answers, the contract and the changelog say too', () => {
  const said = execFileSync(process.execPath, [CLI, '--version'], { cwd: elsewhere, env, encoding: 'utf8' }).trim();
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  const { info } = JSON.parse(readFileSync(join(ROOT, 'openapi.json'), 'utf8')) as { info: { version: string } };
  expect([said, info.version]).toEqual([version, version]);
  expect(readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8')).toContain(`\n## ${version} (`);
});

test(
  'serves the demo and the web interface from an empty folder',
  async () => {
    const service = spawn(process.execPath, [CLI, 'serve'], {
      cwd: elsewhere,
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const ended = once(service, 'exit');
    try {
      let said = '';
      service.stdout.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
      const url = await eventually(
        'the address',
        async () => /Ideascope is at (http:\S+)/.exec(said)?.[1] ?? '',
        (found) => found !== '',
      );
      const count = async () => {
        const answer = await fetch(`${url}/works?search=memory`);
        return ((await answer.json()) as { meta?: { count: number } }).meta?.count ?? 0;
      };
      await eventually('the demo', count, (works) => works > 10);
      const page = await fetch(url, { headers: { accept: 'text/html' } });
      const [, script = ''] = /<script[^>]+src="([^"]+)"/.exec(await page.text()) ?? [];
      expect((await fetch(new URL(script, `${url}/`))).headers.get('content-type')).toMatch(/javascript/);
      expect(page.headers.get('x-ideascope-version')).toMatch(/^\d+\.\d+\.\d+$/);
      service.kill('SIGTERM');
      expect(await ended).toEqual([0, null]);
      expect(readdirSync(elsewhere)).toContain('data');
    } finally {
      service.kill('SIGKILL');
    }
  },
  LIMIT_MS,
);
