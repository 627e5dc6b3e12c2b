// The command that makes, lists and revokes keys of the service, in its key file.
import { addKey, listKeys, removeKey } from '../src/access/edit-keys.js';
import { KEY_NAME, type KeyEntry } from '../src/access/key-entries.js';
import { isExpired } from '../src/access/key-ring.js';
import { SCOPES } from '../src/access/scopes.js';
import { type CommandLine, oneOf, UsageError } from './usage.js';

interface Around {
  /** API_KEY_FILE. */
  readonly file: string | undefined;
  readonly print: (text: string) => void;
  readonly note: (text: string) => void;
}

const ACTIONS = ['create', 'list', 'revoke'] as const;

/** @returns whether it is done @throws UsageError, KeyFileError */
export async function keysCommand(
  { positionals, options }: CommandLine,
  { file, print, note }: Around,
): Promise<boolean> {
  const [action, name] = positionals;
  if (!ACTIONS.some((one) => one === action)) {
    throw new UsageError(`keys ${action}: expected one of ${ACTIONS.join(', ')}`);
  }
  if ((action === 'list') !== (name === undefined)) {
    throw new UsageError(action === 'list' ? 'keys list takes no name' : `usage: ideascope keys ${action} <name>`);
  }
  if (action !== 'create' && Object.keys(options).length > 0) {
    throw new UsageError('--scope and --expires belong to keys create');
  }
  if (file === undefined) throw new UsageError('API_KEY_FILE says where keys are kept: set it, for the service too');
  if (name === undefined) {
    print(describeKeys(await listKeys(file)));
    return true;
  }
  if (action === 'revoke') {
    const was = await removeKey(file, name);
    note(
      was
        ? `${name} is revoked; a running service follows within a second or two\n`
        : `there is no key named ${name}\n`,
    );
    return was;
  }
  if (!KEY_NAME.test(name)) throw new UsageError(`${name}: a name has 1 to 64 letters, digits, _ . @ or -`);
  const scope = oneOf('scope', options['scope'], SCOPES, 'read');
  const key = await addKey(file, { name, scope, expires: dateOf(options['expires']) });
  note(`${name} (${scope}); this is the only time that the key is shown:\n`);
  print(`${key}\n`);
  return true;
}

/** @throws UsageError */
function dateOf(value: unknown): Date | undefined {
  if (value === undefined) return undefined;
  const date = new Date(String(value));
  const isDate = /^\d{4}-\d\d-\d\d(?:T.*)?$/.test(String(value)) && !Number.isNaN(date.getTime());
  if (!isDate) throw new UsageError(`--expires ${value}: expected a day such as 2027-01-31, or a moment in UTC`);
  if (date.getTime() <= Date.now()) throw new UsageError(`--expires ${value} is over: expected a day to come`);
  return date;
}

function describeKeys(entries: readonly KeyEntry[]): string {
  if (entries.length === 0) return 'there are no keys\n';
  const width = Math.max(...entries.map(({ name }) => name.length));
  return entries.map((entry) => `${entry.name.padEnd(width)}  ${entry.scope.padEnd(5)}  ${untilOf(entry)}\n`).join('');
}

function untilOf(entry: KeyEntry): string {
  const { created, expires } = entry;
  const since = created === undefined ? '' : `created ${created.slice(0, 10)}, `;
  if (!expires) return `${since}does not expire`;
  return `${since}${isExpired(entry) ? 'EXPIRED' : 'expires'} ${expires.toISOString().slice(0, 16)}Z`;
}
