// Names of files for works; pure.

const LONGEST = 60;

/** `arxiv:1910.02054` → `arxiv-1910.02054.bib`: letters, digits, dots and dashes, as every file system takes them. */
export function fileNameOf(id: string, extension: string): string {
  const name = id
    .replace(/^https?:\/\/[^/]*\//, '')
    .replace(/[^A-Za-z0-9.]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, LONGEST);
  return `${name || 'work'}.${extension}`;
}
