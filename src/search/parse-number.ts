// Values of numbers and days in a filter: `2019`, `>2019`, `<2019`, `2019-2021`, `2019-`, `-2021`.
import { dayNumber } from '../domain/catalogue.js';
import type { Filter } from '../domain/query.js';

interface NumberSyntax {
  readonly read: (text: string) => number | undefined;
  readonly range: RegExp;
  readonly right: string;
}

const NUMBERS: Readonly<Record<'integer' | 'date', NumberSyntax>> = {
  integer: {
    read: (text) => (/^\d{1,15}$/.test(text) ? Number(text) : undefined),
    range: /^(\d*)-(\d*)$/,
    right: 'takes whole numbers: 2019, >2019, <2019, 2019-2021, 2019- or -2021',
  },
  date: {
    read: readDay,
    range: /^(\d{4}-\d\d-\d\d)?-(\d{4}-\d\d-\d\d)?$/,
    right: 'takes days: 2019-12-31, >2019-12-31, <2019-12-31, 2019-01-01-2019-12-31, 2019-01-01- or -2019-12-31',
  },
};

/** A number or a range of a field, or what is wrong with the text (`takes whole numbers: …`). */
export function numberFilter(field: string, type: 'integer' | 'date', text: string): Filter | string {
  const { read, range, right } = NUMBERS[type];
  const single = read(text);
  if (single !== undefined) return { type: 'values', field, values: [single] };
  const limit = /^[<>]/.test(text) ? read(text.slice(1).trim()) : undefined;
  if (limit !== undefined) {
    return text.startsWith('>') ? { type: 'range', field, gte: limit + 1 } : { type: 'range', field, lte: limit - 1 };
  }
  const [, from = '', to = ''] = range.exec(text) ?? [];
  const gte = read(from);
  const lte = read(to);
  // each end is either readable or left open, and one of them is there
  const readable = (from === '') === (gte === undefined) && (to === '') === (lte === undefined);
  if (!readable || (gte === undefined && lte === undefined)) return right;
  if (gte !== undefined && lte !== undefined && gte > lte) return 'has a range that ends before it begins';
  return {
    type: 'range',
    field,
    ...(gte === undefined ? {} : { gte }),
    ...(lte === undefined ? {} : { lte }),
  };
}

/** Days since 1970-01-01 of a day that exists, or undefined. */
export function readDay(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  const day = dayNumber(text);
  const exists = !Number.isNaN(day) && new Date(day * 86_400_000).toISOString().startsWith(text);
  return exists ? day : undefined;
}
