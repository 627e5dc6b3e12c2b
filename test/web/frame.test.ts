// The frame of every page: header, skip link, colours, addresses that lead nowhere.
import { beforeAll, expect, test } from '@jest/globals';
import { axe, describeInBrowser, screenshot } from '../support/browser.js';
import { demoService } from '../support/demo-service.js';

let url: string;

describeInBrowser('the frame', (browser) => {
  beforeAll(async () => {
    url = await demoService();
  }, 120_000);

  test('x', async () => {
    const page = await browser.open(`${url}/`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await axe(page)).toEqual([]);
    await screenshot(page, 'start-1280');
  });
});
