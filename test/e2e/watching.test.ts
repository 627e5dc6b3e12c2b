// What is delivered for watching the service, held to a running one: every metric that the alerts and the dashboard ask for
// is there, the rules do what they say, and each alert has its page.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { demoService } from '../support/demo-service.js';
import { skipLoudly } from '../support/skip-loudly.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const ALERTS = join(ROOT, 'ops/prometheus/alerts.yml');
const NAME = /\b(?:ideascope|nodejs|process)_[a-z0-9_]+\b/g;

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly annotations: Readonly<Record<string, string>>;
}
interface Panel {
  readonly title: string;
  readonly targets?: readonly { readonly expr: string }[];
}

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const rules = (parse(read('ops/prometheus/alerts.yml')) as { groups: { rules: Rule[] }[] }).groups.flatMap(
  (g) => g.rules,
);
const { panels } = JSON.parse(read('ops/grafana/ideascope.json')) as { panels: Panel[] };
const charts = panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ title, expr })));

let url: string;
let metrics: string;
/** Names without what histograms add to theirs. */
let known: ReadonlySet<string>;

beforeAll(async () => {
  url = await demoService();
  for (let i = 0; i < 2; i++) await fetch(`${url}/works?search=sparse+specialists&filter=publication_year:2023`);
  for (const path of ['/no/such/path', '/nor/this', '/works?filter=yaer:1', '/works/nothing']) await fetch(url + path);
  await fetch(url, { method: 'PROPFIND' });
  metrics = await (await fetch(`${url}/metrics`)).text();
  known = new Set([...metrics.matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name));
}, 150_000);

const isKnown = (name: string) => known.has(name) || known.has(name.replace(/_(?:bucket|sum|count)$/, ''));
const namesIn = (expr: string) => [...expr.matchAll(NAME)].map(([name]) => name);

