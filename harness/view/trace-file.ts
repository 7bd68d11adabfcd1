import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { readTrace, TraceError } from '../trace/read-trace.ts';
import type { Trace } from '../trace/trace.ts';
import { TRACE_TAG } from './page.ts';

/**
 * The traces in a file: one of a .json trace, one or two of a timeline. Throws a `TraceError` that names the
 * file.
 */
export async function readTraceFile(path: string): Promise<readonly Trace[]> {
  const text = await readText(path);
  try {
    return /^\s*</.test(text) ? tracesOfPage(text) : [readTrace(text)];
  } catch (error) {
    if (error instanceof TraceError) throw new TraceError(`${path} cannot be shown: ${error.message}.`);
    throw error;
  }
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT')
      throw new TraceError(`${path} does not exist. Traces of failed runs are in .lockstep/.`);
    if (code === 'EISDIR') throw new TraceError(`${path} is a folder: name a trace or a timeline in it.`);
    throw new TraceError(`${path} cannot be read: ${(error as Error).message}.`);
  }
}

function tracesOfPage(page: string): readonly Trace[] {
  const packed = page
    .split(TRACE_TAG)
    .slice(1)
    .map((rest) => rest.slice(0, rest.indexOf('<')));
  if (packed.length === 0) throw new TraceError('it is a web page, but no timeline of Lockstep');
  return packed.map((text) => readTrace(unpack(text)));
}

function unpack(text: string): string {
  try {
    return gunzipSync(Buffer.from(text, 'base64')).toString('utf8');
  } catch {
    throw new TraceError('the trace in it is damaged or was cut off');
  }
}
