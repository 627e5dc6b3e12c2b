// The graph explorer: everything in sight, by pointer and by keyboard, the same as a list, and the way back.
import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { TestBrowser } from '../support/browser/chromium.js';
import { describeInBrowser, START_MS } from '../support/browser/describe.js';
import { axe, overflowOf } from '../support/browser/look.js';
import { demoService } from '../support/demo-service.js';

const AROUND = 'author/author:olatunji-ruwase';

let url: string;
let page: Page;

beforeAll(async () => {
  url = await demoService();
}, START_MS);

const drawing = () => page.getByRole('group', { name: /^Graph around/ });
const nodes = () => drawing().getByRole('button', { name: /\d links?\b/ });
const selected = () => page.getByRole('region', { name: 'Selected' });
const focused = () => page.evaluate<string>(`document.activeElement.getAttribute('aria-label') ?? ''`);

const NODES = "[...document.querySelectorAll('svg [role=button]')]";
const labels = () => page.evaluate<string[]>(`${NODES}.map((one) => one.getAttribute('aria-label'))`);

/** Waits until nothing moves. */
async function still(): Promise<void> {
  const places = () => page.evaluate<string>(`${NODES}.map((one) => one.getAttribute('transform')).join()`);
  for (let before = ''; ; ) {
    const now = await places();
    if (now === before) return;
    before = now;
    await page.waitForTimeout(150);
  }
}

/** Names of nodes whose middle lies outside of the drawing. */
function outside(): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const middle = ({ x, y, width, height }) => [x + width / 2, y + height / 2];
    const nodes = ${NODES};
    const box = nodes[0].closest('svg').getBoundingClientRect();
    const isOut = ([x, y]) => x < box.left || y < box.top || x > box.right || y > box.bottom;
    return nodes.filter((one) => isOut(middle(one.getBoundingClientRect()))).map((one) => one.getAttribute('aria-label'));
  })()`);
}

function opened(browser: TestBrowser): void {
  beforeAll(async () => {
    page = await browser.open(`${url}/`);
  });
  beforeEach(async () => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(`${url}/graph?around=${encodeURIComponent(AROUND)}`);
    await nodes().first().waitFor();
    await still();
  });
}

function pointer(browser: TestBrowser): void {
  opened(browser);

  test.each([
    [1280, 900],
    [360, 740],
    [1920, 1080],
  ])('all that is drawn is in sight at %i × %i', async (width, height) => {
    await page.setViewportSize({ width, height });
    await page.reload();
    await nodes().first().waitFor();
    await still();
    expect(await nodes().count()).toBeGreaterThan(20);
    expect(await outside()).toEqual([]);
    expect(await overflowOf(page)).toBe(0);
  });

  test('a hundred nodes of two steps are in sight, too', async () => {
    await page.goto(`${url}/graph?around=${encodeURIComponent('topic/topic:large-language-models')}&nodes=100&steps=2`);
    await nodes().first().waitFor();
    await still();
    expect(await nodes().count()).toBeGreaterThan(60);
    expect(await outside()).toEqual([]);
  });

  test('a node tells of itself when it is clicked, brings more, and becomes the middle', async () => {
    const before = await nodes().count();
    await drawing()
      .getByRole('button', { name: /^Minjia Zhang, person/ })
      .click();
    await selected().getByRole('heading', { name: 'Minjia Zhang' }).waitFor();
    await selected().getByRole('button', { name: 'Expand' }).click();
    await nodes().nth(before).waitFor();
    await still();
    expect(await nodes().count()).toBeGreaterThan(before);
    expect(await outside()).toEqual([]);
    await selected().getByRole('button', { name: 'Focus on this' }).click();
    await page.getByRole('heading', { level: 1, name: 'Graph around Minjia Zhang' }).waitFor();
    // the way back
    await page
      .getByRole('navigation', { name: 'Path' })
      .getByRole('link', { name: /Olatunji Ruwase/ })
      .click();
    await page.getByRole('heading', { level: 1, name: 'Graph around Olatunji Ruwase' }).waitFor();
  });
}

function keyboard(browser: TestBrowser): void {
  opened(browser);

  test('by keyboard: one stop for Tab, arrows from node to node, Enter tells, Escape leaves', async () => {
    expect(await drawing().locator('[tabindex="0"]').count()).toBe(1);
    await nodes().first().focus();
    const first = await focused();
    expect(first).toContain('in the middle');
    const seen = new Set([first]);
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp', 'End', 'PageUp']) {
      await page.keyboard.press(key);
      seen.add(await focused());
    }
    expect(seen.size).toBeGreaterThan(3);
    await page.keyboard.press('Home');
    expect(await focused()).toBe(first);
    await page.keyboard.press('Enter');
    await selected().getByRole('heading', { name: 'Olatunji Ruwase' }).waitFor();
    await nodes().first().focus();
    await page.keyboard.press('Escape');
    expect(await selected().count()).toBe(0);
  });

  test('the list says the same as the drawing', async () => {
    const names = await labels();
    await page.getByRole('navigation', { name: 'View' }).getByRole('link', { name: 'List' }).click();
    await page.waitForURL(/view=list/);
    const links = page.getByRole('main').getByRole('region').getByRole('link');
    await links.first().waitFor();
    const listed = await links.allInnerTexts();
    const missing = names.filter((name) => !listed.some((one) => name.startsWith(one.trim())));
    expect(missing).toEqual([]);
    expect(await axe(page)).toEqual([]);
  });

  test('kinds can be left out', async () => {
    await page.getByRole('checkbox', { name: /^Works/ }).uncheck({ force: true });
    await still();
    const names = await labels();
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((name) => /, work,/.test(name))).toEqual([]);
  });
}

describeInBrowser('the graph', { pointer, keyboard });
