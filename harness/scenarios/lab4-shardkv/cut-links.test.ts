import { expect, it } from 'vitest';
import type { Boot } from '../../../labrpc/host/program.ts';
import { bareFactory, TestWorld } from '../../../labrpc/testing/world.ts';
import { Cluster } from '../../cluster/cluster.ts';
import { cutLinksTexts } from './cut-links.ts';

const idle: Boot = () => ({});

function textsWhen(trouble: (one: Cluster, two: Cluster) => void): string[] {
  const { simulation } = new TestWorld(bareFactory({ idle }));
  const [one, two] = [1, 2].map(
    (gid) =>
      new Cluster(simulation, {
        size: 3,
        program: 'idle',
        clusterName: `group ${gid}`,
        serverName: (index) => `g${gid}.${index}`,
      }),
  ) as [Cluster, Cluster];
  for (const cluster of [one, two]) for (const index of cluster.all) cluster.start(index);
  trouble(one, two);
  return cutLinksTexts([one, two]);
}

it('is nothing while all can talk, or who cannot is down or off the network', () => {
  expect(textsWhen(() => undefined)).toEqual([]);
  expect(
    textsWhen((one, two) => {
      one.crash(0);
      two.disconnect(1);
    }),
  ).toEqual([]);
});

it('tells each cut link of a cluster once, of the server that has most of them', () => {
  expect(textsWhen((_, two) => two.partition([0, 2], [1]))).toEqual(['g2.1 cannot talk to g2.0, g2.2']);
  expect(textsWhen((one) => one.cutOneWay(2, 0))).toEqual(['g1.0 cannot talk to g1.2']);
});

it('tells of two clusters between which there is no link', () => {
  const apart = (one: Cluster, two: Cluster): void => {
    const servers = [one, two].map((cluster) => cluster.all.map((index) => cluster.server(index)));
    one.simulation.inflict({ what: 'partition', groups: servers });
  };
  expect(textsWhen(apart)).toEqual(['group 1 cannot talk to group 2']);
});
