import type { VirtualTimers } from './virtual-timers.ts';

type Listener = ((event: VirtualEvent) => void) | { handleEvent(event: VirtualEvent): void };

interface Registration {
  readonly type: string;
  readonly listener: Listener;
  readonly once: boolean;
}

class VirtualEvent {
  readonly type: string;
  target: VirtualEventTarget | null = null;
  cancelBubble = false;
  readonly defaultPrevented = false;

  constructor(type: string) {
    this.type = type;
  }

  stopImmediatePropagation(): void {
    this.cancelBubble = true;
  }
}

/**
 * Node's own event targets report what a listener throws through the real `process.nextTick`, where it would
 * end the whole process instead of one run. Here it becomes an unhandled rejection of the turn.
 */
class VirtualEventTarget {
  private registrations: Registration[] = [];

  addEventListener(
    type: string,
    listener: Listener | null,
    options?: boolean | { once?: boolean; signal?: VirtualAbortSignal },
  ): void {
    if (!listener) return;
    const { once = false, signal = undefined } = typeof options === 'object' ? options : {};
    if (signal?.aborted || this.registrations.some((r) => r.type === type && r.listener === listener)) return;
    this.registrations.push({ type, listener, once });
    signal?.addEventListener('abort', () => this.removeEventListener(type, listener), { once: true });
  }

  removeEventListener(type: string, listener: Listener | null): void {
    this.registrations = this.registrations.filter((r) => r.type !== type || r.listener !== listener);
  }

  dispatchEvent(event: VirtualEvent): boolean {
    event.target = this;
    for (const registration of [...this.registrations]) {
      const { type, listener, once } = registration;
      if (type !== event.type || !this.registrations.includes(registration)) continue;
      if (once) this.removeEventListener(type, listener);
      call(this, listener, event);
      if (event.cancelBubble) break;
    }
    return true;
  }
}

class VirtualAbortSignal extends VirtualEventTarget {
  aborted = false;
  /** What it was aborted with; undefined if nobody said. */
  cause: unknown;
  onabort: ((event: VirtualEvent) => void) | null = null;

  /**
   * Made when it is asked for: a `DOMException` costs as much as all the rest, and hardly anybody reads it.
   */
  get reason(): unknown {
    if (this.aborted) this.cause ??= new DOMException('This operation was aborted', 'AbortError');
    return this.cause;
  }

  throwIfAborted(): void {
    if (this.aborted) throw this.reason;
  }
}

function abort(signal: VirtualAbortSignal, reason: unknown): void {
  if (signal.aborted) return;
  signal.aborted = true;
  signal.cause = reason;
  const event = new VirtualEvent('abort');
  if (signal.onabort) call(signal, signal.onabort, event);
  signal.dispatchEvent(event);
}

function call(target: VirtualEventTarget, listener: Listener, event: VirtualEvent): void {
  try {
    if (typeof listener === 'function') listener.call(target, event);
    else listener.handleEvent(event);
  } catch (error) {
    void Promise.reject(error);
  }
}

/**
 * `AbortController` and its relatives for one incarnation: as in Node, but that `timeout` counts virtual
 * time.
 */
export function virtualEvents(timers: VirtualTimers): Readonly<Record<EventGlobal, unknown>> {
  class AbortController {
    readonly signal = new AbortSignal();

    abort(reason?: unknown): void {
      abort(this.signal, reason);
    }
  }
  class AbortSignal extends VirtualAbortSignal {
    static abort(reason?: unknown): AbortSignal {
      const signal = new AbortSignal();
      abort(signal, reason);
      return signal;
    }

    static timeout(ms: number): AbortSignal {
      const signal = new AbortSignal();
      const expire = () => abort(signal, new DOMException('The operation timed out', 'TimeoutError'));
      timers.setTimeout(expire, ms);
      return signal;
    }

    static any(signals: Iterable<AbortSignal>): AbortSignal {
      const result = new AbortSignal();
      for (const signal of signals) {
        if (signal.aborted) abort(result, signal.reason);
        else signal.addEventListener('abort', () => abort(result, signal.reason), { once: true });
      }
      return result;
    }
  }
  return { AbortController, AbortSignal, Event: VirtualEvent, EventTarget: VirtualEventTarget };
}

export type EventGlobal = 'AbortController' | 'AbortSignal' | 'Event' | 'EventTarget';
