// Field values between the catalogue's form and the index's: dates as days, booleans as booleans.
import type { Catalogue, Field } from '../../domain/catalogue.js';

/** Of whichever kind of thing: what requests need to know of fields does not depend on it. */
export type AnyCatalogue = Catalogue<never>;
type AnyField = Pick<Field<never>, 'type'>;

const DAY_MS = 86_400_000;
/** The years that `strict_date` can write. */
const FIRST_DAY = Date.UTC(2000, 0, 1) / DAY_MS - 730_485;
const LAST_DAY = Date.UTC(9999, 11, 31) / DAY_MS;

/** A value as it stands in the index. */
export function toStored(field: AnyField, value: string | number): string | number | boolean {
  switch (field.type) {
    case 'boolean':
      return value === 1;
    case 'date':
      return new Date((value as number) * DAY_MS).toISOString().slice(0, 10);
    case 'keyword':
      // half a surrogate pair is no Unicode, and the server would refuse the whole document
      return String(value).replace(/\p{Surrogate}/gu, '\uFFFD');
    default:
      return value;
  }
}

/** Whether the index could hold this value at all; others match nothing. */
export function isPossible(field: AnyField, value: string | number): boolean {
  if (field.type === 'keyword') return typeof value === 'string';
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return false;
  if (field.type === 'boolean') return value === 0 || value === 1;
  return field.type !== 'date' || (value >= FIRST_DAY && value <= LAST_DAY);
}

/** The whole numbers within bounds that may be fractions or infinite; undefined if there are none. */
export function wholeRange(
  field: AnyField,
  { gte = Number.NEGATIVE_INFINITY, lte = Number.POSITIVE_INFINITY }: { gte?: number; lte?: number },
): { gte: number; lte: number } | undefined {
  const [least, most] =
    field.type === 'date' ? [FIRST_DAY, LAST_DAY] : [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
  const range = { gte: Math.max(Math.ceil(gte), least), lte: Math.min(Math.floor(lte), most) };
  return range.gte <= range.lte ? range : undefined;
}

/** A value as the index sorts it: dates in milliseconds. */
export function positionValue(field: AnyField, value: number): number {
  return field.type === 'date' ? value * DAY_MS : value;
}

/** The key of a bucket, or a sort value, in the catalogue's form. */
export function fromBucket(field: AnyField, key: string | number): string | number {
  return field.type === 'date' ? Math.round((key as number) / DAY_MS) : key;
}
