// The search page as its users know it: by roles and names, so that its looks may change.
import type { Locator, Page } from 'playwright-core';

/** The box, whether it takes a line or a text. */
export function boxOf(page: Page): Locator {
  const search = page.getByRole('search');
  return search.getByRole('combobox').or(search.getByRole('textbox')).first();
}

/** The list of works, whose answer is the one to what the address asks. */
export function resultsOf(page: Page): Locator {
  return page.getByRole('main').locator('section[aria-busy="false"]').first();
}

export function worksOf(page: Page): Locator {
  return resultsOf(page).getByRole('article');
}

/** Titles of the works shown, in order, as text: a formula counts by its source or by what it shows. */
export function titlesOf(page: Page): Promise<string[]> {
  return worksOf(page).getByRole('heading').allInnerTexts();
}

/** Types a search and waits for its answer. */
export async function searchFor(page: Page, text: string): Promise<void> {
  const box = boxOf(page);
  await box.fill(text);
  await box.press('Enter');
  await page.waitForURL((url) => `${url.search}${url.hash}`.includes('q='));
  await settled(page);
}

/** Waits until what is shown is what the address asks for. */
export async function settled(page: Page): Promise<void> {
  await resultsOf(page).waitFor();
}

/** How many works the page says that there are. */
export async function totalOf(page: Page): Promise<number> {
  const said = resultsOf(page)
    .getByRole('status')
    .filter({ hasText: /\bworks?\b/ });
  const [, digits = 'NaN'] = /([\d,]+)\+? works?\b/.exec(await said.first().innerText()) ?? [];
  return Number(digits.replaceAll(',', ''));
}

/** The tab that is open: `People`. */
export function tabsOf(page: Page): Locator {
  return page.getByRole('navigation', { name: 'Kinds of results' });
}
