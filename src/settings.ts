// What users may set in the environment: each setting's name, what it may be, and its words for `--help`.
import { isIP } from 'node:net';
import { z } from 'zod';
import { GIVEN_KEYS, isGivenKey } from './access/given-keys.js';
import { DTYPES, MODEL_NAME } from './domain/model.js';

// as digits: coercion would take a blank for 0, and 0x10 for 16
const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .pipe(z.number().max(65535));
const keys = z
  .string()
  .transform((value) => value.split(',').map((key) => key.trim()))
  .pipe(z.array(z.string().refine(isGivenKey)))
  .optional();
/** Browsers name an origin in lower case and without the port that goes without saying. */
const origin = z
  .string()
  .regex(/^[a-z][a-z0-9+.-]*:\/\/[^\s/?#@\\*]+$/i)
  .refine((value) => URL.canParse(value))
  .transform((value) => (/^https?:/i.test(value) ? new URL(value).origin : value.toLowerCase()));
const origins = z
  .string()
  .transform((value) => value.split(',').map((one) => one.trim()))
  .pipe(z.union([z.tuple([z.literal('*')]).transform(() => '*' as const), z.array(origin)]))
  .optional();
const modelName = z.union([z.literal('none'), z.string().regex(MODEL_NAME)]);
/** A whole number, of so many digits at most. */
const wholeUpTo = (least: number, most: number, digits = 7) =>
  z
    .string()
    .regex(new RegExp(`^\\d{1,${digits}}$`))
    .transform(Number)
    .pipe(z.number().min(least).max(most));
const percent = wholeUpTo(0, 100, 3);
const seconds = wholeUpTo(0, 120, 3);
/** A day: nothing takes longer. */
const milliseconds = wholeUpTo(0, 86_400_000, 8);
const MOST_PER_MINUTE = 1_000_000;
const perMinute = wholeUpTo(0, MOST_PER_MINUTE);
const MOST_HOPS = 9;
/** Names of ranges by proxy-addr, which Express reads addresses with. */
const RANGES = ['loopback', 'linklocal', 'uniquelocal'];

function isProxy(text: string): boolean {
  if (RANGES.includes(text)) return true;
  const [address = '', bits, ...more] = text.split('/');
  const most = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  if (most === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= most);
}

const proxies = z
  .union([
    wholeUpTo(0, MOST_HOPS),
    z
      .string()
      .transform((value) => value.split(',').map((one) => one.trim()))
      .pipe(z.array(z.string().refine(isProxy))),
  ])
  .transform((value) => (value === 0 ? undefined : value));
const MOST_AT_ONCE = 1_000;
const MOST_CONNECTIONS = 100_000;
const flag = z.enum(['0', '1']).transform((value) => value === '1');
/** Who may read metrics. */
export const METRICS_ACCESS = ['open', 'key', 'off'] as const;
export const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

function isServer(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, search, hash } = new URL(value);
  return /^https?:$/.test(protocol) && search === '' && hash === '';
}

export interface Setting {
  readonly schema: z.ZodType;
  readonly fallback: string | undefined;
  readonly expected: string;
  readonly help: string;
  /** Whether the value may hold a password and is not repeated in messages. */
  readonly secret?: boolean;
}

/** What users may set, in the order in which `--help` prints it. */
export const SETTINGS = {
  PORT: { schema: port, fallback: '3000', expected: 'a port number from 0 to 65535', help: 'port to listen on' },
  HOST: { schema: z.string().min(1), fallback: '127.0.0.1', expected: 'an address', help: 'address to listen on' },
  DATA_DIR: {
    schema: z.string().min(1),
    fallback: './data',
    expected: 'a folder',
    help: 'folder of the built-in store',
  },
  ELASTICSEARCH_URL: {
    schema: z.string().refine(isServer).optional(),
    fallback: undefined,
    expected: 'http(s)://[user:password@]host[:port][/path]',
    help: 'the cluster to use; not set: the built-in engine',
    secret: true,
  },
  ELASTICSEARCH_API_KEY: {
    schema: z.string().optional(),
    fallback: undefined,
    expected: 'an API key, encoded',
    help: 'key for the cluster, instead of user and password',
    secret: true,
  },
  INDEX_PREFIX: {
    schema: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,99}$/),
    fallback: 'ideascope',
    expected: 'lower-case letters, digits, - and _',
    help: "what the cluster's indices are called",
  },
  EMBEDDING_MODEL: {
    schema: modelName,
    fallback: 'Xenova/all-MiniLM-L6-v2',
    expected: "'none' or a model name such as Xenova/all-MiniLM-L6-v2",
    help: 'embedding model; none: keywords only',
  },
  EMBEDDING_DTYPE: {
    schema: z.enum(DTYPES),
    fallback: 'auto',
    expected: `one of ${DTYPES.join(', ')}`,
    help: "number format of the embedding model's weights; auto: whichever is there, small first",
  },
  EMBED_MAX_CPU: {
    schema: percent,
    fallback: '100',
    expected: 'percent of the machine, a whole number from 0 to 100',
    help: 'what the service may use to compute missing vectors, in percent of the machine; 0: it computes none',
  },
  RERANK_MODEL: {
    schema: modelName,
    fallback: 'none',
    expected: "'none' or a model name such as Xenova/ms-marco-MiniLM-L-6-v2",
    help: 'cross-encoder for searches with rerank=true; none: there is no second stage',
  },
  MODEL_DIR: { schema: z.string().min(1), fallback: './models', expected: 'a folder', help: 'folder of model files' },
  API_KEYS: {
    schema: keys,
    fallback: undefined,
    expected: GIVEN_KEYS,
    help: 'keys with every right (writing, /admin), or SHA-256 hashes of keys; joined by commas; not set: see API_KEY_FILE',
    secret: true,
  },
  API_KEY_FILE: {
    schema: z.string().min(1).optional(),
    fallback: undefined,
    expected: 'a file',
    help: 'file of hashed keys with scopes, written by `ideascope keys` and read again when it changes; no keys at all: nobody may write',
  },
  READ_ACCESS: {
    schema: z.enum(['open', 'key']),
    fallback: 'open',
    expected: 'open or key',
    help: 'who may read: open: anybody; key: who has a key',
  },
  RATE_LIMIT: {
    schema: perMinute,
    fallback: '0',
    expected: `requests per minute, a whole number from 0 to ${MOST_PER_MINUTE}`,
    help: 'requests per minute without a key, for each address; 0: no limit',
  },
  RATE_LIMIT_KEY: {
    schema: perMinute,
    fallback: '0',
    expected: `requests per minute, a whole number from 0 to ${MOST_PER_MINUTE}`,
    help: 'requests per minute that read, for each key; 0: no limit',
  },
  RATE_LIMIT_WRITES: {
    schema: perMinute,
    fallback: '0',
    expected: `requests per minute, a whole number from 0 to ${MOST_PER_MINUTE}`,
    help: 'requests per minute that write, for each key; 0: no limit',
  },
  TRUST_PROXY: {
    schema: proxies,
    fallback: '0',
    expected: `how many proxies stand in front (0 to ${MOST_HOPS}), or their addresses joined by commas: 10.0.0.0/8, loopback`,
    help: 'proxies in front, as a number or as addresses: who asks is then read from X-Forwarded-For',
  },
  CORS_ORIGINS: {
    schema: origins,
    fallback: undefined,
    expected: '* alone, or origins joined by commas, each scheme://host[:port] without a path',
    help: 'sites whose pages may read answers, * or origins joined by commas; not set: none',
  },
  CONCURRENCY: {
    schema: z.union([z.literal('auto').transform(() => undefined), wholeUpTo(1, MOST_AT_ONCE)]),
    fallback: 'auto',
    expected: `auto, or a whole number from 1 to ${MOST_AT_ONCE}`,
    help: 'searches at once, from which the other limits of load follow; auto: by the number of cores',
  },
  MAX_CONNECTIONS: {
    schema: wholeUpTo(1, MOST_CONNECTIONS),
    fallback: '2000',
    expected: `a whole number from 1 to ${MOST_CONNECTIONS}`,
    help: 'open connections at most; further ones are closed at once',
  },
  DEMO: { schema: flag, fallback: '1', expected: '0 or 1', help: '0: an empty service stays empty' },
  SUGGEST_TOPICS: {
    schema: flag,
    fallback: '0',
    expected: '0 or 1',
    help: '1: works without topics get those of their neighbours, marked as suggested',
  },
  DRAIN_WAIT: {
    schema: seconds,
    fallback: '0',
    expected: 'seconds, a whole number from 0 to 120',
    help: 'how long a stopping service says so at /health/ready before it takes no new requests, in seconds',
  },
  SLOW_QUERY_MS: {
    schema: milliseconds,
    fallback: '0',
    expected: 'milliseconds, a whole number up to 86400000 (a day)',
    help: 'requests that take so many milliseconds or more get a line of their own in the log; 0: none does',
  },
  METRICS: {
    schema: z.enum(METRICS_ACCESS),
    fallback: 'open',
    expected: `one of ${METRICS_ACCESS.join(', ')}`,
    help: 'who may read /metrics; open: everybody who reaches the service, key: who has a key, off: nobody',
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    schema: z.string().refine(isServer).optional(),
    fallback: undefined,
    expected: 'http(s)://host[:port][/path] of a collector that takes OTLP over HTTP',
    help: 'where traces are sent, as OpenTelemetry has it; not set: nothing is traced',
    secret: true,
  },
  OTEL_SERVICE_NAME: {
    schema: z.string().min(1).max(255),
    fallback: 'ideascope',
    expected: 'a name of up to 255 characters',
    help: 'what traces call this service',
  },
  LOG_LEVEL: { schema: z.enum(LEVELS), fallback: 'info', expected: `one of ${LEVELS.join(', ')}`, help: 'log level' },
} as const satisfies Record<string, Setting>;
