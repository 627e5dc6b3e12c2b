// `npm run bench -- regexes`: every pattern of src, indexer and web against the attacks that recheck finds for it.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transform } from 'esbuild';
import { PackagesApart } from './packages-apart.js';
import { writeRun } from './runs.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PARTS = ['src', 'indexer', 'web'] as const;
/** Of another language, run as programs when they are loaded, or with no text but our own style sheets. */
const LEFT_OUT = /\.d\.ts$|\/kernel\/|\/docs\/page\.ts$|\/host-css\.ts$/;
const PROGRAMS = /(?:cli|worker|main|load-model|page)\.js$|\.test\.js$/;
/** Of looking for an attack; what is not known by then is `unknown`. */
const TIMEOUT_MS = 10_000;
const HANG_MS = 1_000;
const LONGEST_SEARCH = 20_000;
const LONGEST_TEXT = 200_000;
const STEPS = [1_000, 5_000, 20_000, 60_000];

interface Pattern {
  readonly file: string;
  readonly source: string;
  readonly flags: string;
}

interface Pump {
  readonly prefix: string;
  readonly pump: string;
}

interface Diagnostics {
  readonly status: 'safe' | 'vulnerable' | 'unknown';
  readonly complexity?: { readonly summary: string };
  readonly attack?: { readonly pumps: readonly Pump[]; readonly suffix: string };
  readonly error?: { readonly kind: string };
}

interface Packages {
  readonly literalsIn: (code: string) => readonly Omit<Pattern, 'file'>[];
  readonly check: (source: string, flags: string, options: object) => Diagnostics;
}

interface Attack {
  readonly found: string;
  readonly attackMs?: number;
  readonly hangs?: boolean;
}

interface Found extends Attack {
  readonly file: string;
  readonly pattern: string;
}

export async function benchRegexes(): Promise<void> {
  const packages = await loadPackages();
  const patterns = distinct([...(await literals(packages)), ...(await constructed())]);
  const found: Found[] = [];
  for (const { file, source, flags } of patterns) {
    const diagnostics = packages.check(source, flags, { timeout: TIMEOUT_MS });
    if (diagnostics.status === 'safe') continue;
    const result: Found = { file, pattern: `/${source}/${flags}`, ...attacked(file, source, flags, diagnostics) };
    found.push(result);
    const told = result.attackMs === undefined ? '' : `, ${result.attackMs} ms`;
    process.stdout.write(`${result.hangs ? 'HANGS ' : ''}${file}  ${result.pattern}\n  ${result.found}${told}\n`);
  }
  const hanging = found.filter(({ hangs }) => hangs).length;
  process.stdout.write(`${patterns.length} patterns, ${found.length} not known to be linear, ${hanging} hang\n`);
  if (hanging > 0) process.exitCode = 1;
  writeRun('regexes', { command: 'npm run bench -- regexes', patterns: patterns.length, hanging, found });
}

/** How long the attack takes this engine, on a text as long as that of a search may be, or of an abstract on its way in. */
function attacked(
  file: string,
  source: string,
  flags: string,
  { status, complexity, attack, error }: Diagnostics,
): Attack {
  const found = complexity?.summary ?? `${status}: ${error?.kind}`;
  if (attack === undefined) return { found };
  // what would never end is not tried
  if (complexity?.summary.startsWith('exponential')) return { found, hangs: true };
  const longest = file.startsWith('indexer/') ? LONGEST_TEXT : LONGEST_SEARCH;
  let attackMs = 0;
  // in steps, so that what grows by the cube ends, too
  for (const length of [...STEPS.filter((step) => step < longest), longest]) {
    const each = length / Math.max(1, attack.pumps.length);
    const pumped = attack.pumps.map(({ prefix, pump }) => prefix + pump.repeat(each / pump.length)).join('');
    const started = performance.now();
    (pumped + attack.suffix).replace(new RegExp(source, flags), '');
    attackMs = Math.round(performance.now() - started);
    if (attackMs > HANG_MS) return { found, attackMs, hangs: true };
  }
  return { found, attackMs };
}

async function loadPackages(): Promise<Packages> {
  const apart = new PackagesApart('regexes');
  // without the binaries of recheck, which its JavaScript stands in for
  await apart.install(['--omit=optional']);
  const acorn = await apart.load<{ parse: (code: string, options: object) => object }>('acorn');
  const walk = await apart.load<{ simple: (tree: object, visitors: object) => void }>('acorn-walk');
  const recheck = await apart.load<{ default: { checkSync: Packages['check'] } }>('recheck/lib/browser.js');
  return {
    check: recheck.default.checkSync,
    literalsIn: (code) => {
      const all: Omit<Pattern, 'file'>[] = [];
      const Literal = ({ regex }: { readonly regex?: { readonly pattern: string; readonly flags: string } }) => {
        if (regex) all.push({ source: regex.pattern, flags: regex.flags });
      };
      walk.simple(acorn.parse(code, { ecmaVersion: 'latest', sourceType: 'module', allowHashBang: true }), { Literal });
      return all;
    },
  };
}

function filesOf(folder: string, ending: RegExp): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => ending.test(path))
    .sort();
}

async function literals({ literalsIn }: Packages): Promise<Pattern[]> {
  const files = PARTS.flatMap((part) => filesOf(join(ROOT, part), /\.tsx?$/)).filter((path) => !LEFT_OUT.test(path));
  const all: Pattern[] = [];
  for (const path of files) {
    const loader = path.endsWith('x') ? 'tsx' : 'ts';
    const { code } = await transform(readFileSync(path, 'utf8'), { loader, target: 'es2023', jsx: 'automatic' });
    for (const literal of literalsIn(code)) all.push({ file: relative(ROOT, path), ...literal });
  }
  return all;
}

/** Those that modules put together when they are loaded. */
async function constructed(): Promise<Pattern[]> {
  const all: Pattern[] = [];
  const Native = RegExp;
  let file = '';
  globalThis.RegExp = new Proxy(Native, {
    construct(target, given, called) {
      const made = Reflect.construct(target, given, called) as RegExp;
      // as other packages make theirs, too
      if (new Error().stack?.split('\n')[2]?.includes('/dist/'))
        all.push({ file, source: made.source, flags: made.flags });
      return made;
    },
  });
  try {
    for (const part of PARTS) {
      for (const path of filesOf(join(ROOT, 'dist', part), /\.js$/)) {
        file = relative(join(ROOT, 'dist'), path);
        if (!PROGRAMS.test(path)) await import(pathToFileURL(path).href);
      }
    }
  } finally {
    globalThis.RegExp = Native;
  }
  return all;
}

function distinct(patterns: readonly Pattern[]): Pattern[] {
  return [...new Map(patterns.map((one) => [`/${one.source}/${one.flags}`, one])).values()];
}
