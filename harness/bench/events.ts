import { type EventHandler, EventLoop } from '../../labrpc/sim/event-loop.ts';

/**
 * Events a second of the bare loop: queue, clock, one `async` step and a complete drain of microtasks each.
 */
export async function rawEventsPerSecond(events: number): Promise<number> {
  let done = 0;
  const step = async (): Promise<void> => {
    await undefined;
    done++;
    if (done === events) loop.stop();
    else loop.schedule(loop.nowMs + 1 + (done % 7), { kind: 'tester', wake });
  };
  const wake = () => void step();
  const loop = new EventLoop();
  const handler: EventHandler = {
    begin: (event) => {
      if (event.kind === 'tester') event.wake();
    },
    end: () => undefined,
    rejected: (error) => {
      throw error;
    },
  };
  loop.schedule(0, { kind: 'tester', wake });
  const begun = performance.now();
  await loop.run(handler);
  return events / ((performance.now() - begun) / 1000);
}
