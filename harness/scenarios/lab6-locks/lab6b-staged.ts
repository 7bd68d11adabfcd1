import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import type { FencedWrite } from '../../check/fenced-keys.ts';
import type { StagedFailure } from '../scenario.ts';
import { LeaseCluster } from './lease-driver.ts';
import type { WroteReport } from './storage-reports.ts';
import { delayedWrite } from './storage-story.ts';

interface PlainWrite extends FencedWrite {
  readonly atMs: number;
}

/** With a storage that takes every write: fails when one that was accepted is overwritten by an older one. */
class UnfencedCluster extends LeaseCluster {
  private last: PlainWrite | undefined;

  protected override wrote({ key, value, token }: WroteReport): void {
    const by = this.writerOf(value);
    const write = { key, value, token, by, atMs: this.simulation.nowMs };
    const text = `accepted ${key} = ${value}, token ${token}`;
    this.simulation.mark(() => ({ kind: 'written', server: this.storage, text }));
    const { last } = this;
    if (last && token < last.token) throw this.lost(last, write);
    this.last = write;
  }

  protected override wasRead(): void {
    this.simulation.count('reads');
  }

  private lost(first: PlainWrite, second: PlainWrite): Violation {
    const { by } = second;
    const lease = this.book.leases.find(({ token }) => token === second.token);
    const { client, grantedAtMs } = lease?.successor ?? {
      client: { name: first.by },
      grantedAtMs: first.atMs,
    };
    const granted = `${client.name} had been granted the lock at ${grantedAtMs.toFixed(1)} ms`;
    const message = `${first.by}'s write of "${first.value}" with token ${first.token}, accepted at ${first.atMs.toFixed(1)} ms, is lost: ${by} has overwritten it with "${second.value}" and the older token ${second.token}. ${granted}, while ${by} slept, as ${by}'s lease was over; ${by} had read the file before that, and this storage takes every write`;
    return new Violation('storage/lost-update', message, { paper: 'Kleppmann 2016, fencing', actor: by });
  }
}

async function withoutFencing(simulation: Simulation): Promise<void> {
  const locks = new UnfencedCluster(simulation, { clients: 2, leaseMs: 300, storageProgram: 'plainStorage' });
  await delayedWrite(locks, simulation.random('story'), 'asleep');
}

export const LEASES_STAGED: readonly StagedFailure[] = [
  {
    name: 'the same without fencing',
    slug: 'without-fencing',
    points: 0,
    paper: 'Kleppmann 2016, fencing',
    about:
      'The story of `fenced`, with a storage that takes every write: the update of the second client is lost.',
    floors: {},
    breaks: 'storage/lost-update',
    at: 'every seed',
    run: withoutFencing,
  },
];
