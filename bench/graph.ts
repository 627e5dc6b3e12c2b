// The bench of the graph explorer: times of frames in Chromium while 500 nodes are laid out, moved, zoomed and dragged.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadavg, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core';
import { createApp } from '../src/api/app.js';
import { createBuiltinLibrary } from '../src/engine/builtin/library.js';
import { closeLibrary, partsOf } from '../src/engine/engine.js';
import { createLogger } from '../src/logger.js';
import { inventedGraph } from './graph-invented.js';
import { writeRun } from './runs.js';

const SIZES = [
  { nodes: 50, edges: 200 },
  { nodes: 200, edges: 800 },
  { nodes: 500, edges: 1500 },
];
const MOVES = 90;
const OFF = { status: 'off', message: 'graphs need no model' } as const;
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const ARGUMENTS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];

/** In the page, before anything of it: notes each frame and each long task. https://www.w3.org/TR/longtasks-1/ */
const WATCH = `globalThis.seenFrames = []; globalThis.longTasks = [];
  new PerformanceObserver((list) => longTasks.push(...list.getEntries().map((one) => one.duration))).observe({ entryTypes: ['longtask'] });
  const note = (time) => { seenFrames.push(time); requestAnimationFrame(note); };
  requestAnimationFrame(note);`;

/** Milliseconds; a task is long from 50 on. */
interface Figures {
  readonly frames: number;
  readonly p50: number;
  readonly p95: number;
  readonly longestFrame: number;
  readonly longestTask: number;
  /** Of the page's main thread for a frame, on average: what else runs on the machine counts less in it. */
  readonly cpu: number;
}

/** Serves the interface, answers its request for a graph with an invented one, and writes bench/runs/<day>-graph.json. */
export async function benchGraph(): Promise<void> {
  const executablePath = chromiumPath();
  const folder = mkdtempSync(join(tmpdir(), 'ideascope-bench-'));
  const library = createBuiltinLibrary({ dataDir: folder, logger: createLogger('warn') });
  for (const part of partsOf(library)) await part.prepare();
  const app = createApp({
    library,
    embedder: { state: () => OFF, settled: async () => OFF, close: async () => {} },
    logger: createLogger('warn'),
    version: 'bench',
  });
  const server = createServer(app);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const browser = await chromium.launch({ executablePath, args: ARGUMENTS });
  try {
    const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const rows: Record<string, unknown>[] = [];
    for (const size of SIZES) rows.push(await measure(browser, root, size));
    const load = Number((loadavg()[0] ?? 0).toFixed(1));
    const setting = { command: 'npm run bench -- graph', browser: browser.version(), gpu: false, load };
    writeRun('graph', { ...setting, rows });
  } finally {
    await browser.close();
    server.close();
    await closeLibrary(library);
    rmSync(folder, { recursive: true, force: true });
  }
}

function chromiumPath(): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find((path) => existsSync(path));
  if (found === undefined) throw new Error(`no browser: put one of ${NAMES.join(', ')} on the PATH`);
  return found;
}

interface Setting {
  readonly nodes: number;
  readonly edges: number;
}

async function measure(browser: Browser, root: string, { nodes, edges }: Setting) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.addInitScript(WATCH);
  const visit = { page, session };
  const graph = inventedGraph(nodes, edges);
  await page.route(/\/authors\/[^/]+\/graph/, (route) => route.fulfill({ json: graph }));
  const layout = await during(visit, async () => {
    await page.goto(`${root}/graph?around=author/n0`);
    await page.waitForSelector('.graph-box[aria-busy="false"]', { timeout: 120_000 });
  });
  await page.waitForTimeout(1000);
  const box = await page.locator('.graph-box').boundingBox();
  if (!box) throw new Error('the page shows no drawing');
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const ground = { x: box.x + 12, y: box.y + 12 };
  const figures = {
    layout,
    pan: await during(visit, () => drag(page, ground, 240)),
    zoom: await during(visit, () => wheel(page, middle)),
    dragOfANode: await during(visit, async () => {
      const node = await page.locator('[data-id="n0"] .graph-mark').boundingBox();
      if (node) await drag(page, { x: node.x + node.width / 2, y: node.y + node.height / 2 }, 160);
    }),
    pointing: await during(visit, async () => {
      for (let i = 0; i < MOVES; i += 1) await page.mouse.move(box.x + (box.width * i) / MOVES, middle.y);
    }),
  };
  await page.close();
  process.stdout.write(`${nodes} nodes, ${edges} edges: ${JSON.stringify(figures)}\n`);
  return { nodes, edges, ...figures };
}

interface Visit {
  readonly page: Page;
  readonly session: CDPSession;
}

/** In a circle, which ends where it began. */
async function drag(page: Page, from: { readonly x: number; readonly y: number }, reach: number): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (let i = 1; i <= MOVES; i += 1) {
    const angle = (i / MOVES) * Math.PI * 2;
    await page.mouse.move(
      from.x + (reach / 2) * (1 - Math.cos(angle)),
      from.y + (reach / 2) * Math.abs(Math.sin(angle)),
    );
  }
  await page.mouse.up();
}

async function wheel(page: Page, at: { readonly x: number; readonly y: number }): Promise<void> {
  await page.mouse.move(at.x, at.y);
  for (let i = 0; i < MOVES; i += 1) await page.mouse.wheel(0, i < MOVES / 2 ? -40 : 40);
}

async function during({ page, session }: Visit, action: () => Promise<void>): Promise<Figures> {
  await page.evaluate('globalThis.seenFrames &&= []; globalThis.longTasks &&= [];');
  const before = await busySeconds(session);
  await action();
  await page.waitForTimeout(100);
  const [times, tasks] = (await page.evaluate('[seenFrames, longTasks]')) as [number[], number[]];
  const busy = (await busySeconds(session)) - before;
  const gaps = times.slice(1).map((time, i) => time - (times[i] ?? time));
  gaps.sort((a, b) => a - b);
  const at = (share: number) => Number((gaps[Math.floor(share * (gaps.length - 1))] ?? Number.NaN).toFixed(1));
  const cpu = Number(((busy * 1000) / Math.max(1, gaps.length)).toFixed(1));
  const longestTask = Math.max(0, ...tasks);
  return { frames: gaps.length, p50: at(0.5), p95: at(0.95), longestFrame: at(1), longestTask, cpu };
}

/** What the main thread has computed so far. */
async function busySeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
}
