import { idKey } from './identity.ts';
import type { Student } from './roster.ts';

/**
 * Finds out whose a submission is that is called other than its student: for names of folders and archives,
 * without `.zip` and the like, the id that the roster's `folder` leads to. Course systems append to it what
 * they like, `doejane_LATE_123_456_raft`: so it is the whole name, or what stands before a `_`, and the
 * longest that fits. Undefined where there is none, and where the name itself is an id.
 */
export function rosterIds(students: readonly Student[]): (name: string) => string | undefined {
  const ids = new Set(students.map(({ id }) => idKey(id)));
  const byFolder = new Map<string, string>();
  for (const { id, folder } of students) if (folder !== undefined) byFolder.set(idKey(folder), id);
  return (name) => {
    const key = idKey(name);
    if (ids.has(key)) return undefined;
    for (let end = key.length; end > 0; end = key.lastIndexOf('_', end - 1)) {
      const id = byFolder.get(key.slice(0, end).trim());
      if (id !== undefined) return id;
    }
    return undefined;
  };
}
