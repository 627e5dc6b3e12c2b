// How long somebody waits: from Enter in the search box until the first work of the answer is painted.
import type { Page } from 'playwright-core';

/**
 * In the page, so that no way to the test is measured with it. Works of an earlier search may stay until those of the new
 * one are there: the clock stops with the first that are others, and behind the frame that paints them: what runs after
 * a callback of that frame runs after its pixels are on their way.
 */
const STOPWATCH = `(() => {
  let found;
  let before = '';
  const works = () => [...document.querySelectorAll('main article :is(h2, h3) a')].map(({ href }) => href).join(' ');
  const shown = () => {
    const now = found ? works() : '';
    if (now === '' || now === before) return;
    const tell = found;
    found = undefined;
    before = now;
    requestAnimationFrame(() => setTimeout(tell));
  };
  addEventListener('keydown', ({ key, timeStamp }) => {
    if (key !== 'Enter') return;
    globalThis.firstResult = new Promise((resolve) => { found = () => resolve(performance.now() - timeStamp); });
  }, true);
  new MutationObserver(shown).observe(document, {
    childList: true, subtree: true, attributes: true, attributeFilter: ['href'],
  });
})()`;

/** Before the page is opened. */
export async function installStopwatch(page: Page): Promise<void> {
  await page.addInitScript(STOPWATCH);
}

/** Types a search into the empty page, presses Enter, and gives the milliseconds until the first work is visible. */
export async function firstResultMs(page: Page, search: string): Promise<number> {
  const box = page.getByRole('search').getByRole('combobox').or(page.getByRole('search').getByRole('textbox')).first();
  await box.fill(search);
  await box.press('Enter');
  return page.evaluate<number>('globalThis.firstResult');
}

/** Leads back to the page without a search as people do: nothing is loaded again. */
export async function backToStart(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Ideascope' }).first().click();
  await page.locator('main article').first().waitFor({ state: 'detached' });
}
