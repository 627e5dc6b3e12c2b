// Which pages of a list there are, and which of them are offered as links; pure.

/** How many pages can be turned to: `reachable` counts the hits that paging comes to. */
export function lastPage(reachable: number, perPage: number): number {
  return Math.max(1, Math.ceil(reachable / perPage));
}

/**
 * The first, the last, and those around the page: in order, with null where some are left out.
 * @param page from 1
 */
export function pagesAround(page: number, last: number): (number | null)[] {
  const near = [1, page - 1, page, page + 1, last].filter((one) => one >= 1 && one <= last);
  const shown = [...new Set(near)].sort((a, b) => a - b);
  return shown.flatMap((one, i) => {
    const gap = one - (shown[i - 1] ?? 0);
    // a gap of one page takes as much room as its number
    if (gap === 2) return [one - 1, one];
    return gap > 2 ? [null, one] : [one];
  });
}
