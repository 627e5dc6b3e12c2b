// A transaction of LMDB, whose failure is one of ours: said to whoever waits for it, and to nobody else.
import type { RootDatabase } from 'lmdb';
import { storeFailure } from './store-failures.js';

/** What a commit that failed rejects with: the cause comes as a promise of its own. */
interface CommitError extends Error {
  readonly commitError?: Promise<unknown>;
}

const ignore = (): void => undefined;

/**
 * Runs changes in one transaction; resolves when it is committed.
 * @param folder that of the store, for the message
 * @throws IdeascopeError storage_full, storage_read_only or storage_failed: then nothing of it is stored
 */
export async function commit<T>(root: RootDatabase, folder: string, run: () => T): Promise<T> {
  try {
    return await root.transaction(() => {
      const result = run();
      // lmdb has a promise of its own of the same commit: nobody waits for it, and the process would end when it fails
      root.committed.then(ignore, ignore);
      return result;
    });
  } catch (error) {
    const { commitError } = error as CommitError;
    if (commitError) {
      commitError.catch(ignore);
      // lmdb waits for the flush of its last commit when it is closed: that of one that failed never comes, of an empty one it does
      await root.transaction(ignore).then(ignore, ignore);
    }
    throw await storeFailure(error, folder);
  }
}
