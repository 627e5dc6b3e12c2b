// What every page has: a way past the header, colours that can be chosen, a heading, and a page for what is nowhere.
import { beforeAll, expect, test } from '@jest/globals';
import type { TestBrowser } from '../support/browser/chromium.js';
import { describeInBrowser, START_MS } from '../support/browser/describe.js';
import { axe, overflowOf } from '../support/browser/look.js';
import { demoService } from '../support/demo-service.js';

let url: string;

beforeAll(async () => {
  url = await demoService();
}, START_MS);

function header(browser: TestBrowser): void {
  test('the first key leads past the header', async () => {
    const page = await browser.open(`${url}/`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Tab');
    const skip = page.getByRole('button', { name: 'Skip to content' });
    expect(await skip.isVisible()).toBe(true);
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('MAIN');
  });

  test('colours are as the system has them until somebody chooses, and stay chosen', async () => {
    const page = await browser.open(`${url}/`, { colorScheme: 'dark' });
    const ground = () => page.evaluate<string>('getComputedStyle(document.documentElement).backgroundColor');
    const colours = page.getByRole('button', { name: /^Colours/ });
    await colours.waitFor();
    const asSystem = await ground();
    await colours.click();
    const chosen = await ground();
    expect(chosen).not.toBe(asSystem);
    await page.reload();
    await colours.waitFor();
    expect(await ground()).toBe(chosen);
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await ground()).toBe(chosen);
  });
}

function pages(browser: TestBrowser): void {
  test('an address that leads nowhere says so and leads on', async () => {
    browser.tolerate(/status of 404/);
    const page = await browser.open(`${url}/nowhere`);
    await page.getByRole('heading', { name: 'There is no such page', level: 1 }).waitFor();
    expect(await page.title()).toContain('Not found');
    expect(await axe(page)).toEqual([]);
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await overflowOf(page)).toBe(0);
    await page.getByRole('main').getByRole('link').first().click();
    await page.getByRole('combobox').or(page.getByRole('textbox')).first().waitFor();
    expect(new URL(page.url()).pathname).toBe('/');
  });

  test('pages have names of their own, and one heading of the first rank', async () => {
    const page = await browser.open(`${url}/`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.title()).toBe('Ideascope');
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
    expect(await page.getAttribute('html', 'lang')).toBe('en');
    expect(await page.getByRole('main').count()).toBe(1);
    expect(await page.getByRole('banner').count()).toBe(1);
  });

  test('without JavaScript the page says what it takes', async () => {
    const page = await browser.open(`${url}/`, { javaScriptEnabled: false });
    expect(await page.textContent('noscript')).toContain('JavaScript');
  });
}

describeInBrowser('the frame', { header, pages });
