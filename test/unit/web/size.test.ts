// What the bundle is made of: how much a first visit loads, what waits until it is needed, and that nothing is elsewhere.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import type { Metafile } from 'esbuild';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const SITE = join(ROOT, 'dist/site');
/** Bytes after gzip. */
const MAX_SCRIPTS = 250_000;
const MAX_STYLES = 40_000;
const MAX_EMBED = 45_000;
const ENTRY = 'web/main.tsx';

/** Addresses that are names: nothing is ever asked of them. */
const NAMES = [
  /^http:\/\/www\.w3\.org\/(?:2000\/svg|1999\/xlink|1999\/xhtml|1998\/Math\/MathML|XML\/1998\/namespace|2000\/xmlns\/)$/,
  // in messages of errors, to be read
  /^https:\/\/react\.dev\/errors\/$/,
  /^http:\/\/fb\.me\/use-check-prop-types$/,
];
/** Where links lead that people may follow, and what placeholders and the client's default show. */
const LINKS = [
  /^https:\/\/(?:doi|orcid|openalex|ror)\.org(?:\/|$)/,
  /^https:\/\/arxiv\.org\//,
  /^http:\/\/(?:127\.0\.0\.1|localhost):3000$/,
];

const { outputs } = JSON.parse(readFileSync(join(SITE, 'metafile.json'), 'utf8')) as Metafile;
const read = (output: string) => readFileSync(join(ROOT, output));
const zipped = (output: string) => gzipSync(read(output)).length;
const entryOf = (source: string) => Object.keys(outputs).find((name) => outputs[name]?.entryPoint === source);
const main = entryOf(ENTRY) ?? '';

/** What a script needs before it runs: itself and what it imports, but not what it may import later. */
function needed(output: string, seen = new Set<string>()): Set<string> {
  if (seen.has(output)) return seen;
  seen.add(output);
  for (const { path, kind, external } of outputs[output]?.imports ?? []) {
    if (kind === 'import-statement' && !external) needed(path, seen);
  }
  return seen;
}

const sourcesIn = (names: Iterable<string>) => [...names].flatMap((name) => Object.keys(outputs[name]?.inputs ?? {}));

describe('what is loaded', () => {
  test(`the scripts of a first visit are at most ${MAX_SCRIPTS / 1000} kB, gzipped`, () => {
    const first = [...needed(main)];
    expect(sourcesIn(first)).toContain('web/app.tsx');
    const sizes = Object.fromEntries(first.map((name) => [basename(name), zipped(name)]));
    const total = Object.values(sizes).reduce((sum, size) => sum + size, 0);
    process.stdout.write(`scripts of a first visit, gzipped: ${total} bytes ${JSON.stringify(sizes)}\n`);
    expect(total).toBeGreaterThan(10_000);
    expect(total).toBeLessThanOrEqual(MAX_SCRIPTS);
  });

  test('styles and what other sites embed are small, too', () => {
    const styles = outputs[main]?.cssBundle ?? '';
    expect(zipped(styles)).toBeLessThanOrEqual(MAX_STYLES);
    expect(zipped('dist/site/embed.js')).toBeLessThanOrEqual(MAX_EMBED);
  });

  test('formulas, the graph and the admin page wait until they are needed', () => {
    const first = sourcesIn(needed(main));
    const waiting = /^web\/(?:ui\/typeset|pages\/(?:graph|admin)-page)\.|^node_modules\/(?:katex|d3-[\w-]+)\/.*\.m?js$/;
    expect(first.filter((source) => waiting.test(source))).toEqual([]);
    for (const source of ['web/ui/typeset.ts', 'web/pages/graph-page.tsx', 'web/pages/admin-page.tsx']) {
      expect([source, entryOf(source) !== undefined]).toEqual([source, true]);
    }
  });

  test('the page names what the bundle made, and loads all that the first script needs with it', () => {
    const page = readFileSync(join(SITE, 'index.html'), 'utf8');
    for (const name of needed(main)) expect(page).toContain(`{root}assets/${basename(name)}`);
    expect(page).toContain(basename(outputs[main]?.cssBundle ?? 'none'));
  });
});

describe('what is in it', () => {
  const files = readdirSync(SITE, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(?:js|css|html|svg)$/.test(name),
  );
  const texts = files.map((name) => [name, readFileSync(join(SITE, name), 'utf8')] as const);

  test('no address of another host, but names and links', () => {
    expect(files.length).toBeGreaterThan(4);
    const foreign = texts.flatMap(([name, text]) =>
      [...text.matchAll(/\b(?:https?|wss?):\/\/[^\s"'`<>)\\$]+/g)]
        .map(([address]) => address)
        .filter((address) => ![...NAMES, ...LINKS].some((known) => known.test(address)))
        .map((address) => `${name}: ${address}`),
    );
    expect(foreign).toEqual([]);
  });

  test('styles load files of their own folder only', () => {
    for (const [name, text] of texts.filter(([one]) => one.endsWith('.css'))) {
      const loaded = [...text.matchAll(/url\(["']?([^"')]+)|@import\s+["']([^"']+)/g)].map(
        ([, url, other]) => url ?? other,
      );
      const away = loaded.filter((url) => !/^(?:\.\/[\w-]+\.(?:woff2|svg)|data:image\/svg\+xml[,;])/.test(url ?? ''));
      expect([name, away]).toEqual([name, []]);
    }
  });

  test('nothing is run that was a text', () => {
    const found = texts.flatMap(([name, text]) =>
      [...text.matchAll(/\beval\(|\bnew Function\b/g)].map(([it]) => `${name}: ${it}`),
    );
    expect(found).toEqual([]);
  });
});
