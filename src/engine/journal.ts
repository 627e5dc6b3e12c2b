// The journal's port: a few notes that processes leave for each other, beside the things that are searched.
import { type EmbeddingFailure, embeddingFailure, type ImportNote, importNote } from '../domain/journal.js';

/**
 * Notes of one sort. There is room for so many; the oldest are forgotten. A note that another version of this program
 * wrote, and that cannot be read, is left out.
 */
export interface Shelf<N> {
  /** Stores notes, each in the place of the one with its id. They survive the process, and others see them at once. */
  put(notes: readonly N[]): Promise<void>;
  /** All of them, newest first. */
  list(): Promise<N[]>;
}

/** Opened when it is first asked: most programs never ask. */
export interface Journal {
  readonly imports: Shelf<ImportNote>;
  readonly failures: Shelf<EmbeddingFailure>;
  close(): Promise<void>;
}

/** What a shelf holds. */
export interface ShelfKind<N> {
  readonly name: 'imports' | 'failures';
  /** How many notes are kept. */
  readonly room: number;
  idOf(note: N): string;
  /** What the newest has the greatest of, in milliseconds since 1970. */
  timeOf(note: N): number;
  /** @returns undefined for what is no such note */
  read(json: string): N | undefined;
}

export const IMPORTS: ShelfKind<ImportNote> = {
  name: 'imports',
  room: 20,
  idOf: ({ id }) => id,
  timeOf: ({ started_at }) => Date.parse(started_at),
  read: (json) => importNote.safeParse(parsed(json)).data,
};

export const FAILURES: ShelfKind<EmbeddingFailure> = {
  name: 'failures',
  room: 1000,
  idOf: ({ id }) => id,
  timeOf: ({ last_at }) => Date.parse(last_at),
  read: (json) => embeddingFailure.safeParse(parsed(json)).data,
};

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** The notes that stay and their order: newest first, those of one moment by id. */
export function kept<N>({ room, idOf, timeOf }: ShelfKind<N>, notes: readonly N[]): N[] {
  const order = (a: N, b: N) => timeOf(b) - timeOf(a) || (idOf(a) < idOf(b) ? -1 : 1);
  return notes.toSorted(order).slice(0, room);
}
