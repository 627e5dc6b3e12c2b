// The journal as a map: what the engines are compared with.
import { FAILURES, IMPORTS, type Journal, kept, type Shelf, type ShelfKind } from '../../src/engine/journal.js';

export function createOracleJournal(): Journal {
  return { imports: shelfOf(IMPORTS), failures: shelfOf(FAILURES), close: async () => undefined };
}

function shelfOf<N>(kind: ShelfKind<N>): Shelf<N> {
  let notes: readonly N[] = [];
  return {
    put: async (more) => {
      const ids = new Set(more.map(kind.idOf));
      notes = kept(kind, [...notes.filter((note) => !ids.has(kind.idOf(note))), ...more]);
    },
    list: async () => [...notes],
  };
}
