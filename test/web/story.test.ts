// The story of a newcomer, with keyboard and pointer, from an idea to the people behind it and a citation to take along.
import { beforeAll, expect, test } from '@jest/globals';
import type { TestBrowser } from '../support/browser/chromium.js';
import { describeInBrowser, START_MS } from '../support/browser/describe.js';
import { boxOf, settled, titlesOf, worksOf } from '../support/browser/search-page.js';
import { demoService } from '../support/demo-service.js';

let url: string;

beforeAll(async () => {
  url = await demoService();
}, START_MS);

function newcomer(browser: TestBrowser): void {
  test('describes an idea, finds works and people, sees whom they work with, and cites', async () => {
    const page = await browser.open(`${url}/`);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const box = boxOf(page);
    await box.waitFor();
    // the box is where one begins
    await box.pressSequentially('training models too large for one GPU');
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=/);
    await settled(page);
    const titles = await titlesOf(page);
    expect(titles.slice(0, 3).filter((title) => /\bZeRO\b/.test(title)).length).toBeGreaterThanOrEqual(2);

    const zero = worksOf(page).filter({ hasText: 'ZeRO: Memory Optimizations' }).first();
    await zero.getByRole('link', { name: 'Samyam Rajbhandari' }).click();
    await page.getByRole('heading', { level: 1, name: 'Samyam Rajbhandari' }).waitFor();
    await page.getByRole('heading', { level: 2, name: /collaborators/i }).waitFor();
    const yuxiong = page.getByRole('main').getByRole('link', { name: 'Yuxiong He' });
    await yuxiong.first().waitFor();
    await page.getByRole('button', { name: /^Samyam Rajbhandari, person.*in the middle/ }).waitFor();

    await page.goBack();
    await settled(page);
    expect(await titlesOf(page)).toEqual(titles);
    await zero.getByRole('button', { name: /^Cite/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Copy BibTeX' }).click();
    await page.getByRole('dialog').getByText('Copied').waitFor();
    const copied = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(copied).toMatch(/^@\w+\{/);
    expect(copied).toContain('Rajbhandari, Samyam');
  });
}

describeInBrowser('a newcomer', { newcomer });
