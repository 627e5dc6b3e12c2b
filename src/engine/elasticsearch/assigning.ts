// Who the authors of works are and what works are about, where that was found out here: no content of theirs.
import { type Findings, isListed, sameFindings, type Work, withFindings } from '../../domain/work.js';
import type { Assignment } from '../engine.js';
import { documentOf } from './documents.js';
import { WORK_KIND } from './kinds.js';
import type { Announce, Change, Seen, Writer } from './writing.js';

/** Works that are read and written at once. */
const SLICE = 1_000;

/**
 * Sets authors and suggested topics of works through an alias; adds to `changed` the works that this changed. Who repeats a call that
 * failed passes the same set.
 */
export async function assignFindings(
  writer: Writer<Work>,
  index: string,
  assignments: readonly Assignment[],
  { changed, announce }: { readonly changed: Set<string>; readonly announce: Announce<Work> | undefined },
): Promise<void> {
  const findings = new Map<string, Findings>();
  for (const { id, ...found } of assignments) findings.set(id, { ...findings.get(id), ...found });
  const ids = [...findings.keys()];
  const plan = (seen: ReadonlyMap<string, Seen>): Change<Work>[] =>
    [...seen].flatMap(([id, version]) => {
      const { stored } = version;
      const old = JSON.parse(stored as string) as Work;
      const work = withFindings(old, findings.get(id) ?? {});
      if (!isListed(old) || sameFindings(old, work)) return [];
      changed.add(id);
      // when it was written decides which spelling of a name is shown, and this is no writing
      const { written_at: _, ...document } = documentOf(WORK_KIND, work, 0);
      return [{ id, thing: work, action: 'update', document, seen: version }];
    });
  for (let i = 0; i < ids.length; i += SLICE) {
    await writer.change(index, ids.slice(i, i + SLICE), plan, { announce, whole: true });
  }
}
