// Where the file of a whole search is asked for; pure.

export const EXPORTS = [
  { format: 'csv', name: 'CSV', use: 'for spreadsheets' },
  { format: 'bibtex', name: 'BibTeX', use: 'for LaTeX' },
  { format: 'ris', name: 'RIS', use: 'for Zotero and EndNote' },
  { format: 'jsonl', name: 'JSON Lines', use: 'for programs' },
] as const;
export type ExportFormat = (typeof EXPORTS)[number]['format'];

/** Characters of a search that `GET /works` takes (MAX_GET_SEARCH of the contract). */
const LONGEST_GET = 2000;
/** Of the address; the service reads 64 KiB of headers, proxies often 8 to 32. */
const LONGEST_ADDRESS = 8000;

interface SearchParameters {
  readonly search?: string;
  readonly mode?: string;
  readonly filter?: string;
  readonly sort?: string;
}

/**
 * The address of the file.
 * @param root where the service lives, without a slash at the end
 * @returns undefined where the search is too long for one: it is posted
 */
export function exportAddress(root: string, parameters: SearchParameters, format: ExportFormat): string | undefined {
  const { search = '', mode, filter, sort } = parameters;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ search, mode, filter, sort, format })) {
    if (value !== undefined && value !== '') query.set(name, value);
  }
  const address = `${root}/works?${query}`;
  return search.length > LONGEST_GET || address.length > LONGEST_ADDRESS ? undefined : address;
}

/** `attachment; filename="works.csv"` → `works.csv`. */
export function fileNameOf(disposition: string | null, format: ExportFormat): string {
  return /filename="([^"]+)"/.exec(disposition ?? '')?.[1] ?? `works.${format}`;
}
