import { expect, it } from 'vitest';
import { CausalArrivals } from './causal-arrivals.ts';
import { CausalDeliveries } from './causal-deliveries.ts';

it('knows when a process has all messages of a broadcast', () => {
  const arrivals = new CausalArrivals();
  const broadcast = new CausalDeliveries(3).broadcast(0, 'in two pieces');
  arrivals.sent(1, broadcast, 1);
  arrivals.sent(2, broadcast, 1);
  arrivals.sent(3, broadcast, 2);
  expect(arrivals.arrived(1, 1)).toBe(broadcast);
  expect(arrivals.hasAll(1, broadcast)).toBe(false);
  // A copy of the first piece is not the second.
  expect(arrivals.arrived(1, 1)).toBeUndefined();
  expect(arrivals.hasAll(1, broadcast)).toBe(false);
  expect(arrivals.arrived(2, 1)).toBe(broadcast);
  expect(arrivals.hasAll(1, broadcast)).toBe(true);
  expect(arrivals.hasAll(2, broadcast)).toBe(false);
});

it('knows nothing of messages that were sent at another time', () => {
  const arrivals = new CausalArrivals();
  const broadcast = new CausalDeliveries(2).broadcast(0, 'said later');
  expect(arrivals.arrived(9, 1)).toBeUndefined();
  expect(arrivals.hasAll(1, broadcast)).toBe(false);
});
