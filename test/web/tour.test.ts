// Every page in every dress: axe in light and dark, no scrolling sideways from 360 to 1920 px, the keyboard, pictures for eyes.
import { beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { TestBrowser } from '../support/browser/chromium.js';
import { describeInBrowser, START_MS } from '../support/browser/describe.js';
import { axe, overflowOf, quiet, screenshot, showsFocus } from '../support/browser/look.js';
import { demoService } from '../support/demo-service.js';

const WIDTHS = [360, 768, 1920];
const PAGES = {
  start: '/',
  results: '/?q=training+models+too+large+for+one+GPU',
  filtered: '/?q=language+models&filter=topics.id:topic:quantization,publication_year:2020-2024',
  nothing: '/?q=xqzvw+kjhgfq',
  people: '/?q=training+models+too+large+for+one+GPU&tab=people&by=idea',
  topics: '/?q=training&tab=topics',
  institutions: '/?q=university&tab=institutions',
  work: '/work/arxiv:1910.02054',
  author: '/author/author:olatunji-ruwase',
  topic: '/topic/topic:memory-optimization',
  institution: '/institution/institution:microsoft',
  source: '/source/source:arxiv',
  graph: '/graph?around=author/author:olatunji-ruwase',
  'graph-list': '/graph?around=author/author:olatunji-ruwase&view=list',
  'graph-start': '/graph',
  admin: '/admin',
} as const;
/** Of these there are pictures, and axe sees them narrow, too. */
const PICTURED = ['start', 'results', 'people', 'work', 'author', 'topic', 'graph', 'admin'];

let url: string;
let page: Page;

beforeAll(async () => {
  url = await demoService();
}, START_MS);

async function arrived(): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
  await quiet(page);
}

function dresses(browser: TestBrowser): void {
  beforeAll(async () => {
    page = await browser.open(`${url}/`);
  });

  test.each(Object.entries(PAGES))('%s', async (name, path) => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(`${url}${path}`);
    await arrived();
    expect(await axe(page)).toEqual([]);
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
    if (PICTURED.includes(name)) await screenshot(page, `${name}-1280`);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 740 });
      expect([width, await overflowOf(page)]).toEqual([width, 0]);
      if (width > 360 || !PICTURED.includes(name)) continue;
      expect(await axe(page, ['light'])).toEqual([]);
      await screenshot(page, `${name}-360`);
    }
  });

  test('the results in the dark', async () => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(`${url}${PAGES.results}`);
    await arrived();
    await screenshot(page, 'results-dark-1280');
    await page.emulateMedia({ colorScheme: 'light' });
  });
}

/** In the page: what can be reached by Tab, in the order of the document, radio buttons of a group as one. */
const REACHABLE = `(() => {
  const seen = (one) => one.checkVisibility({ checkVisibilityCSS: true }) && !one.closest('[inert]');
  const all = document.querySelectorAll('a[href], button:not(:disabled), input:not(:disabled), select, textarea, [tabindex]');
  return [...all].filter((one) => one.tabIndex >= 0 && seen(one) && !(one.type === 'radio' && !one.checked)).length;
})()`;

/** In the page: where the focus is, in the order of the document; -1 where it was before, or outside of the page. */
const NEXT = `(() => {
  const { activeElement: at } = document;
  if (at === document.body || reached.has(at)) return { at: -1, kind: '' };
  reached.add(at);
  return { at: [...document.querySelectorAll('*')].indexOf(at), kind: [at.tagName, at.type, ...at.classList].join(' ') };
})()`;

function keyboard(browser: TestBrowser): void {
  test.each(['results', 'author', 'work'] as const)(
    'Tab reaches everything of %s, in order, and is seen',
    async (name) => {
      page = await browser.open(`${url}${PAGES[name]}`);
      await arrived();
      const places: number[] = [];
      const shown = new Map<string, boolean>();
      await page.evaluate('globalThis.reached = new Set()');
      for (;;) {
        await page.keyboard.press('Tab');
        const { at, kind } = await page.evaluate<{ at: number; kind: string }>(NEXT);
        if (at < 0) break;
        places.push(at);
        if (!shown.has(kind)) shown.set(kind, await showsFocus(page));
      }
      expect(places).toEqual([...places].sort((a, b) => a - b));
      expect([...shown].filter(([, isShown]) => !isShown)).toEqual([]);
      // at the end, as what lies further down may come meanwhile
      expect(places.length).toBe(await page.evaluate<number>(REACHABLE));
      await page.context().close();
    },
  );
}

describeInBrowser('every page', { dresses, keyboard });
