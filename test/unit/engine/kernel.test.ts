// The committed WebAssembly module is what its source compiles to.
import { expect, test } from '@jest/globals';
import { compileKernel } from '../../../scripts/build-kernel.js';
import { KERNEL } from '../../../src/engine/builtin/kernel-wasm.js';

test('the kernel is up to date: if not, `npm run kernel` writes it anew', async () => {
  expect(await compileKernel()).toBe(KERNEL);
});
