// The settings that may not be wrong by a little: keys that let others write.
import { describe, expect, test } from '@jest/globals';
import { ConfigError, readConfig } from '../../src/config.js';

const apiKeysOf = (value: string) => readConfig({ API_KEYS: value }).apiKeys;

describe('API_KEYS', () => {
  test.each([
    ['', []],
    ['0123456789abcdef', ['0123456789abcdef']],
    ['0123456789abcdef, fedcba9876543210+/=~', ['0123456789abcdef', 'fedcba9876543210+/=~']],
  ])('"%s"', (value, keys) => {
    expect(apiKeysOf(value)).toEqual(keys);
  });

  test('not set: nobody may write', () => {
    expect(readConfig({}).apiKeys).toEqual([]);
  });

  test.each([
    'short',
    '0123456789abcde',
    '0123456789abcdef,',
    ',',
    '0123456789 abcdef',
    '0123456789abcdéf',
    '0123456789abcdef,short',
  ])('refuses "%s", without repeating it', (value) => {
    expect(() => apiKeysOf(value)).toThrow(ConfigError);
    expect(() => apiKeysOf(value)).toThrow(
      /^API_KEYS is not usable: expected keys joined by commas, each of at least 16 .* without blanks$/,
    );
  });
});
