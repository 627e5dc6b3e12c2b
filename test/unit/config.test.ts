// The settings that may not be wrong by a little: keys that let others write, and sites that may read.
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
      /^API_KEYS is not usable: expected keys joined by commas, each of at least 16 .* without blanks, or/,
    );
  });
});

describe('CORS_ORIGINS', () => {
  test.each([
    ['', undefined],
    ['*', '*'],
    ['https://portal.example', ['https://portal.example']],
    [
      'https://Portal.example:443, http://localhost:5173,http://[::1]:80',
      ['https://portal.example', 'http://localhost:5173', 'http://[::1]'],
    ],
    ['https://bücher.example', ['https://xn--bcher-kva.example']],
    ['Capacitor://localhost', ['capacitor://localhost']],
  ])('"%s"', (value, origins) => {
    expect(readConfig({ CORS_ORIGINS: value }).corsOrigins).toEqual(origins);
  });

  test.each([
    'portal.example',
    'https://portal.example/',
    'https://portal.example/path',
    'https://user@portal.example',
    'https://portal.example?x',
    'https://*.example',
    'https://',
    'https://portal.example:70000',
    'https://portal.example,',
    '*,https://portal.example',
    'https://portal.example, *',
    'null',
    'javascript:alert(1)',
    'https://a b',
  ])('refuses "%s"', (value) => {
    expect(() => readConfig({ CORS_ORIGINS: value })).toThrow(ConfigError);
    expect(() => readConfig({ CORS_ORIGINS: value })).toThrow(
      `CORS_ORIGINS=${value} is not usable: expected * alone, or origins joined by commas, each scheme://host[:port]`,
    );
  });
});

describe('READ_ACCESS', () => {
  test('closed to everybody is no setting', () => {
    expect(() => readConfig({ READ_ACCESS: 'key' })).toThrow(/set API_KEY_FILE or API_KEYS/);
    expect(readConfig({ READ_ACCESS: 'key', API_KEY_FILE: 'keys.jsonl' }).readAccess).toBe('key');
  });
});

describe('TRUST_PROXY', () => {
  test.each([
    ['', undefined],
    ['0', undefined],
    ['2', 2],
    ['loopback, 10.0.0.0/8,2001:db8::1', ['loopback', '10.0.0.0/8', '2001:db8::1']],
  ])('"%s"', (value, proxies) => {
    expect(readConfig({ TRUST_PROXY: value }).trustProxy).toEqual(proxies);
  });

  test.each(['true', '*', '10', '-1', '0.0.0.0/0', '::/0', '10.0.0.0/33', '10.0.0.0/8/8', 'proxy.example', ','])(
    'refuses "%s"',
    (value) => {
      expect(() => readConfig({ TRUST_PROXY: value })).toThrow(/^TRUST_PROXY=.* is not usable: expected how many/);
    },
  );
});

describe('limits of load', () => {
  test('follow from the machine unless they are set', () => {
    expect(readConfig({})).toMatchObject({ concurrency: undefined, maxConnections: 2000 });
    expect(readConfig({ CONCURRENCY: 'auto' }).concurrency).toBeUndefined();
    expect(readConfig({ CONCURRENCY: '12', MAX_CONNECTIONS: '50' })).toMatchObject({
      concurrency: 12,
      maxConnections: 50,
    });
  });

  test.each([
    { CONCURRENCY: '0' },
    { CONCURRENCY: '-1' },
    { CONCURRENCY: '1.5' },
    { CONCURRENCY: '1001' },
    { CONCURRENCY: 'Auto' },
    { MAX_CONNECTIONS: '0' },
    { MAX_CONNECTIONS: '1e3' },
    { MAX_CONNECTIONS: 'auto' },
  ])('are refused where they make no sense: %j', (env) => {
    const [name = ''] = Object.keys(env);
    expect(() => readConfig(env)).toThrow(ConfigError);
    expect(() => readConfig(env)).toThrow(`${name}=`);
  });
});
