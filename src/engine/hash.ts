// The hash by which both engines tell that a work or a text has changed.
import { createHash } from 'node:crypto';

/** 132 bits of SHA-256: enough that equal hashes mean equal texts. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}
