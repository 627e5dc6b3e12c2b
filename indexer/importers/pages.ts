// Answers of APIs, saved as they came: one JSON object around the records.
import { isObject } from './lenient.js';

/** What besides `data` makes a page of Semantic Scholar. */
const COUNTS = ['total', 'offset', 'next', 'token'];

/**
 * The records of a page: of OpenAlex `{meta, results}`, of Crossref `{message: {items}}` or `{message}`, of Crossref's public
 * data and Zotero `{items}`, of Semantic Scholar `{total, data}` or `{recommendedPapers}`. What is no page is a record.
 */
export function recordsIn(raw: unknown): readonly unknown[] {
  if (!isObject(raw)) return [raw];
  const { meta, results, message, items, data, recommendedPapers } = raw;
  if (meta !== undefined && Array.isArray(results)) return results;
  if (isObject(message) && 'message-type' in raw) return Array.isArray(message.items) ? message.items : [message];
  if (Array.isArray(items) && !('id' in raw) && !('title' in raw)) return items;
  if (Array.isArray(data) && COUNTS.some((key) => key in raw)) return data;
  return Array.isArray(recommendedPapers) ? recommendedPapers : [raw];
}
