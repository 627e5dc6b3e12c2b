// The bench of the interface: from Enter to the first visible work in a real Chromium, and how large the scripts are.
import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { basename } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Metafile } from 'esbuild';
import type { Page } from 'playwright-core';
import { Place, wholeService } from '../test/e2e/processes.js';
import { findChromium, TestBrowser } from '../test/support/browser/chromium.js';
import { backToStart, firstResultMs, installStopwatch } from '../test/support/browser/first-result.js';
import { percentiles } from './million-process.js';
import { writeRun } from './runs.js';

const START_MS = 300_000;
/** Visits with an empty cache, each with one search. */
const VISITS = 10;

/** Words, questions and an idea in a sentence, as newcomers to the demo ask. */
const SEARCHES = [
  'training models too large for one GPU',
  'memory optimization',
  'attention kernels',
  'how to serve many adapters at once',
  'quantization of weights',
  'speculative decoding',
  'long context training',
  'mixture of experts',
  '"pipeline parallelism"',
  'gradient compression over slow networks',
  'state space models',
  'finding experts for an idea',
  'what makes a search engine rank well',
  'sentence embeddings',
  'author disambiguation',
  'nearest neighbour search in high dimensions',
  'transformers without a quadratic cost',
  'checkpointing after failures',
  'fine-tuning with few parameters',
  'compilers for deep learning',
  'alignment with human preferences',
  'protein structure',
  'scaling laws',
  'distilling knowledge into small models',
  'optimizer states in less memory',
  'graph neural networks',
  'serving with throughput and latency',
  'recommending papers by citations',
  'tensor parallelism -pipeline',
  'pruning large language models in one shot',
];

export async function benchWeb(): Promise<void> {
  const executable = findChromium();
  if (executable === undefined) throw new Error('there is no Chromium: set CHROMIUM to one');
  const place = await Place.open();
  const browser = new TestBrowser(executable);
  try {
    const load = loadavg();
    const server = await place.serve({ DEMO: '1', LOG_LEVEL: 'warn' });
    await wholeService(server, START_MS);
    await browser.launch();
    const figures = { warm: await warm(browser, server.url), first: await firstVisits(browser, server.url) };
    const rows = { ...figures, shared: await sharedAddresses(browser, server.url) };
    for (const [name, { p50, p95 }] of Object.entries(rows))
      process.stdout.write(`${name}: p50 ${p50} ms, p95 ${p95} ms\n`);
    writeRun('web', {
      command: 'npm run bench -- web',
      works: 'demo',
      load,
      milliseconds: rows,
      scripts: scriptSizes(),
    });
  } finally {
    await browser.close();
    await place.close();
  }
}

async function opened(browser: TestBrowser, url: string): Promise<Page> {
  const context = await browser.context();
  const page = await context.newPage();
  await installStopwatch(page);
  await page.goto(url);
  return page;
}

/** Somebody who stays: one search after the other. */
async function warm(browser: TestBrowser, url: string) {
  const page = await opened(browser, `${url}/`);
  await firstResultMs(page, 'language models');
  const times: number[] = [];
  for (const search of SEARCHES) {
    await backToStart(page);
    times.push(await firstResultMs(page, search));
  }
  await page.context().close();
  return percentiles(times);
}

/** Somebody who comes for the first time: an empty cache, scripts that no processor has seen. */
async function firstVisits(browser: TestBrowser, url: string) {
  const times: number[] = [];
  for (const search of SEARCHES.slice(0, VISITS)) {
    const page = await opened(browser, `${url}/`);
    times.push(await firstResultMs(page, search));
    await page.context().close();
  }
  return percentiles(times);
}

/** Somebody who follows a shared address with an empty cache: from the click to the first work, loading included. */
async function sharedAddresses(browser: TestBrowser, url: string) {
  const times: number[] = [];
  for (const search of SEARCHES.slice(0, VISITS)) {
    const context = await browser.context();
    const page = await context.newPage();
    const from = performance.now();
    await page.goto(`${url}/?q=${encodeURIComponent(search)}`, { waitUntil: 'commit' });
    await page.locator('main article').first().waitFor();
    times.push(performance.now() - from);
    await context.close();
  }
  return percentiles(times);
}

/** Gzipped bytes of each script, and of those that a first visit needs. */
function scriptSizes() {
  const { outputs } = JSON.parse(readFileSync('dist/site/metafile.json', 'utf8')) as Metafile;
  const scripts = Object.keys(outputs).filter((name) => name.endsWith('.js'));
  const sizes = Object.fromEntries(scripts.map((name) => [name, gzipSync(readFileSync(name)).length]));
  const needed = new Set<string>();
  const need = (name: string): void => {
    if (needed.has(name)) return;
    needed.add(name);
    for (const { path, kind } of outputs[name]?.imports ?? []) if (kind === 'import-statement') need(path);
  };
  need(scripts.find((name) => outputs[name]?.entryPoint === 'web/main.tsx') ?? '');
  const first = [...needed].reduce((sum, name) => sum + (sizes[name] ?? 0), 0);
  const byName = Object.fromEntries(Object.entries(sizes).map(([name, size]) => [basename(name), size]));
  return {
    unit: 'bytes, gzipped',
    firstVisit: first,
    embed: gzipSync(readFileSync('dist/site/embed.js')).length,
    ...byName,
  };
}
