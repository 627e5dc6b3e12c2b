// The part of the WebAssembly JavaScript API in use; Node has it, its type package does not declare it.
declare namespace WebAssembly {
  class Memory {
    constructor(descriptor: { initial: number; maximum: number; shared: true });
    /** Of what there is now: it does not follow when the memory grows. */
    readonly buffer: SharedArrayBuffer;
    /** Grows in place by pages of 64 KiB. */
    grow(pages: number): number;
  }
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Instance {
    constructor(module: Module, imports: { env: { memory: Memory } });
    readonly exports: Record<string, unknown>;
  }
}
