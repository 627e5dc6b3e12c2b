// The interface below a path of another site's: every page, file and request stays within it.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { TestBrowser } from '../support/browser/chromium.js';
import { describeInBrowser, START_MS } from '../support/browser/describe.js';
import { demoService } from '../support/demo-service.js';
import { openPrefixProxy, type PrefixProxy } from '../support/prefix-proxy.js';

const PREFIX = '/science/papers';

let proxy: PrefixProxy;

beforeAll(async () => {
  proxy = await openPrefixProxy(await demoService(), PREFIX);
}, START_MS);
afterAll(() => proxy?.close());

function pages(browser: TestBrowser): void {
  const within = (address: string) => new URL(address).pathname.startsWith(`${PREFIX}/`);

  test('searching, opening a work and a person, going back and reloading', async () => {
    const page = await browser.open(`${proxy.url}/?q=memory`);
    const first = page.getByRole('article').first().getByRole('heading').getByRole('link').first();
    await first.click();
    await page.waitForURL(/\/work\//);
    expect(within(page.url())).toBe(true);
    await page.reload();
    await page.getByRole('main').getByRole('link', { name: /\w/ }).first().waitFor();
    await page.goBack();
    await first.waitFor();
    await page.getByRole('article').first().locator('.authors').getByRole('link').first().click();
    await page.waitForURL(/\/author\//);
    expect(within(page.url())).toBe(true);
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(proxy.strays).toEqual([]);
  });

  test('every link leads to somewhere within', async () => {
    const page = await browser.open(`${proxy.url}/?q=memory`);
    await page.getByRole('article').first().waitFor();
    const links = await page.evaluate<string[]>('[...document.links].map((link) => link.href)');
    const own = links.filter((link) => new URL(link).host === new URL(proxy.url).host);
    expect(own.length).toBeGreaterThan(10);
    expect(own.filter((link) => !within(link))).toEqual([]);
    expect(proxy.strays).toEqual([]);
  });
}

describeInBrowser('below a prefix', { pages });