describe('metrics of the running service', () => {
  test('paths and methods that there are not are one label each', () => {
    const routes = new Set(
      [...metrics.matchAll(/^ideascope_http_requests_total\{route="([^"]*)"/gm)].map(([, r]) => r),
    );
    expect([...routes].filter((route) => /such|nor|nothing/.test(route ?? ''))).toEqual([]);
    expect(metrics).toMatch(/^ideascope_http_requests_total\{route="none",method="GET",status="404"\} [2-9]/m);
    expect(metrics).toMatch(/^ideascope_http_requests_total\{route="\/",method="other",status="405"\} \d/m);
    expect(metrics).toMatch(/^ideascope_http_requests_total\{route="\/works\/\{id\}",method="GET",status="404"\} \d/m);
  });

  test('what was done is counted', () => {
    expect(metrics).toMatch(/^ideascope_step_duration_seconds_count\{step="retrieve",mode="hybrid"\} [1-9]/m);
    expect(metrics).toMatch(/^ideascope_cache_hits_total\{cache="query_vectors"\} [1-9]/m);
    expect(metrics).toMatch(/^ideascope_errors_total\{code="unknown_field"\} [1-9]/m);
    expect(metrics).toMatch(/^ideascope_works 229$/m);
    expect(metrics).toMatch(/^ideascope_model_state\{state="ready"\} 1$/m);
  });

  test('nothing that anybody has typed is in them', () => {
    expect(metrics).not.toMatch(/specialists|sparse|yaer/);
  });
});

describe('the dashboard', () => {
  test('asks for what there is', () => {
    expect(charts.length).toBeGreaterThan(30);
    expect(charts.filter(({ expr }) => namesIn(expr).length === 0)).toEqual([]);
    expect(charts.flatMap(({ expr }) => namesIn(expr)).filter((name) => !isKnown(name))).toEqual([]);
  });

  test('shows every metric of ours', () => {
    const shown = new Set(
      charts.flatMap(({ expr }) => namesIn(expr)).map((name) => name.replace(/_(bucket|sum|count)$/, '')),
    );
    const ours = [...known].filter((name) => name.startsWith('ideascope_'));
    // beside the query model's, that of the second stage is for those who set one
    expect(ours.filter((name) => !shown.has(name) && !/rerank/.test(name))).toEqual([]);
  });
});

describe('the alerts', () => {
  test('ask for what there is', () => {
    expect(rules.length).toBeGreaterThan(10);
    expect(rules.flatMap(({ expr }) => namesIn(expr)).filter((name) => !isKnown(name))).toEqual([]);
  });

  test('have a page each, and no page is left over', () => {
    const pages = readdirSync(join(ROOT, 'docs/runbook')).filter((file) => file !== 'README.md');
    expect(pages.map((file) => basename(file, '.md')).sort()).toEqual(rules.map(({ alert }) => alert).sort());
    for (const { alert, annotations } of rules) {
      expect(annotations.runbook_url).toBe(`docs/runbook/${alert}.md`);
      const page = read(`docs/runbook/${alert}.md`);
      expect(page.startsWith(`# ${alert}\n`)).toBe(true);
      expect([...page.matchAll(/^## (.*)$/gm)].map(([, title]) => title)).toEqual([
        'What it means',
        'How to see it',
        'What to do',
      ]);
      expect(read('docs/runbook/README.md')).toContain(`](${alert}.md)`);
    }
  });

  test('pages name settings, metrics and files that there are', () => {
    const help = execFileSync(process.execPath, [join(ROOT, 'dist/indexer/cli.js'), '--help'], { encoding: 'utf8' });
    for (const file of readdirSync(join(ROOT, 'docs/runbook'))) {
      const page = read(`docs/runbook/${file}`);
      // a command may look for all that begin so
      const begins = (name: string) => [...known].some((one) => one.startsWith(name.replace(/_$/, '')));
      expect(namesIn(page).filter((name) => !isKnown(name) && !begins(name))).toEqual([]);
      for (const [, link = ''] of page.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)) {
        expect([file, link, existsSync(join(ROOT, 'docs/runbook', link))]).toEqual([file, link, true]);
      }
      const settings = [...page.matchAll(/\b([A-Z]+(?:_[A-Z]+)+)=/g)].map(([, name = '']) => name);
      // Node's own is the one that is not ours
      expect(settings.filter((name) => name !== 'NODE_OPTIONS' && !help.includes(name))).toEqual([]);
      for (const [, command = ''] of page.matchAll(/ideascope -- ([a-z-]+)/g)) expect(help).toContain(command);
    }
  });
});

const missing = spawnSync('promtool', ['--version']).error;
if (missing)
  skipLoudly('rules and queries, read by Prometheus', 'there is no promtool here (apt-get install prometheus)');
else {
  describe('read by Prometheus', () => {
    test('the metrics are as it wants them', () => {
      const { status, stderr } = spawnSync('promtool', ['check', 'metrics'], { input: metrics, encoding: 'utf8' });
      // what it finds to say of the names of Node's own metrics is not ours
      const ours = stderr.split('\n').filter((line) => line !== '' && !/^(?:nodejs|process)_/.test(line));
      expect([status === 1 ? stderr : '', ours]).toEqual(['', []]);
    });

    test('each rule fires for its reason, and not for less', () => {
      execFileSync('promtool', ['check', 'rules', ALERTS], { stdio: 'pipe' });
      execFileSync('promtool', ['test', 'rules', join(ROOT, 'ops/prometheus/alerts.test.yml')], { stdio: 'pipe' });
      const tested = parse(read('ops/prometheus/alerts.test.yml')) as { tests: { alert_rule_test: object[] }[] };
      const firing = tested.tests.flatMap(
        (one) => one.alert_rule_test as { alertname: string; exp_alerts: object[] }[],
      );
      const fired = firing.filter((one) => one.exp_alerts.length > 0).map((one) => one.alertname);
      expect(fired.sort()).toEqual(rules.map(({ alert }) => alert).sort());
    });

    test('each query of the dashboard can be read', () => {
      const folder = mkdtempSync(join(tmpdir(), 'ideascope-queries-'));
      const filled = (expr: string) => expr.replaceAll('$__rate_interval', '5m').replaceAll('$instance', '.*');
      const queries = charts.map(({ expr }, i) => ({ record: `query:${i}`, expr: filled(expr) }));
      writeFileSync(join(folder, 'queries.yml'), JSON.stringify({ groups: [{ name: 'dashboard', rules: queries }] }));
      const { status, stderr } = spawnSync('promtool', ['check', 'rules', join(folder, 'queries.yml')], {
        encoding: 'utf8',
      });
      rmSync(folder, { recursive: true });
      expect([status, stderr]).toEqual([0, '']);
    });
  });
}
