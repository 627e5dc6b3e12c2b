// Styles of our own pages → the same for a shadow root on a page of another site; pure.

/** Preludes of conditions keep their rem: a custom property means nothing there. */
const REM = /(@[^{]*\{)|(?<![\w.-])(-?(?:\d*\.)?\d+)rem\b/g;

/**
 * What speaks of the page speaks of the element, and a length in rem follows `--rem`: sites that set the font size of
 * their root would shrink everything.
 * @param css with selectors `:root` and `html` in front of their rules, as tokens.css and base.css have them
 */
export function forShadow(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/:root:not\(\[data-theme="(\w+)"\]\)/g, ':host(:not([theme="$1"], [data-page="$1"]))')
    .replace(/:root\[data-theme="(\w+)"\]/g, ':host([theme="$1"])')
    .replace(/:root\b/g, ':host')
    .replace(/^html(?= \{)/gm, ':host')
    .replace(REM, (whole, prelude: string | undefined, number: string) =>
      prelude === undefined ? `calc(${number} * var(--rem))` : whole,
    );
}

/** Lets the host set each token: `--accent: #3f48c8` → `--accent: var(--ideascope-accent, #3f48c8)`. */
export function settable(tokens: string): string {
  return tokens.replace(/(--)([\w-]+):\s*([^;]+);/g, '--$2: var(--ideascope-$2, $3);');
}
