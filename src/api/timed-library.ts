// The library as handlers have it: asking it is a step of the request that is being answered, whichever search asks.
import type { Library } from '../engine/engine.js';
import { type Step, step } from '../request-scope.js';

type Method = (...args: readonly unknown[]) => Promise<unknown>;

/** What of a collection is which step. Whatever is not here (writing, counting) is none. */
const STEPS: Readonly<Record<string, Step>> = {
  retrieve: 'retrieve',
  complete: 'retrieve',
  frequencies: 'retrieve',
  nearWords: 'retrieve',
  vectors: 'hydrate',
  fetch: 'hydrate',
  records: 'hydrate',
};

/**
 * The same library. What `searchWorks` does in steps of its own counts there; of the other searches the log, metrics and
 * traces know what they ask the engine for, and they ask no more when the client is gone.
 */
export function timedLibrary(library: Library): Library {
  return {
    ...library,
    works: timedPart(library.works),
    authors: timedPart(library.authors),
    topics: timedPart(library.topics),
    institutions: timedPart(library.institutions),
    sources: timedPart(library.sources),
  };
}

/** By a proxy: parts keep what they are, and methods their own object. */
function timedPart<P extends object>(part: P): P {
  const methods = new Map<PropertyKey, unknown>();
  return new Proxy(part, {
    get(target, name) {
      const known = methods.get(name);
      if (known !== undefined) return known;
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      const method = value.bind(target) as Method;
      const of = typeof name === 'string' && Object.hasOwn(STEPS, name) ? STEPS[name] : undefined;
      const timed = of === undefined ? method : (...args: readonly unknown[]) => step(of, () => method(...args));
      methods.set(name, timed);
      return timed;
    },
  });
}
