// Notes works that could not be embedded where those who run the service see them.
import type { EmbeddingFailure } from '../src/domain/journal.js';
import { type ModelIdentity, modelKey } from '../src/domain/model.js';
import type { Shelf } from '../src/engine/engine.js';
import type { Logger } from '../src/logger.js';
import type { EmbedFailure } from './embed.js';

export interface FailureNotes {
  readonly shelf: Shelf<EmbeddingFailure>;
  readonly model: ModelIdentity;
  readonly logger: Logger;
}

/** Counts up what has failed before with the same model. Never rejects: a note that cannot be kept is only logged. */
export async function noteFailures(
  { shelf, model, logger }: FailureNotes,
  failures: readonly EmbedFailure[],
): Promise<void> {
  if (failures.length === 0) return;
  const key = modelKey(model);
  const last_at = new Date().toISOString();
  try {
    const before = new Map((await shelf.list()).filter((one) => one.model === key).map((one) => [one.id, one]));
    await shelf.put(
      failures.map(({ id, reason }) => {
        const { first_at = last_at, count = 0 } = before.get(id) ?? {};
        return { id, model: key, reason, count: count + 1, first_at, last_at };
      }),
    );
  } catch (error) {
    logger.warn({ err: error, failures: failures.length }, 'works that cannot be embedded could not be noted');
  }
}
