// Why a work is related, in the words of readers; pure.

/** The measure behind "similar in meaning" says nothing to readers. */
export function reasonText(detail: string): string {
  return detail.replace(/ \(cosine -?[\d.]+\)/, '');
}
