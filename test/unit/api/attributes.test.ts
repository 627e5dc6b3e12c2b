// What a platform may say of a person, and what it is told when it says something else.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { attributesBody } from '../../../src/api/attributes.js';
import { authorAttributesSchema } from '../../../src/domain/entities.js';

describe('attributesBody', () => {
  test('knows every attribute and no other', () => {
    expect(Object.keys(attributesBody.shape).sort()).toEqual(Object.keys(authorAttributesSchema.shape).sort());
  });

  test.each(Object.keys(authorAttributesSchema.shape))('%s can be taken away', (name) => {
    expect(attributesBody.parse({ [name]: null })).toEqual({ [name]: null });
  });

  test('takes what the domain takes, and says of all else what would be right', () => {
    const name = fc.constantFrom(...Object.keys(authorAttributesSchema.shape));
    const value = fc.oneof(
      fc.jsonValue(),
      fc.integer({ min: -1, max: 101 }),
      fc.boolean(),
      fc.webUrl(),
      fc.array(fc.record({ url: fc.webUrl(), label: fc.string({ maxLength: 3 }) }, { requiredKeys: ['url'] }), {
        maxLength: 3,
      }),
    );
    fc.assert(
      fc.property(name, value, (key, one) => {
        fc.pre(one !== null);
        const read = attributesBody.safeParse({ [key]: one });
        expect(read.success).toBe(authorAttributesSchema.safeParse({ [key]: one }).success);
        if (read.success) expect(read.data).toEqual({ [key]: one });
        else expect(read.error.issues[0]?.message).toMatch(new RegExp(`^${key} must be .+, or null to take it away$`));
      }),
      { numRuns: 500 },
    );
  });
});
