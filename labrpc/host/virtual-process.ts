/**
 * What `process` can mean to a server in a simulated world: clocks, `nextTick`, and a way to ask for the end.
 */
export function virtualProcess(
  sources: { readonly monotonicMs: () => number; readonly exit: (code: number) => void },
  nextTick: (callback: (...args: unknown[]) => void, ...args: unknown[]) => void,
): object {
  const nanoseconds = () => BigInt(Math.floor(sources.monotonicMs() * 1e6));
  const hrtime = (earlier?: readonly [number, number]): [number, number] => {
    const total = Number(nanoseconds()) - (earlier ? earlier[0] * 1e9 + earlier[1] : 0);
    return [Math.floor(total / 1e9), total % 1e9];
  };
  const listening = () => undefined;
  const end = (code: unknown) => sources.exit(Number(code ?? 0));
  return {
    nextTick,
    hrtime: Object.assign(hrtime, { bigint: nanoseconds }),
    uptime: () => sources.monotonicMs() / 1000,
    exit: end,
    abort: () => end(134),
    kill: () => end(137),
    on: listening,
    once: listening,
    off: listening,
    env: {},
    argv: [],
    platform: 'lockstep',
    version: 'v20.0.0',
    versions: {},
    pid: 1,
  };
}
