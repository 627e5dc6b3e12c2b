// The keys of the service, of its settings and of its key file together.
import type { Logger } from '../logger.js';
import { givenEntries } from './given-keys.js';
import { KeyFile } from './key-file.js';
import { fixedRing, type KeyRing } from './key-ring.js';

interface KeySettings {
  readonly apiKeys: readonly string[];
  readonly apiKeyFile: string | undefined;
}

/** @throws ConfigError if the key file cannot be used */
export function openKeys({ apiKeys, apiKeyFile }: KeySettings, logger: Logger): KeyRing & { close(): void } {
  const given = givenEntries(apiKeys);
  if (apiKeyFile === undefined) return { ...fixedRing(given), close: () => undefined };
  return new KeyFile(apiKeyFile, given, logger);
}
