// Narrowing a search: facets and their counts, search inside a facet, years by keyboard, chips, order, mode, files.
import { readFile } from 'node:fs/promises';
import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import type { TestBrowser } from '../support/browser/chromium.js';
import { describeInBrowser, START_MS } from '../support/browser/describe.js';
import { axe } from '../support/browser/look.js';
import { settled, titlesOf, totalOf } from '../support/browser/search-page.js';
import { demoService } from '../support/demo-service.js';

const SEARCH = 'language models';

let url: string;
let page: Page;

beforeAll(async () => {
  url = await demoService();
}, START_MS);

const filters = () => page.getByRole('complementary', { name: 'Filters' });
const facet = (title: string) => filters().getByRole('region', { name: title });
const chips = () => page.getByRole('region', { name: 'Active filters' });
const changed = async () => {
  await page.waitForURL(/filter=/);
  await settled(page);
};

/** The number behind a value. */
async function countOf(value: Locator): Promise<number> {
  const [, digits = 'NaN'] =
    /([\d,]+) works?/.exec((await value.locator('..').innerText()).replaceAll('\n', ' ')) ?? [];
  return Number(digits.replaceAll(',', ''));
}

function opened(browser: TestBrowser): void {
  beforeAll(async () => {
    page = await browser.open(`${url}/`);
  });
  beforeEach(async () => {
    await page.goto(`${url}/?q=${encodeURIComponent(SEARCH)}`);
    await settled(page);
  });
}

function facets(browser: TestBrowser): void {
  opened(browser);

  test.each(['Topics', 'People', 'Kind'])('a value of %s counts the works that selecting it gives', async (title) => {
    const values = facet(title).getByRole('checkbox');
    await values.first().waitFor();
    for (const value of [values.nth(0), values.nth((await values.count()) - 1)]) {
      const count = await countOf(value);
      await value.check();
      await changed();
      expect(await totalOf(page)).toBe(count);
      await page.goBack();
      await page.waitForURL((to) => !to.search.includes('filter='));
      await settled(page);
    }
  });

  test('several values of one facet are alternatives, and are chips that can go', async () => {
    const values = facet('Topics').getByRole('checkbox');
    await values.nth(0).check();
    await changed();
    const one = await totalOf(page);
    const unchecked = facet('Topics').getByRole('checkbox', { checked: false }).first();
    const other = await countOf(unchecked);
    await unchecked.check();
    await page.waitForURL((to) => decodeURIComponent(to.search).includes('|'));
    await settled(page);
    const both = await totalOf(page);
    expect(both).toBeGreaterThanOrEqual(Math.max(one, other));
    expect(both).toBeLessThanOrEqual(one + other);
    const remove = chips().getByRole('button', { name: /^Remove filter/ });
    expect(await remove.count()).toBe(2);
    await remove.nth(1).click();
    await page.waitForURL((to) => !decodeURIComponent(to.search).includes('|'));
    await settled(page);
    expect(await totalOf(page)).toBe(one);
    await remove.first().click();
    await page.waitForURL((to) => !to.search.includes('filter='));
    expect(await remove.count()).toBe(0);
  });

  test('a value is found inside a facet, however far down', async () => {
    await facet('Topics').getByRole('searchbox').fill('gradient comp');
    const found = facet('Topics').getByRole('checkbox', { name: /Gradient compression/ });
    await found.waitFor();
    const count = await countOf(found);
    await found.check();
    await changed();
    expect(await totalOf(page)).toBe(count);
    expect(await axe(page)).toEqual([]);
  });
}

function years(browser: TestBrowser): void {
  opened(browser);

  test('years by keyboard: handles say where they are and how many works that leaves', async () => {
    const from = page.getByRole('slider', { name: 'From year' });
    const before = await totalOf(page);
    const start = Number(await from.inputValue());
    await from.focus();
    for (let i = 0; i < 3; i++) await from.press('ArrowRight');
    await changed();
    expect(Number(await from.inputValue())).toBe(start + 3);
    const total = await totalOf(page);
    expect(total).toBeLessThanOrEqual(before);
    expect(await from.getAttribute('aria-valuetext')).toContain(`${total} work`);
    await page.getByRole('slider', { name: 'From year' }).press('Home');
    await page.waitForURL((to) => !to.search.includes('filter='));
    await settled(page);
    expect(await totalOf(page)).toBe(before);
  });

  test('years as numbers, whichever end', async () => {
    await page.getByRole('textbox', { name: 'Earliest year' }).fill('2021');
    await page.keyboard.press('Enter');
    await changed();
    await page.getByRole('textbox', { name: 'Latest year' }).fill('2022');
    await page.keyboard.press('Enter');
    await page.waitForURL((to) => decodeURIComponent(to.search).includes('2021-2022'));
    await settled(page);
    const query = new URLSearchParams({ search: SEARCH, filter: 'publication_year:2021-2022' });
    const { meta } = (await (await fetch(`${url}/works?${query}`)).json()) as { meta: { count: number } };
    expect(await totalOf(page)).toBe(meta.count);
  });

  test('years by dragging over the bars', async () => {
    const bars = page.getByRole('img', { name: /by year/ });
    const box = await bars.boundingBox();
    if (!box) throw new Error('the bars have no place');
    const middle = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width * 0.5, middle);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.75, middle, { steps: 5 });
    await page.mouse.up();
    await changed();
    expect(decodeURIComponent(page.url())).toMatch(/publication_year:\d{4}-\d{4}/);
  });
}

function toolbar(browser: TestBrowser): void {
  opened(browser);

  test('by words alone there are fewer works, and the choice stays in the address', async () => {
    const both = await totalOf(page);
    await page.getByRole('radio', { name: 'Words', exact: true }).check({ force: true });
    await page.waitForURL(/mode=keyword/);
    await settled(page);
    expect(await totalOf(page)).toBeLessThanOrEqual(both);
    await page.reload();
    await settled(page);
    expect(await page.getByRole('radio', { name: 'Words', exact: true }).isChecked()).toBe(true);
  });

  test('another order', async () => {
    const before = await titlesOf(page);
    const orders = page.getByRole('combobox', { name: 'Sort by' });
    await orders.selectOption({ label: 'Newest' });
    await page.waitForURL(/sort=/);
    await settled(page);
    expect(await titlesOf(page)).not.toEqual(before);
  });

  test.each([
    ['BibTeX', /^@\w+\{/gm],
    ['RIS', /^TY {2}- /gm],
    ['CSV', /\n(?=.)/g],
    ['JSON Lines', /^\{/gm],
  ])('all works as a file: %s', async (name, record) => {
    const total = await totalOf(page);
    await page.getByRole('button', { name: /^Export/ }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: new RegExp(`^${name}`) }).click(),
    ]);
    const text = await readFile(await download.path(), 'utf8');
    expect(text.match(record)?.length).toBe(total);
    expect(download.suggestedFilename()).toMatch(/^\w[\w-]*\.(?:bib|ris|csv|jsonl)$/);
  });
}

describeInBrowser('filtering', { facets, years, toolbar });
