// The abstract as OpenAlex gives it: each word with its places.

/**
 * Words as white space parts them, each with its places from 0 (docs.openalex.org, "abstract_inverted_index"); clients
 * put the abstract together again from these.
 */
export function invertAbstract(abstract: string): Record<string, number[]> {
  const places = new Map<string, number[]>();
  const words = abstract.split(/\s+/).filter(Boolean);
  for (const [place, word] of words.entries()) {
    const known = places.get(word);
    if (known) known.push(place);
    else places.set(word, [place]);
  }
  return Object.fromEntries(places);
}
