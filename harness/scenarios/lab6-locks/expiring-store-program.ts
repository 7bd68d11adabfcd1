import type { Boot } from '../../../labrpc/host/program.ts';
import { ExpiringStore } from './expiring-store.ts';

/** One of the stores of lab6d: no lab code in it. */
export const boot: Boot = (_lab, environment) => {
  const store = new ExpiringStore({
    set: (key, value) => environment.emit('set', { key, value }),
    gone: (key, value, why) => environment.emit(why, { key, value }),
  });
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** Keys also go when nobody asks, so that the judge and a timeline see when. */
  function look(): null {
    store.removeExpired();
    clearTimeout(timer);
    const { nextExpiryMs } = store;
    timer = nextExpiryMs === undefined ? undefined : setTimeout(look, nextExpiryMs);
    return null;
  }

  return {
    services: {
      store: {
        setIfAbsent: (args: { readonly key: string; readonly value: string; readonly ttlMs: number }) => {
          const answer = store.setIfAbsent(args);
          look();
          return answer;
        },
        removeIfEqual: (args: { readonly key: string; readonly value: string }) => store.removeIfEqual(args),
      },
    },
    // After its wall clock was set.
    calls: { look },
    inspect: () => ({ store }),
  };
};
