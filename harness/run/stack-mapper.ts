import { SourceMap, type SourceMapPayload } from 'node:module';
import type { Bundle } from '../../labrpc/host/bundle.ts';

/** Name of the module that ties a lab's files to its programs: no file of the student's. */
export const ENTRY_FILE = 'lockstep-entry.ts';

/** A frame of the bundle in a V8 stack: `at Raft.tick (/project/lockstep-lab2.js:120:15)`. */
const FRAME = /^\s*at (?:(.*?) \((?=.*\)$))?(?:.*[\\/])?(lockstep-[\w-]+\.js):(\d+):(\d+)\)?$/;

/**
 * Maps a stack to the student's TypeScript and leaves out the frames of the harness. The source map is parsed
 * only when a stack is mapped.
 */
export function stackMapper(bundle: Bundle): (stack: string) => string {
  let map: SourceMap | undefined;
  return (stack) => {
    map ??= readSourceMap(bundle);
    const lines: string[] = [];
    for (const line of stack.split('\n')) {
      const frame = FRAME.exec(line);
      if (!frame || !map) continue;
      const entry = map.findEntry(Number(frame[3]) - 1, Number(frame[4]) - 1);
      if (!('originalSource' in entry) || !isLabFile(entry.originalSource)) continue;
      const place = `${entry.originalSource}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
      lines.push(frame[1] ? `at ${frame[1]} (${place})` : `at ${place}`);
    }
    return lines.join('\n');
  };
}

/** Paths are relative to the project; a submission may lie outside of it. */
function isLabFile(path: string): boolean {
  return path.endsWith('.ts') && path !== ENTRY_FILE && !/^(?:harness|labrpc)\//.test(path);
}

function readSourceMap({ code }: Bundle): SourceMap | undefined {
  // Without the slashes before it, or this line would be taken for the map of this file.
  const marker = '# sourceMappingURL=data:application/json;base64,';
  const start = code.lastIndexOf(marker);
  if (start < 0) return undefined;
  const encoded = code.slice(start + marker.length).split('\n')[0] ?? '';
  return new SourceMap(JSON.parse(Buffer.from(encoded, 'base64').toString()) as SourceMapPayload);
}
