import { beforeEach, describe, expect, it } from 'vitest';
import { Reachability } from './reachability.ts';
import { SimServer } from './server.ts';

const servers = [0, 1, 2, 3].map((address) => new SimServer(address, `server ${address}`));
const [a, b, c, d] = servers as [SimServer, SimServer, SimServer, SimServer];
let reach: Reachability;

/** Who hears whom, as `01` for "1 hears 0". */
function links(): string[] {
  return servers.flatMap((from) =>
    servers
      .filter((to) => to !== from && reach.canSend(from, to))
      .map((to) => `${from.address}${to.address}`),
  );
}

beforeEach(() => {
  reach = new Reachability();
});

describe('Reachability', () => {
  it('connects all at first', () => {
    expect(links()).toHaveLength(12);
    expect(reach.canSend(a, a)).toBe(true);
  });

  it('takes a server off in both directions', () => {
    reach.setOnline(a, false);
    expect(links()).toEqual(['12', '13', '21', '23', '31', '32']);
    expect(reach.isOnline(a)).toBe(false);
    reach.setOnline(a, true);
    expect(links()).toHaveLength(12);
  });

  it('separates the groups of a partition, but nobody who is in none', () => {
    reach.partition([[a, b], [c]]);
    expect(links()).toEqual(['01', '03', '10', '13', '23', '30', '31', '32']);
    reach.partition([[a], [b]]);
    expect(reach.canSend(a, c)).toBe(true);
    expect(reach.canSend(a, b)).toBe(false);
  });

  it('cuts one direction of one link', () => {
    reach.setLink(a, b, false);
    expect([reach.canSend(a, b), reach.canSend(b, a)]).toEqual([false, true]);
    reach.setLink(a, b, true);
    expect(reach.canSend(a, b)).toBe(true);
  });

  it('heals partitions and cut links, not servers that are off', () => {
    reach.partition([[a], [b, c]]);
    reach.setLink(b, c, false);
    reach.setOnline(d, false);
    reach.heal();
    expect(links()).toEqual(['01', '02', '10', '12', '20', '21']);
  });

  it('keeps the causes apart: each must end by itself', () => {
    reach.setOnline(a, false);
    reach.partition([[a], [b]]);
    reach.setOnline(a, true);
    expect(reach.canSend(a, b)).toBe(false);
    reach.partition([]);
    expect(reach.canSend(a, b)).toBe(true);
  });
});
