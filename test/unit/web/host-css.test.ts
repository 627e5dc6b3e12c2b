// Styles of the service's pages, as a shadow root takes them.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { forShadow, settable } from '../../../web/embed/host-css.js';

const STYLES = new URL('../../../../web/styles/', import.meta.url);
const styles = (name: string) => readFileSync(new URL(`${name}.css`, STYLES), 'utf8');

describe('styles for a shadow root', () => {
  test('speak of the element instead of the page', () => {
    const css =
      ':root { a: b; }\n:root:not([data-theme="light"]) { c: d; }\n:root[data-theme="dark"] { e: f; }\nhtml { g: h; }';
    expect(forShadow(css)).toBe(
      ':host { a: b; }\n:host(:not([theme="light"], [data-page="light"])) { c: d; }\n:host([theme="dark"]) { e: f; }\n:host { g: h; }',
    );
  });

  test('measure in --rem, except where a condition asks', () => {
    expect(forShadow('a { margin: 1.5rem -.25rem 2px; }')).toBe(
      'a { margin: calc(1.5 * var(--rem)) calc(-.25 * var(--rem)) 2px; }',
    );
    expect(forShadow('@container (min-width: 48rem) { a { gap: 1rem; } }')).toBe(
      '@container (min-width: 48rem) { a { gap: calc(1 * var(--rem)); } }',
    );
  });

  test('of our own: nothing is left that only a page has', () => {
    const css = forShadow(
      [settable(styles('tokens')), ...['base', 'parts', 'pages', 'profile'].map(styles)].join('\n'),
    );
    expect(css).not.toMatch(/:root|^html|data-theme|\/\*/m);
    expect(css.replace(/@[^{]*\{/g, '')).not.toMatch(/\drem\b/);
  });

  test('of our own: every colour can be set by the host, and is as it was where it is not', () => {
    const tokens = styles('tokens').replace(/\/\*[\s\S]*?\*\//g, '');
    const names = [...tokens.matchAll(/--([\w-]+):/g)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(40);
    const made = settable(tokens);
    for (const name of names) expect(made).toContain(`--${name}: var(--ideascope-${name}, `);
    expect(made.replace(/var\(--ideascope-[\w-]+, ([^;]+)\);/g, '$1;')).toBe(tokens);
  });
});
