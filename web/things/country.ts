// Names of countries; pure.

/** `DE` → `Germany` (ISO 3166-1); what is no code stays as it is. */
export function countryOf(code: string): string {
  try {
    return new Intl.DisplayNames('en', { type: 'region' }).of(code.toUpperCase()) ?? code;
  } catch {
    return code;
  }
}
