// The compose file without Docker: what is pinned, closed and named; and `docker compose config` where it is installed.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { SETTINGS } from '../../src/settings.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** Set in the image, but not settings of ours. */
const NOT_OURS = /^(NODE_ENV|NPM_CONFIG_\w+)$/;

interface Service {
  readonly image?: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly networks: readonly string[];
  readonly volumes: readonly (string | { readonly source: string })[];
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly mem_limit?: string;
  readonly profiles?: readonly string[];
  readonly healthcheck?: { readonly test?: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

interface Compose {
  readonly services: Readonly<Record<'elasticsearch' | 'service' | 'indexer', Service>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const text = read('docker-compose.yml');
/** The version of the tests' own node: what is delivered is what was tested. */
const TESTED = /\bVERSION = '(\d+\.\d+\.\d+)'/.exec(read('test/support/elasticsearch-node/distribution.ts'))?.[1];
const compose = parse(text, { merge: true }) as Compose;
const { elasticsearch, service, indexer } = compose.services;

describe('docker-compose.yml', () => {
  test('pins the Elasticsearch that the tests run', () => {
    expect(elasticsearch.image).toBe(`docker.elastic.co/elasticsearch/elasticsearch:${TESTED}`);
  });

  test('switches security on and asks for the password', () => {
    expect(elasticsearch.environment['xpack.security.enabled']).toBe('true');
    expect(elasticsearch.environment.ELASTIC_PASSWORD).toMatch(/^\$\{ELASTIC_PASSWORD:\?.+\}$/);
    expect(elasticsearch.healthcheck?.test?.join(' ')).toContain('$$ELASTIC_PASSWORD');
  });

  test('leaves Elasticsearch on a network without a way in or out', () => {
    expect(elasticsearch.ports).toBeUndefined();
    expect(elasticsearch.networks.map((name) => compose.networks[name]?.internal)).toEqual([true]);
  });

  test('publishes ports on the loopback address only', () => {
    const ports = Object.values(compose.services).flatMap((one) => one.ports ?? []);
    expect(ports.length).toBeGreaterThan(0);
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
  });

  test('takes from every container what it does not need', () => {
    for (const one of Object.values(compose.services)) {
      expect(one).toMatchObject({ cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
      expect(one.mem_limit).toMatch(/:-\d+g\}$/);
    }
    expect([service.read_only, indexer.read_only]).toEqual([true, true]);
  });

  test('starts service and indexer after a healthy Elasticsearch, the indexer only when asked to', () => {
    for (const one of [service, indexer]) {
      expect(one.depends_on).toEqual({ elasticsearch: { condition: 'service_healthy' } });
    }
    expect([service.profiles, indexer.profiles]).toEqual([undefined, ['import']]);
  });

  test('keeps all data in named volumes', () => {
    const named = [elasticsearch, service].flatMap((one) => one.volumes).map((one) => String(one).split(':', 1)[0]);
    expect(named.sort()).toEqual(Object.keys(compose.volumes).sort());
  });

  test('knows only settings that exist, and so does the image', () => {
    const ofImage = [...read('Dockerfile').matchAll(/^ENV (.+)$/gm)].flatMap(([, line = '']) => line.split(' '));
    const names = [...Object.keys(service.environment), ...ofImage.map((pair) => pair.split('=', 1)[0] ?? '')];
    const unknown = names.filter((name) => !(name in SETTINGS) && !NOT_OURS.test(name));
    expect(unknown).toEqual([]);
  });
});

describe('.env.example', () => {
  const offered = [...read('.env.example').matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name);

  test('offers exactly what the compose file reads', () => {
    const used = new Set([...text.matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name));
    expect([...offered].sort()).toEqual([...used].sort());
  });

  test('holds no password', () => {
    expect(read('.env.example')).toMatch(/^ELASTIC_PASSWORD=$/m);
  });
});

/** How the compose client is called here, if at all. */
function findClient(): readonly [string, ...string[]] | undefined {
  const clients = [['docker', 'compose'], ['docker-compose']] as const;
  return clients.find(([program, ...args]) => {
    const { status, stdout } = spawnSync(program, [...args, 'version', '--short'], { encoding: 'utf8' });
    return status === 0 && /^v?[2-9]/.test(stdout);
  });
}

const client = findClient();
if (client === undefined) {
  process.stderr.write('SKIPPED: docker-compose.yml is not read by Docker, there is no `docker compose` here\n');
}

(client === undefined ? describe.skip : describe)('docker compose config', () => {
  const [program, ...args] = client ?? ['docker'];
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ideascope-compose-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** With an environment of its own: no .env and no exported password of whoever runs the tests. */
  const configure = (envFile: string, ...more: readonly string[]) => {
    const file = join(folder, '.env');
    writeFileSync(file, envFile);
    const all = [...args, '--env-file', file, '-f', join(ROOT, 'docker-compose.yml'), ...more, 'config'];
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, DOCKER_CONFIG: process.env.DOCKER_CONFIG };
    return execFileSync(program, all, { encoding: 'utf8', stdio: 'pipe', env });
  };

  test('accepts the file and fills in the password', () => {
    const { services } = parse(configure('ELASTIC_PASSWORD=s3cret\n', '--profile', 'import')) as Compose;
    expect(Object.keys(services).sort()).toEqual(['elasticsearch', 'indexer', 'service']);
    expect(services.service.environment.ELASTICSEARCH_URL).toBe('http://elastic:s3cret@elasticsearch:9200');
    expect(services.indexer.environment).toEqual(services.service.environment);
  });

  test('takes a key and another address instead', () => {
    const env = 'ELASTIC_PASSWORD=s3cret\nELASTICSEARCH_URL=http://elasticsearch:9200\nELASTICSEARCH_API_KEY=abc==\n';
    const { services } = parse(configure(env)) as Compose;
    expect(services.service.environment).toMatchObject({
      ELASTICSEARCH_URL: 'http://elasticsearch:9200',
      ELASTICSEARCH_API_KEY: 'abc==',
    });
  });

  test('stops without a password and says what to do', () => {
    expect(() => configure(read('.env.example'))).toThrow(/set ELASTIC_PASSWORD in \.env, see \.env\.example/);
  });
});
