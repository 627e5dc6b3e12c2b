// What a scenario expects of an answer: a part of its body, with a few matchers.
import { expect } from '@jest/globals';

/**
 * Compares an answer with the expected part of it. Objects: the named members; arrays: every element, by place; else
 * equality. Matchers: `{"$ids": [...]}` the ids of what is listed, in order (`W1` for the OpenAlex URL),
 * `{"$authors": [...]}` the ids of its authors, `{"$some": part}` an element with this part, `{"$without": [...]}` none of these
 * ids, `{"$match": "regexp"}`, `{"$length": n}`, `{"$absent": true}`, `{"$atLeast": n}`.
 */
export function expectSubset(actual: unknown, expected: unknown, at = 'body'): void {
  if (isRecord(expected) && Object.keys(expected).some((key) => key.startsWith('$'))) {
    expectMatch(actual, expected, at);
  } else if (Array.isArray(expected)) {
    expect({ at, length: (actual as unknown[] | undefined)?.length }).toEqual({ at, length: expected.length });
    for (const [i, one] of expected.entries()) expectSubset((actual as unknown[])[i], one, `${at}[${i}]`);
  } else if (isRecord(expected)) {
    for (const [key, one] of Object.entries(expected)) {
      expectSubset(isRecord(actual) ? actual[key] : undefined, one, `${at}.${key}`);
    }
  } else {
    expect({ at, value: actual }).toEqual({ at, value: expected });
  }
}

function expectMatch(actual: unknown, matcher: Readonly<Record<string, unknown>>, at: string): void {
  const [[name, wanted] = ['', undefined]] = Object.entries(matcher);
  switch (name) {
    case '$ids':
      expect({ at, ids: idsOf(actual) }).toEqual({ at, ids: wanted });
      break;
    case '$authors':
      expect({ at, ids: idsOf((actual as { author: { id: string } }[]).map(({ author }) => author)) }).toEqual({
        at,
        ids: wanted,
      });
      break;
    case '$some':
      expect({ at, some: (actual as unknown[]).some((one) => fits(one, wanted)) ? wanted : actual }).toEqual({
        at,
        some: wanted,
      });
      break;
    case '$without':
      expect({ at, ids: idsOf(actual).filter((id) => (wanted as string[]).includes(id)) }).toEqual({ at, ids: [] });
      break;
    case '$match':
      expect(`${at}: ${String(actual)}`).toMatch(new RegExp(String(wanted)));
      break;
    case '$length':
      expect({ at, length: (actual as unknown[] | undefined)?.length }).toEqual({ at, length: wanted });
      break;
    case '$absent':
      expect({ at, value: actual }).toEqual({ at, value: undefined });
      break;
    case '$atLeast':
      expect(actual).toBeGreaterThanOrEqual(Number(wanted));
      break;
    default:
      throw new Error(`${at}: there is no matcher ${name}`);
  }
}

function fits(actual: unknown, expected: unknown): boolean {
  try {
    expectSubset(actual, expected);
    return true;
  } catch {
    return false;
  }
}

/** The ids of listed things, OpenAlex's shortened. */
export function idsOf(results: unknown): string[] {
  return (results as { id: string }[]).map(({ id }) => id.replace('https://openalex.org/', ''));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
