import type { EventLoop } from './event-loop.ts';
import type { Fault } from './faults.ts';
import type { SimServer } from './server.ts';
import type { Simulation } from './simulation.ts';

/** Does to the world what scenarios ask for. */
export class FaultInjector {
  private readonly simulation: Simulation;
  private readonly loop: EventLoop;

  constructor(simulation: Simulation, loop: EventLoop) {
    this.simulation = simulation;
    this.loop = loop;
  }

  /** Returns how many messages were set free by a `release`; 0 for all other faults. */
  inflict(fault: Fault): number {
    switch (fault.what) {
      case 'crash':
        this.simulation.kill(fault.server);
        return 0;
      case 'pause':
        this.pause(fault);
        return 0;
      case 'resume':
        this.resume(fault);
        return 0;
      case 'clock rate':
        this.setClockRate(fault.server, fault.rate);
        break;
      case 'clock jump':
        fault.server.jump(fault.byMs);
        break;
      case 'crash in turn':
        fault.server.crashPoint = fault.point;
        break;
      default:
        return this.changeNetwork(fault);
    }
    this.simulation.faultHappened(fault);
    return 0;
  }

  /** From now on the server's events wait, as in a long garbage collection. */
  private pause(fault: Fault & { readonly server: SimServer }): void {
    const { server } = fault;
    if (!server.host || server.deferred) return;
    server.deferred = [];
    this.simulation.faultHappened(fault);
  }

  /** What waited happens now, in order. */
  private resume(fault: Fault & { readonly server: SimServer }): void {
    const { deferred } = fault.server;
    if (!deferred) return;
    fault.server.deferred = undefined;
    this.simulation.faultHappened(fault);
    for (const event of deferred) this.loop.schedule(this.loop.nowMs, event);
  }

  /** Timers that run already count the rest of their time at the new rate. */
  private setClockRate(server: SimServer, rate: number): void {
    const { nowMs } = this.loop;
    const before = server.worldDelay(1);
    server.setRate(rate, nowMs);
    for (const [id, event] of server.timers) {
      if (event.atMs <= nowMs) continue;
      const atMs = nowMs + ((event.atMs - nowMs) / before) * server.worldDelay(1);
      const moved = { ...event, atMs };
      server.timers.set(id, moved);
      this.loop.schedule(atMs, moved);
    }
  }

  private changeNetwork(fault: Fault): number {
    const { network } = this.simulation;
    this.simulation.faultHappened(fault);
    switch (fault.what) {
      case 'disconnect':
      case 'connect':
        network.reach.setOnline(fault.server, fault.what === 'connect');
        break;
      case 'partition':
        network.reach.partition(fault.groups);
        break;
      case 'heal':
        network.reach.heal();
        break;
      case 'cut one way':
      case 'mend':
        network.reach.setLink(fault.from, fault.to, fault.what === 'mend');
        break;
      case 'hold':
        network.hold(fault.from, fault.to);
        break;
      case 'release':
        return network.release(fault.from, fault.to);
      case 'release one':
        return network.releaseOne(fault.from, fault.to, fault.which) ? 1 : 0;
      case 'faults':
        this.setFaults(fault);
        break;
    }
    return 0;
  }

  private setFaults({ of, faults }: Fault & { readonly what: 'faults' }): void {
    const [first, second] = of;
    const table = this.simulation.network.faults;
    if (!first) table.setNetwork(faults ?? {});
    else if (!second) table.setServer(first.address, faults);
    else table.setLink(first.address, second.address, faults);
  }
}
