// Which packages come with the product, under which licences, and whether these are ones that it may come with.
import { readFileSync } from 'node:fs';

/** What `package-lock.json` says of a package. */
interface Locked {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export interface Lock {
  readonly packages: Readonly<Record<string, Locked>>;
}

export interface Licensed {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression, or `unknown`. */
  readonly licence: string;
  /** Part of the scripts of the web interface; otherwise installed beside the product. */
  readonly bundled: boolean;
}

/** Licences that ask for no more than to be named. */
const PERMISSIVE = new Set([
  'Apache-2.0',
  'MIT',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Unlicense',
]);

/** Packages under other licences, each with the reason why it may be there. */
export const EXCEPTIONS: readonly { readonly name: RegExp; readonly reason: string }[] = [
  {
    name: /^@img\/sharp-/,
    reason:
      'libvips as a library of its own (LGPL-3.0-or-later), unmodified and replaceable; an optional package of the model runtime for pictures, which Ideascope never reads',
  },
];

/** Packages that are development dependencies, because users get them as a part of the scripts of `web`. */
export const BUNDLED = [
  ...['react', 'react-dom', 'wouter', 'downshift', 'katex', '@tanstack/react-query'],
  ...['d3-force', 'd3-selection', 'd3-zoom'],
];

/** All packages that come with the product on any system, in the order of their names. */
export function licensedPackages({ packages }: Lock): Licensed[] {
  const bundled = closureOf(packages, BUNDLED);
  const found = Object.entries(packages).flatMap(([path, locked]): Licensed[] => {
    if (path === '' || (locked.dev === true && !bundled.has(path))) return [];
    const { version = '', license: licence = 'unknown' } = locked;
    return [{ name: nameOf(path), version, licence, bundled: locked.dev === true }];
  });
  const keyed = new Map(found.map((one) => [`${one.name} ${one.version}`, one]));
  return [...keyed].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** The places in the lock of packages and of all that they need. */
function closureOf(packages: Lock['packages'], names: readonly string[]): Set<string> {
  const places = new Set<string>();
  const visit = (from: string, name: string): void => {
    const place = placeOf(packages, from, name);
    if (place === undefined || places.has(place)) return;
    places.add(place);
    for (const one of Object.keys(packages[place]?.dependencies ?? {})) visit(place, one);
  };
  for (const name of names) visit('', name);
  return places;
}

/** As Node looks packages up: beside whoever asks, then further out. */
function placeOf(packages: Lock['packages'], from: string, name: string): string | undefined {
  for (let at = from; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    const place = `${at}/node_modules/${name}`;
    if (packages[place]) return place;
  }
  return packages[`node_modules/${name}`] && `node_modules/${name}`;
}

/** Those whose licence is unknown, or asks for more than to be named, without being excepted. */
export function refused(packages: readonly Licensed[]): Licensed[] {
  return packages.filter(
    ({ name, licence }) => !isPermissive(licence) && !EXCEPTIONS.some((one) => one.name.test(name)),
  );
}

/** Of `A OR B` one is enough, of `A AND B` both are needed. */
function isPermissive(expression: string): boolean {
  const bare = expression.replace(/[()]/g, ' ');
  return bare.split(/\sOR\s/).some((one) => one.split(/\sAND\s/).every((part) => PERMISSIVE.has(part.trim())));
}

/** The list as it is committed. */
export function describeLicences(packages: readonly Licensed[]): string {
  const licences = [...new Set(packages.map(({ licence }) => licence))].sort();
  const rows = licences.map((licence) => {
    const names = packages
      .filter((one) => one.licence === licence)
      .map(({ name, version, bundled }) => `${name}${bundled ? '*' : ''} ${version}`);
    return `## ${licence}\n\n${names.map((name) => `- ${name}`).join('\n')}\n`;
  });
  return [
    '# Licences of what comes with Ideascope',
    '',
    'Written by `npm run licences` from `package-lock.json`, for all systems; a test fails while it differs, or where a',
    'licence is unknown or asks for more than to be named. Packages with * are part of the scripts of the web interface.',
    'Their own files have the texts of the licences.',
    '',
    'Excepted:',
    '',
    ...EXCEPTIONS.map(({ name, reason }) => `- \`${name.source.replace(/\\/g, '')}\`: ${reason}.`),
    '',
    rows.join('\n'),
  ].join('\n');
}

export const LICENCES_FILE = new URL('../../docs/licences.md', import.meta.url);

export function readLock(): Lock {
  return JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')) as Lock;
}
