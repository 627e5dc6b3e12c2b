#!/usr/bin/env node
// The command line: reads the arguments, runs one command, turns its outcome into an exit code.
import { hideKeys } from '../src/access/hide-keys.js';
import { type Config, ConfigError, readConfig } from '../src/config.js';
import { createLogger, type Logger } from '../src/logger.js';
import { readVersion } from '../src/version.js';
import type { Command, Surroundings } from './command-steps.js';
import { shownLines } from './shown-text.js';
import { listenForStop } from './signals.js';
import { standBack } from './stand-back.js';
import { type CommandLine, type CommandName, helpText, readCommandLine, UsageError } from './usage.js';
import { messageOf } from './values.js';

const DONE = 0;
const FAILED = 1;
const WRONG_USAGE = 2;

const print = (text: string): void => void process.stdout.write(shownLines(text));
const note = (text: string): void => void process.stderr.write(shownLines(text));

/** Commands that end report on what they do themselves; the log of their parts would only break the progress bar. */
function quietLogger(config: Config): Logger {
  return createLogger(config.logLevel === 'info' ? 'warn' : config.logLevel, hideKeys(config.apiKeys));
}

/** Loaded when needed: help and wrong usage are answered without loading a database and a model runtime. */
async function runOnStore(line: CommandLine, config: Config): Promise<boolean> {
  const commands = await import('./commands.js');
  const importing = await import('./import-commands.js');
  const keeping = await import('./backup-commands.js');
  const { openEmbedder, openLibrary } = await import('../src/compose.js');
  const table: Partial<Record<CommandLine['command'], Command>> = {
    import: importing.importCommand,
    harvest: importing.harvestCommand,
    embed: commands.embedCommand,
    status: commands.statusCommand,
    search: commands.searchCommand,
    reindex: commands.reindexCommand,
    'suggest-topics': commands.suggestTopicsCommand,
    merge: commands.mergeCommand,
    split: commands.splitCommand,
    backup: keeping.backupCommand,
    restore: keeping.restoreCommand,
  };
  if (line.command !== 'search' && line.command !== 'status') standBack();
  const logger = quietLogger(config);
  const stop = listenForStop(() => note('\nfinishing what is under way; once more to end at once\n'));
  const around: Surroundings = {
    config,
    logger,
    stdin: process.stdin,
    print,
    stderr: process.stderr,
    signal: stop.signal,
    openLibrary: () => openLibrary(config, logger),
    openEmbedder: () => openEmbedder(config, logger, { prefetch: true }),
  };
  try {
    return (await table[line.command]?.(line, around)) ?? false;
  } finally {
    stop.release();
  }
}

/** False where something is damaged. The store is not opened here: that may be what ends the process. */
async function checkFilesOf(config: Config): Promise<boolean> {
  const { checkFiles } = await import('../src/compose.js');
  const damages = await checkFiles(config);
  if (damages === undefined) print('Elasticsearch keeps the works: its own checks tell of damage\n');
  else if (damages.length === 0) print(`nothing is damaged in ${config.dataDir}\n`);
  for (const { file, reason } of damages ?? []) print(`${file}: ${reason}\n`);
  return (damages?.length ?? 0) === 0;
}

async function run(line: CommandLine): Promise<boolean> {
  const atOnce: Partial<Record<CommandName | 'version', () => string>> = {
    help: helpText,
    version: () => `${readVersion()}\n`,
  };
  const answer = atOnce[line.command];
  if (answer !== undefined) {
    print(answer());
    return true;
  }
  const config = readConfig();
  if (line.command === 'check') return checkFilesOf(config);
  if (line.command === 'keys') {
    const { keysCommand } = await import('./keys-command.js');
    return keysCommand(line, { file: config.apiKeyFile, print, note });
  }
  if (line.command !== 'serve') return runOnStore(line, config);
  const { serve } = await import('./serve.js');
  await serve(config, createLogger(config.logLevel, hideKeys(config.apiKeys)), print);
  return true;
}

/** One line without a stack; the stack is for whoever asks for it. */
function explain(error: unknown): string {
  const [message] = messageOf(error).split('\n', 1);
  const wantsStack = (() => {
    try {
      return ['debug', 'trace'].includes(readConfig().logLevel);
    } catch {
      return false;
    }
  })();
  return wantsStack && error instanceof Error ? `ideascope: ${error.stack}\n` : `ideascope: ${message}\n`;
}

async function main(): Promise<number> {
  try {
    return (await run(readCommandLine(process.argv.slice(2)))) ? DONE : FAILED;
  } catch (error) {
    note(explain(error));
    return error instanceof UsageError || error instanceof ConfigError ? WRONG_USAGE : FAILED;
  }
}

// a reader that has seen enough (`| head`) is not a failure
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(DONE);
  throw error;
});
process.exitCode = await main();
