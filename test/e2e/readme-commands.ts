// The commands of README.md with the answers that stand below them, read as a shell and a reader read them.
import { readFileSync } from 'node:fs';
import { ROUTES } from '../../src/api/contract.js';

export const README = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
/** Where the README's service is. */
export const HOME = 'http://127.0.0.1:3000';

/** A command that asks the service, and whatever block follows it at once. */
const COMMAND = /```sh\n(curl [^`]*)```(?:\n\n```(\w+)\n([^`]*)```)?/g;
/** What the text of an answer may be: JSON, a file, or the head of an HTTP answer. */
const ANSWERS = ['json', 'csv', 'bibtex', 'ris', 'jsonl', 'http'] as const;
const WITH_VALUE = ['-X', '-H', '-d', '--data-binary', '--data-urlencode'];
const WITHOUT_VALUE = ['-G', '-i', '-I'];

export interface Command {
  /** As printed, on one line. */
  readonly text: string;
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** undefined where no block that could be an answer follows. */
  readonly answer: { readonly form: (typeof ANSWERS)[number]; readonly text: string } | undefined;
}

/** The arguments of a command line, as a shell splits it; its variables stay as they are. */
function argumentsOf(line: string): string[] {
  const words = line.replaceAll('\\\n', ' ').matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g);
  return [...words].map(([word]) => word.replace(/'([^']*)'|"([^"]*)"/g, (_, one?: string, two = '') => one ?? two));
}

/** The values of an option, which may be given several times. */
function valuesOf(args: readonly string[], ...options: string[]): string[] {
  return args.flatMap((one, i) => (options.includes(args[i - 1] ?? '') ? [one] : []));
}

function encoded(pair: string): string {
  const [name = '', ...value] = pair.split('=');
  return `${name}=${encodeURIComponent(value.join('='))}`;
}

function commandOf([, line = '', form, text = '']: RegExpMatchArray): Command {
  const args = argumentsOf(line.trim());
  const unknown = args.find((one) => one.startsWith('-') && ![...WITH_VALUE, ...WITHOUT_VALUE].includes(one));
  if (unknown !== undefined) throw new Error(`README.md has a curl with ${unknown}: let readme-commands.ts read it`);
  const address = args.find((one) => one.startsWith(HOME))?.slice(HOME.length) ?? '';
  const data = valuesOf(args, '-d', '--data-binary', '--data-urlencode');
  const isQuery = args.includes('-G');
  const body = isQuery ? undefined : data[0];
  const assumed = args.includes('-I') ? 'HEAD' : body === undefined ? 'GET' : 'POST';
  const known = ANSWERS.find((one) => one === form);
  return {
    text: line.trim().replace(/[\s\\]+/g, ' '),
    method: valuesOf(args, '-X')[0] ?? assumed,
    url: (address || '/') + (isQuery ? `?${data.map(encoded).join('&')}` : ''),
    headers: Object.fromEntries(valuesOf(args, '-H').map((one) => one.split(': ', 2) as [string, string])),
    body,
    answer: known && { form: known, text },
  };
}

/** Every command of a text, in order. */
export function commandsOf(text: string): Command[] {
  return [...text.matchAll(COMMAND)].map(commandOf);
}

/** The section below a heading `## …`. */
export function sectionOf(heading: string): string {
  return README.split(/^## /m).find((section) => section.startsWith(`${heading}\n`)) ?? '';
}

/** `METHOD /path` of the route that answers: a path that is written out goes before one with an id, a long one first. */
export function routeOf({ method, url }: Pick<Command, 'method' | 'url'>): string | undefined {
  const path = url.split('?')[0] ?? '';
  const fitting = Object.values(ROUTES)
    .filter((route) => route.method === method)
    .map((route) => route.path as string)
    .filter((known) => new RegExp(`^${known.replaceAll('.', '\\.').replace('{id}', '.+')}$`).test(path))
    .sort((a, b) => Number(a.includes('{')) - Number(b.includes('{')) || b.length - a.length);
  return fitting[0] && `${method} ${fitting[0]}`;
}
