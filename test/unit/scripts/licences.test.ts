// The licences of what comes with the product: listed, known, and none that asks for more than to be named.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import {
  BUNDLED,
  describeLicences,
  LICENCES_FILE,
  licensedPackages,
  readLock,
  refused,
} from '../../../scripts/licence-list.js';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const packages = licensedPackages(readLock());

test('docs/licences.md is up to date: npm run licences', () => {
  expect(readFileSync(LICENCES_FILE, 'utf8')).toBe(describeLicences(packages));
});

test('every licence is known, and permissive or excepted with a reason', () => {
  expect(refused(packages)).toEqual([]);
});

test('whatever the interface imports is listed, though it is a development dependency', () => {
  const files = readdirSync(`${ROOT}web`, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));
  const imports = files.flatMap((name) => [
    ...readFileSync(`${ROOT}web/${name}`, 'utf8').matchAll(/from '([^.'][^']*)'/g),
  ]);
  const names = imports.map(([, path = '']) => path.split('/', path.startsWith('@') ? 2 : 1).join('/'));
  const { devDependencies } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8')) as { devDependencies: object };
  const used = [...new Set(names)].filter((name) => Object.hasOwn(devDependencies, name));
  expect(used.length).toBeGreaterThan(3);
  expect(used.filter((name) => !BUNDLED.includes(name))).toEqual([]);
  expect(packages.filter(({ name }) => name === 'react')).toMatchObject([{ bundled: true, licence: 'MIT' }]);
});

describe('a package is refused', () => {
  const one = (licence: string, name = 'some') => refused([{ name, version: '1.0.0', licence, bundled: false }]).length;
  test.each([
    ['MIT', 0],
    ['(MIT OR GPL-3.0-only)', 0],
    ['MIT AND BSD-3-Clause', 0],
    ['MIT AND GPL-3.0-only', 1],
    ['AGPL-3.0-or-later', 1],
    ['LGPL-3.0-or-later', 1],
    ['unknown', 1],
    ['SEE LICENSE IN LICENSE.txt', 1],
  ])('%s: %d', (licence, count) => expect(one(licence)).toBe(count));

  test('but for those that are excepted', () =>
    expect(one('LGPL-3.0-or-later', '@img/sharp-libvips-linux-x64')).toBe(0));
});
