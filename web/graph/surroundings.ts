// What a drawing asks of the page around it: its size, its colours, room for the name that is pointed at.
import type { Box } from './fit.js';

/** @returns what stops the watching */
export function watchSize(element: Element, changed: (box: Box) => void): () => void {
  const observer = new ResizeObserver(([entry]) => {
    if (entry) changed({ width: entry.contentRect.width, height: entry.contentRect.height });
  });
  observer.observe(element);
  return () => observer.disconnect();
}

/** Tells of another theme: of the system, of the page, or of the element that a page embeds. */
export function watchTheme(element: Element, changed: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const observer = new MutationObserver(changed);
  const root = element.getRootNode();
  const holders = [document.documentElement, ...(root instanceof ShadowRoot ? [root.host] : [])];
  for (const holder of holders) observer.observe(holder, { attributes: true });
  system.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    system.removeEventListener('change', changed);
  };
}

const GAP = 8;

/** Above the node or below it, within the box. */
export function placeTip(tip: HTMLElement, at: { x: number; y: number }, radius: number, box: Box): void {
  const { offsetWidth: width, offsetHeight: height } = tip;
  const x = Math.max(0, Math.min(at.x - width / 2, box.width - width));
  const above = at.y - radius - GAP - height;
  const y = above >= 0 ? above : Math.min(at.y + radius + GAP, Math.max(0, box.height - height));
  tip.style.transform = `translate(${x}px, ${y}px)`;
}
