import type { VirtualTimers } from './virtual-timers.ts';

/** `AbortSignal` as lab code sees it: the real one, but that `timeout` counts virtual time. */
export function virtualAbortSignal(timers: VirtualTimers): typeof AbortSignal {
  const timeout = (ms: number): AbortSignal => {
    const controller = new AbortController();
    const expire = () => controller.abort(new DOMException('The operation timed out', 'TimeoutError'));
    timers.setTimeout(expire, ms);
    return controller.signal;
  };
  return new Proxy(AbortSignal, {
    get: (target, name) => (name === 'timeout' ? timeout : Reflect.get(target, name)),
  });
}
