// What tests see of a page beside its texts: axe's findings, pictures for eyes, whether it fits its window.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

const ARTEFACTS = fileURLToPath(new URL('../../../../artefacts/', import.meta.url));
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Times 50 ms. */
const CALM = 3;
/** CSS pixels around an element in which its focus is seen. */
const AROUND = 6;
/** Elements of one finding that are told of. */
const TOLD = 2;

type Scheme = 'light' | 'dark';

/** In the dark nothing differs but colours. */
const RULES: Readonly<Record<Scheme, object>> = {
  light: { resultTypes: ['violations'] },
  dark: { resultTypes: ['violations'], runOnly: ['color-contrast'] },
};

interface AxeResult {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** What axe (deque.com/axe) finds on the page as it is now, in these colours: `scheme: rule: help: element`. */
export async function axe(page: Page, schemes: readonly Scheme[] = ['light', 'dark']): Promise<string[]> {
  if (!(await page.evaluate<boolean>('"axe" in globalThis'))) await page.evaluate(`${readFileSync(AXE, 'utf8')};0`);
  const found: string[] = [];
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme });
    const violations = await page.evaluate<readonly AxeResult[]>(
      `axe.run(${JSON.stringify(RULES[colorScheme])}).then(({ violations }) => violations)`,
    );
    for (const { id, help, nodes } of violations) {
      const first = nodes.slice(0, TOLD).map(({ html, failureSummary }) => `${html} ${failureSummary}`);
      found.push(`${colorScheme}: ${id}: ${help}, ${nodes.length} times: ${first.join('; ')}`);
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
}

/** What is seen of the page, as a picture in `artefacts/`, for eyes. */
export async function screenshot(page: Page, name: string): Promise<void> {
  mkdirSync(ARTEFACTS, { recursive: true });
  const path = join(ARTEFACTS, `${name}.png`);
  await page.screenshot({ path, animations: 'disabled' });
  process.stdout.write(`screenshot: ${path}\n`);
}

/** Until nothing more is asked for: no answer and no script has come for a while. */
export async function quiet(page: Page): Promise<void> {
  await page.evaluate(`new Promise((resolve) => {
    const known = () => performance.getEntriesByType('resource').length;
    let [before, calm] = [known(), 0];
    const timer = setInterval(() => {
      calm = known() === before && !document.querySelector('main [aria-busy=true]') ? calm + 1 : 0;
      before = known();
      if (calm < ${CALM}) return;
      clearInterval(timer);
      resolve();
    }, 50);
  })`);
}

/** How far the page can be scrolled sideways, in CSS pixels: a page that fits its window cannot. */
export function overflowOf(page: Page): Promise<number> {
  const tried = 'scrollTo(1e6, scrollY), scrollX';
  return page.evaluate<number>(`(() => { const far = (${tried}); scrollTo(0, scrollY); return far; })()`);
}

/** Whether it is seen that the element with the focus has it: its place looks otherwise without. */
export async function showsFocus(page: Page): Promise<boolean> {
  const clip = await page.evaluate<{ x: number; y: number; width: number; height: number }>(`(() => {
    globalThis.withFocus = document.activeElement;
    const { x, y, width, height } = withFocus.getBoundingClientRect();
    return { x: Math.max(0, x - ${AROUND}), y: Math.max(0, y - ${AROUND}), width: width + ${2 * AROUND}, height: height + ${2 * AROUND} };
  })()`);
  const look = () => page.screenshot({ clip, animations: 'disabled', caret: 'hide' });
  const focused = await look();
  await page.evaluate('withFocus.blur()');
  const blurred = await look();
  await page.evaluate('withFocus.focus({ preventScroll: true })');
  return !focused.equals(blurred);
}
