// The README's section on the API is whole: every route and every format of a file has a command with an answer there.
import { expect, test } from '@jest/globals';
import { ROUTES } from '../../src/api/contract.js';
import { EXPORT_NAMES } from '../../src/export/formats.js';
import { commandsOf, README, routeOf, sectionOf } from './readme-commands.js';

const commands = commandsOf(sectionOf('The API'));

test('every route has a command', () => {
  const shown = new Set(commands.map(routeOf));
  const all = Object.values(ROUTES).map(({ method, path }) => `${method} ${path}`);
  expect(all.filter((route) => !shown.has(route))).toEqual([]);
});

test('every format of a file has a command', () => {
  const formats = commands.map(({ url, body }) => /\bformat(?:=|": ")(\w+)/.exec(`${url} ${body}`)?.[1]);
  expect(EXPORT_NAMES.filter((name) => !formats.includes(name))).toEqual([]);
});

test('every command has its answer below it', () => {
  expect(commandsOf(README).filter(({ answer }) => answer === undefined)).toEqual([]);
});
