// Environment → validated Config. The only reader of process.env.
import { resolve } from 'node:path';
import type { z } from 'zod';
import type { DtypeChoice } from './domain/model.js';
import { type LEVELS, type METRICS_ACCESS, SETTINGS, type Setting } from './settings.js';

/** A setting that is missing, unknown or malformed: stops the start with one line. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

type SettingName = keyof typeof SETTINGS;

/** Requests per minute; 0: no limit. */
export interface RateLimits {
  /** Without a key, of each address. */
  readonly perAddress: number;
  /** That read, with each key. */
  readonly perKey: number;
  /** That write, with each key. */
  readonly writes: number;
}

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  /** undefined: the built-in engine. */
  readonly elasticsearch:
    | { readonly url: string; readonly apiKey: string | undefined; readonly prefix: string }
    | undefined;
  /** undefined: keywords only. */
  readonly embeddingModel: string | undefined;
  /** The number format of its weights. */
  readonly embeddingDtype: DtypeChoice;
  /** Percent of the machine that the service may use to compute missing vectors; 0: it computes none. */
  readonly embedMaxCpu: number;
  /** undefined: no second stage. */
  readonly rerankModel: string | undefined;
  readonly modelDir: string;
  /** Keys, or hashes of keys, as `access/given-keys.ts` reads them. */
  readonly apiKeys: readonly string[];
  /** Of hashed keys, which come and go without a restart. */
  readonly apiKeyFile: string | undefined;
  /** `key`: only who has one reads. */
  readonly readAccess: 'open' | 'key';
  /** Requests per minute; 0: no limit. */
  readonly rateLimits: RateLimits;
  /** How many proxies stand in front, or which; undefined: none. */
  readonly trustProxy: number | readonly string[] | undefined;
  /** Whose pages may read answers; undefined: those of no other site. */
  readonly corsOrigins: '*' | readonly string[] | undefined;
  /** Searches at once; undefined: by the number of cores. */
  readonly concurrency: number | undefined;
  /** Open connections at most. */
  readonly maxConnections: number;
  readonly demo: boolean;
  /** Whether works without topics get suggested ones. */
  readonly suggestTopics: boolean;
  /** Seconds between saying that the service stops, and taking no new requests. */
  readonly drainWait: number;
  /** From so many milliseconds on a request is slow; 0: none is. */
  readonly slowQueryMs: number;
  readonly metrics: (typeof METRICS_ACCESS)[number];
  /** Where traces go; undefined: nowhere. */
  readonly traces: { readonly endpoint: string; readonly serviceName: string } | undefined;
  readonly logLevel: (typeof LEVELS)[number];
}

type Read = <N extends SettingName>(name: N) => z.output<(typeof SETTINGS)[N]['schema']>;

/** Who may do what, and how often. @throws ConfigError */
function readAccess(read: Read) {
  const [apiKeys, keyFile, access] = [read('API_KEYS') ?? [], read('API_KEY_FILE'), read('READ_ACCESS')];
  if (access === 'key' && apiKeys.length === 0 && keyFile === undefined) {
    throw new ConfigError('READ_ACCESS=key lets nobody in without keys: set API_KEY_FILE or API_KEYS, too');
  }
  return {
    apiKeys,
    apiKeyFile: keyFile === undefined ? undefined : resolve(keyFile),
    readAccess: access,
    rateLimits: {
      perAddress: read('RATE_LIMIT'),
      perKey: read('RATE_LIMIT_KEY'),
      writes: read('RATE_LIMIT_WRITES'),
    },
    trustProxy: read('TRUST_PROXY'),
  };
}

/**
 * Reads the settings from an environment (default: this process's).
 * @throws ConfigError naming the first setting with an unusable value and what would be right.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const read: Read = (name) => {
    const { schema, fallback, expected, secret } = SETTINGS[name] as Setting;
    const raw = env[name] === undefined || env[name] === '' ? fallback : env[name];
    const result = schema.safeParse(raw);
    if (!result.success) throw new ConfigError(`${name}${secret ? '' : `=${raw}`} is not usable: expected ${expected}`);
    return result.data as never;
  };
  const [model, reranker] = [read('EMBEDDING_MODEL'), read('RERANK_MODEL')];
  const [url, apiKey, prefix] = [read('ELASTICSEARCH_URL'), read('ELASTICSEARCH_API_KEY'), read('INDEX_PREFIX')];
  const endpoint = read('OTEL_EXPORTER_OTLP_ENDPOINT');
  if (apiKey !== undefined && url === undefined) {
    throw new ConfigError('ELASTICSEARCH_API_KEY is of no use without ELASTICSEARCH_URL: set both or neither');
  }
  return {
    port: read('PORT'),
    host: read('HOST'),
    dataDir: resolve(read('DATA_DIR')),
    elasticsearch: url === undefined ? undefined : { url, apiKey, prefix },
    embeddingModel: model === 'none' ? undefined : model,
    embeddingDtype: read('EMBEDDING_DTYPE'),
    embedMaxCpu: read('EMBED_MAX_CPU'),
    rerankModel: reranker === 'none' ? undefined : reranker,
    modelDir: resolve(read('MODEL_DIR')),
    ...readAccess(read),
    corsOrigins: read('CORS_ORIGINS'),
    concurrency: read('CONCURRENCY'),
    maxConnections: read('MAX_CONNECTIONS'),
    demo: read('DEMO'),
    suggestTopics: read('SUGGEST_TOPICS'),
    drainWait: read('DRAIN_WAIT'),
    slowQueryMs: read('SLOW_QUERY_MS'),
    metrics: read('METRICS'),
    traces: endpoint === undefined ? undefined : { endpoint, serviceName: read('OTEL_SERVICE_NAME') },
    logLevel: read('LOG_LEVEL'),
  };
}

/** The settings as text for `--help`. */
export function describeSettings(): string {
  const rows = Object.entries(SETTINGS) as [string, Setting][];
  return rows.map(([name, s]) => `  ${name.padEnd(16)} ${s.help} (${s.fallback ?? 'not set'})`).join('\n');
}
