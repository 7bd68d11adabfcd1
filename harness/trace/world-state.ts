import { type Fault, serversOf } from '../../labrpc/sim/faults.ts';
import type { SimServer } from '../../labrpc/sim/server.ts';
import type { NetworkState } from './trace.ts';

/** What a fault has done to one actor, and is still in force. */
interface ActorTrouble {
  isPaused: boolean;
  isOnline: boolean;
  clockRate: number;
}

/** Keeps in mind which faults are in force, so that a trace can begin in the middle of a run. */
export class WorldState {
  private readonly troubles = new Map<number, ActorTrouble>();
  private partition: readonly (readonly number[])[] = [];
  private readonly cut = new Map<string, readonly [number, number]>();
  private readonly held = new Map<string, readonly [number, number]>();

  faulted(fault: Fault): void {
    switch (fault.what) {
      case 'pause':
      case 'resume':
        this.troubleOf(fault.server).isPaused = fault.what === 'pause';
        break;
      case 'crash':
        this.troubleOf(fault.server).isPaused = false;
        break;
      case 'disconnect':
      case 'connect':
        this.troubleOf(fault.server).isOnline = fault.what === 'connect';
        break;
      case 'clock rate':
        this.troubleOf(fault.server).clockRate = fault.rate;
        break;
      case 'partition':
        this.partition = fault.groups.map(addressesOf);
        break;
      case 'heal':
        this.partition = [];
        this.cut.clear();
        break;
      case 'cut one way':
      case 'mend':
        this.setLink(this.cut, fault, fault.what === 'cut one way');
        break;
      case 'hold':
      case 'release':
        this.setLink(this.held, fault, fault.what === 'hold');
        break;
    }
  }

  actor(address: number): Readonly<ActorTrouble> {
    return { ...(this.troubles.get(address) ?? calm()) };
  }

  network(): NetworkState {
    return { partition: this.partition, cut: [...this.cut.values()], held: [...this.held.values()] };
  }

  private troubleOf({ address }: SimServer): ActorTrouble {
    let trouble = this.troubles.get(address);
    if (!trouble) {
      trouble = calm();
      this.troubles.set(address, trouble);
    }
    return trouble;
  }

  private setLink(links: Map<string, readonly [number, number]>, fault: Fault, isSet: boolean): void {
    const [from = -1, to = -1] = addressesOf(serversOf(fault));
    if (isSet) links.set(`${from}>${to}`, [from, to]);
    else links.delete(`${from}>${to}`);
  }
}

function calm(): ActorTrouble {
  return { isPaused: false, isOnline: true, clockRate: 1 };
}

function addressesOf(servers: readonly SimServer[]): number[] {
  return servers.map(({ address }) => address);
}
