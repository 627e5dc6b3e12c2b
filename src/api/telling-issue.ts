// What is wrong with a part of a request: of all that a schema says, the one complaint that tells what to change.
import type { z } from 'zod';
import { type ErrorCode, IdeascopeError } from '../errors.js';
import { didYouMean, listed, quoted } from '../search/messages.js';

/** A name in a body can be as long as the body. */
const SHOWN_NAME = 60;

interface Told {
  readonly issue: z.core.$ZodIssue;
  /** Within the part. */
  readonly path: readonly PropertyKey[];
}

/** The first complaint as an error; its `path` is undefined where it is about all of the part together. */
export function errorOf(error: z.ZodError, schema: z.ZodType): IdeascopeError {
  const [first] = error.issues;
  if (!first) return new IdeascopeError('invalid_parameter', 'the request is not valid');
  const { issue, path } = innermost({ issue: first, path: first.path });
  if (issue.code !== 'unrecognized_keys') return new IdeascopeError(codeOf(issue), issue.message, written(path));
  const [key = ''] = issue.keys;
  const known = namesAt(schema, path);
  const hint = didYouMean(key, known) || (known.length > 0 ? `: there are ${listed(known, 'and')}` : '');
  const at = written([...path, key.slice(0, SHOWN_NAME)]);
  return new IdeascopeError('unknown_parameter', `there is no field ${quoted(key)}${hint}`, at);
}

/** The names that an object in the part may have. */
function namesAt(schema: z.ZodType | undefined, path: readonly PropertyKey[]): readonly string[] {
  const [step, ...rest] = path;
  const { def } = (schema ?? { def: {} }) as { def: Inner };
  const inner = def.innerType ?? def.options?.find((one) => namesAt(one, path).length > 0);
  if (inner) return namesAt(inner, path);
  if (def.element) return namesAt(def.element, rest);
  if (!def.shape) return [];
  return step === undefined ? Object.keys(def.shape) : namesAt(def.shape[String(step)], rest);
}

/** What a schema is made of, whatever its kind. */
interface Inner {
  readonly innerType?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly element?: z.ZodType;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
}

/** Of a value that may be one of several: what is wrong within the one that it was meant to be, where that can be told. */
function innermost(told: Told): Told {
  if (told.issue.code !== 'invalid_union') return told;
  const within = told.issue.errors
    // a name that is misspelt is missing, too
    .map((issues) => issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0])
    .find((inner) => inner && (inner.path.length > 0 || inner.code === 'unrecognized_keys'));
  return within ? innermost({ issue: within, path: [...told.path, ...within.path] }) : told;
}

function written(path: readonly PropertyKey[]): string | undefined {
  return path.length === 0 ? undefined : path.map(String).join('.');
}

function codeOf(issue: z.core.$ZodIssue): ErrorCode {
  const code = issue.code === 'custom' ? issue.params?.error : undefined;
  return (code as ErrorCode | undefined) ?? 'invalid_parameter';
}
