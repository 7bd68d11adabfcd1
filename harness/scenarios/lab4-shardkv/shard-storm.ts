import type { Random } from '../../../labrpc/sim/random.ts';
import type { ControllerInput } from '../../check/controller-model.ts';
import { storm } from '../lab2-raft/storm.ts';
import type { Gid } from './contract.ts';
import { cutGroups, serversOf, setFaultsBetweenGroups } from './group-links.ts';
import type { ShardService } from './shard-service.ts';

/** What befalls the service as a whole, as one step of a storm. */
type Trouble = (service: ShardService, random: Random) => void;

const crashGroup: Trouble = (service, random) => service.crashGroup(random.pick(service.gids));

const cutTwoGroups: Trouble = (service, random) => {
  cutGroups(service, random.shuffle(service.gids) as unknown as readonly [Gid, Gid]);
};

const separateGroup: Trouble = (service, random) => {
  const chosen = service.group(random.pick(service.gids));
  const others = service.allClusters.filter((cluster) => cluster !== chosen);
  service.simulation.inflict({ what: 'partition', groups: [serversOf(chosen), serversOf(...others)] });
};

const replaceClerk: Trouble = ({ clerks }, random) => {
  clerks.startAnew(random.pick(clerks.all));
};

const pauseClerk: Trouble = ({ clerks }, random) => clerks.pause(random.pick(clerks.all));

const resumeClerks: Trouble = ({ clerks }) => {
  for (const clerk of clerks.all) clerks.resume(clerk);
};

const lateMessages: Trouble = (service) =>
  setFaultsBetweenGroups(service, {
    duplicateRatio: 0.4,
    holdRequestRatio: 0.3,
    holdReplyRatio: 0.3,
    holdMs: [50, 900],
  });

const TROUBLES: readonly Trouble[] = [
  crashGroup,
  cutTwoGroups,
  separateGroup,
  replaceClerk,
  replaceClerk,
  pauseClerk,
  resumeClerks,
  resumeClerks,
  lateMessages,
];

/**
 * Trouble after trouble for the controller, each group and the whole, all at the same time, for about `steps`
 * times 0.1 s. Nothing is mended at the end: see `endAllFaults`.
 */
export async function shardStorm(service: ShardService, random: Random, steps: number): Promise<void> {
  const single = service.allClusters.map((cluster) => storm(cluster, random, steps));
  await Promise.all([...single, wholeStorm(service, random, steps)]);
}

async function wholeStorm(service: ShardService, random: Random, steps: number): Promise<void> {
  for (let step = 0; step < steps; step++) {
    random.pick(TROUBLES)(service, random);
    await service.controller.sleep(random.between(20, 180));
  }
}

/** Staff that changes the configuration at random, in which the first group always is. */
export class Churn {
  private readonly service: ShardService;
  private readonly random: Random;
  private readonly pauseMs: readonly [number, number];
  private readonly present: Set<Gid>;
  private readonly done: Promise<void>;
  private isOver = false;

  /** `present`: the groups of the newest configuration. At most `most` changes, so long after each other. */
  constructor(
    service: ShardService,
    { present, most, pauseMs }: { present: readonly Gid[]; most: number; pauseMs: readonly [number, number] },
  ) {
    this.service = service;
    this.random = service.simulation.random('churn');
    this.pauseMs = pauseMs;
    this.present = new Set(present);
    this.done = this.run(most);
  }

  /** Waits until the last change is answered, for as long as the handout allows. */
  async stop(): Promise<void> {
    this.isOver = true;
    await this.service.controller.clerks.allAnswered();
    await this.done;
  }

  private async run(most: number): Promise<void> {
    const { simulation, controller } = this.service;
    for (let change = 0; change < most && !this.isOver; change++) {
      await controller.clerks.begin(0, this.next()).answer;
      simulation.count('changes');
      await simulation.sleep(this.random.between(...this.pauseMs));
    }
  }

  private next(): ControllerInput {
    const { present, random, service } = this;
    const [first, ...rest] = service.gids as [Gid, ...Gid[]];
    const gid = random.pick(rest);
    if (random.chance(0.3)) {
      return {
        kind: 'move',
        shard: random.integer(0, service.shardCount - 1),
        gid: random.pick([first, ...present]),
      };
    }
    if (present.delete(gid)) return { kind: 'leave', gids: [gid] };
    present.add(gid);
    return { kind: 'join', groups: [[gid, service.group(gid).names]] };
  }
}
