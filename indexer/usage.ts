// What the command line understands: commands, their options, and the help text.
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { describeSettings } from '../src/config.js';
import { FORMATS } from './importers/formats.js';
import { messageOf } from './values.js';

/** The command line is wrong; the message says in one line what would be right. */
export class UsageError extends Error {
  override name = 'UsageError';
}

interface CommandSpec {
  readonly usage: string;
  readonly help: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** How many positional arguments there must be. */
  readonly least: number;
  readonly most: number;
}

const MANY = Number.POSITIVE_INFINITY;

const COMMANDS = {
  serve: { usage: 'serve', help: 'run the service', options: {}, least: 0, most: 0 },
  import: {
    usage: 'import <file|folder|-> … [--format auto|…] [--report <file>] [--no-embed] [--max-cpu 100]',
    help: `add works from files, plain, gzipped or zipped, and embed them (--max-cpu as for embed); the formats: ${FORMATS.join(', ')}`,
    options: {
      format: { type: 'string' },
      report: { type: 'string' },
      'no-embed': { type: 'boolean' },
      'max-cpu': { type: 'string' },
    },
    least: 1,
    most: MANY,
  },
  harvest: {
    usage:
      'harvest <arxiv|address> [--set cs] [--from 2026-01-01] [--until …] [--prefix …] [--pause 3] [--report <file>] [--no-embed] [--max-cpu 100]',
    help: 'add what a repository has, over OAI-PMH; the same command goes on where one was cut off',
    options: {
      set: { type: 'string' },
      from: { type: 'string' },
      until: { type: 'string' },
      prefix: { type: 'string' },
      pause: { type: 'string' },
      report: { type: 'string' },
      'no-embed': { type: 'boolean' },
      'max-cpu': { type: 'string' },
    },
    least: 1,
    most: 1,
  },
  embed: {
    usage: 'embed [--max-cpu 100]',
    help: 'compute the vectors that are missing, with at most so many percent of the machine',
    options: { 'max-cpu': { type: 'string' } },
    least: 0,
    most: 0,
  },
  status: { usage: 'status', help: 'say what is stored', options: {}, least: 0, most: 0 },
  search: {
    usage: 'search "…" [--mode hybrid|keyword|semantic] [--limit 10]',
    help: 'print the best works for a query',
    options: { mode: { type: 'string' }, limit: { type: 'string' } },
    least: 1,
    most: 1,
  },
  reindex: {
    usage: 'reindex',
    help: 'build the index, researchers and topics anew; with vectors of the model set, if they are of another',
    options: {},
    least: 0,
    most: 0,
  },
  'suggest-topics': {
    usage: 'suggest-topics [--again|--remove]',
    help: 'give works without topics those of their neighbours, marked; look at all again; or take them away',
    options: { again: { type: 'boolean' }, remove: { type: 'boolean' } },
    least: 0,
    most: 0,
  },
  merge: {
    usage: 'merge <from> <into>',
    help: 'take the works of an author who has two records into the second one',
    options: {},
    least: 2,
    most: 2,
  },
  split: {
    usage: 'split <id> [--works <work>,<work>,…] [--to <id>]',
    help: 'undo a merge; or give works of an author to somebody else, a new record by default',
    options: { works: { type: 'string' }, to: { type: 'string' } },
    least: 1,
    most: 1,
  },
  check: {
    usage: 'check',
    help: 'read the whole store, and say what is damaged; also while a service runs',
    options: {},
    least: 0,
    most: 0,
  },
  backup: {
    usage: 'backup <folder> [--verify]',
    help: 'copy the built-in store into a new folder, also while it is used; --verify: whether a backup is whole',
    options: { verify: { type: 'boolean' } },
    least: 1,
    most: 1,
  },
  restore: {
    usage: 'restore <folder>',
    help: 'make DATA_DIR, which must be empty, what it was when the backup was made',
    options: {},
    least: 1,
    most: 1,
  },
  keys: {
    usage: 'keys create <name> [--scope read|write|admin] [--expires 2027-01-31] | keys list | keys revoke <name>',
    help: 'make a key, which is printed once and kept as a hash in API_KEY_FILE; list the keys; take one away; a running service follows',
    options: { scope: { type: 'string' }, expires: { type: 'string' } },
    least: 1,
    most: 2,
  },
  help: { usage: 'help', help: 'print this text', options: {}, least: 0, most: 0 },
} as const satisfies Record<string, CommandSpec>;

export type CommandName = keyof typeof COMMANDS;

export interface CommandLine {
  readonly command: CommandName | 'version';
  readonly positionals: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(COMMANDS, name);
}

/**
 * Reads the arguments after the program's name. No argument at all asks for help.
 * @throws UsageError
 */
export function readCommandLine(args: readonly string[]): CommandLine {
  const [name, ...rest] = args;
  const nothing = { positionals: [], options: {} };
  if (name === undefined || name === '--help' || name === '-h') return { command: 'help', ...nothing };
  if (name === '--version' || name === '-v') return { command: 'version', ...nothing };
  if (!isCommand(name)) {
    throw new UsageError(`unknown command '${name}': expected one of ${Object.keys(COMMANDS).join(', ')}`);
  }
  const spec: CommandSpec = COMMANDS[name];
  const { values, positionals } = parse(spec, rest);
  if (values.help === true) return { command: 'help', ...nothing };
  if (positionals.length < spec.least || positionals.length > spec.most) {
    throw new UsageError(`usage: ideascope ${spec.usage}`);
  }
  return { command: name, positionals, options: values };
}

function parse(spec: CommandSpec, args: readonly string[]) {
  const options = { ...spec.options, help: { type: 'boolean', short: 'h' } } as const;
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const [what = ''] = messageOf(error).split(/[.\n]/);
    throw new UsageError(`${what}; usage: ideascope ${spec.usage}`);
  }
}

/**
 * The value of an option that is one of several words.
 * @throws UsageError
 */
export function oneOf<T extends string>(name: string, value: unknown, allowed: readonly T[], fallback: T): T {
  const found = value === undefined ? fallback : allowed.find((one) => one === value);
  if (found === undefined) throw new UsageError(`--${name} ${value}: expected one of ${allowed.join(', ')}`);
  return found;
}

/**
 * The value of an option that is a number from 1 to `most`.
 * @throws UsageError
 */
export function countOption(name: string, value: unknown, most: number, fallback: number): number {
  const count = value === undefined ? fallback : Number(value);
  if (Number.isInteger(count) && count >= 1 && count <= most) return count;
  throw new UsageError(`--${name} ${value}: expected a number from 1 to ${most}`);
}

/**
 * The values of an option that is a list with commas; undefined without the option.
 * @throws UsageError if it is empty
 */
export function listOption(name: string, value: unknown): string[] | undefined {
  if (value === undefined) return undefined;
  const list = String(value)
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  if (list.length === 0) throw new UsageError(`--${name}: expected a list such as a,b,c`);
  return list;
}

export const IMPORT_FORMATS = ['auto', ...FORMATS] as const;

export function helpText(): string {
  const rows = Object.values(COMMANDS).map(({ usage, help }: CommandSpec) => `  ideascope ${usage}\n      ${help}`);
  return [
    'Ideascope searches research papers by idea.',
    '',
    'Commands:',
    ...rows,
    '',
    'Settings, from the environment (default in brackets):',
    describeSettings(),
    '',
    'Exit codes: 0 done, 1 failed, 2 wrong usage.',
    '',
  ].join('\n');
}
