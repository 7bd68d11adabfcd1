import { readFileSync } from 'node:fs';

/** What a process and all that it has started have used. */
export interface ProcessUsage {
  readonly cpuMs: number;
  readonly residentBytes: number;
}

/** Linux counts CPU time of processes in hundredths of a second, on every machine. */
const MS_A_TICK = 10;
const PAGE_BYTES = 4096;
/** Places in /proc/PID/stat after the name of the program, which may hold anything. */
const USER_TICKS = 11;
const SYSTEM_TICKS = 12;
const RESIDENT_PAGES = 21;

/** Undefined where the process is gone, or the system has no /proc. */
export function usageOf(pid: number): ProcessUsage | undefined {
  const stat = read(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[USER_TICKS]) + Number(fields[SYSTEM_TICKS]);
  let cpuMs = ticks * MS_A_TICK;
  let residentBytes = Number(fields[RESIDENT_PAGES]) * PAGE_BYTES;
  const children = read(`/proc/${pid}/task/${pid}/children`) ?? '';
  for (const child of children.split(' ').filter((text) => text !== '')) {
    const usage = usageOf(Number(child));
    cpuMs += usage?.cpuMs ?? 0;
    residentBytes += usage?.residentBytes ?? 0;
  }
  return { cpuMs, residentBytes };
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return undefined;
  }
}
