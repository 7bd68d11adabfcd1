import { type BundleFactory, compileBundle } from '../host/bundle.ts';
import { Incarnation } from '../host/incarnation.ts';
import type { Boot, PeerAddress } from '../host/program.ts';
import type { SimServer } from '../sim/server.ts';
import { type RunFailure, Simulation } from '../sim/simulation.ts';
import type { SimulationOptions } from '../sim/simulation-options.ts';

/** What a program told with `emit`. */
export interface Report {
  readonly atMs: number;
  readonly server: string;
  readonly name: string;
  readonly value: unknown;
}

/** A simulation of programs that a test wrote by hand, and what they reported. */
export class TestWorld {
  readonly simulation: Simulation;
  readonly reports: Report[] = [];

  constructor(factory: BundleFactory, options: Partial<SimulationOptions> = {}) {
    this.simulation = new Simulation({ seed: 1, scenario: 'test', ...options });
    this.simulation.createHost = () => new Incarnation(factory);
    this.simulation.judge = {
      emitted: ({ name: server }, name, value) => {
        this.reports.push({ atMs: this.simulation.nowMs, server, name, value });
      },
    };
  }

  /** Adds a server and boots it with this program. */
  start(name: string, program: string, setup: unknown = null): SimServer {
    const server = this.simulation.addServer(name);
    this.simulation.boot(server, program, setup);
    return server;
  }

  /** Runs the world for this long, with `main` as the tester. */
  async run(ms: number, main: () => Promise<void> | void = () => undefined): Promise<RunFailure | undefined> {
    return this.simulation.run(async () => {
      await main();
      await this.simulation.sleep(ms);
    });
  }

  /** Values reported under this name, oldest first. */
  values(name: string): unknown[] {
    return this.reports.filter((report) => report.name === name).map(({ value }) => value);
  }

  times(name: string): number[] {
    return this.reports.filter((report) => report.name === name).map(({ atMs }) => atMs);
  }
}

/** Programs that may use what is around them in the test; with the real globals, so without timers. */
export function bareFactory(programs: Readonly<Record<string, Boot>>): BundleFactory {
  return () => ({ lab: {}, programs });
}

/** Programs with an incarnation's globals. They are compiled from their text: nothing around them exists. */
export function labFactory(programs: Readonly<Record<string, Boot>>): BundleFactory {
  const sources = Object.entries(programs).map(([name, boot]) => `${name}: ${boot.toString()}`);
  const code = `"use strict"; return { lab: {}, programs: { ${sources.join(', ')} } };`;
  return compileBundle({ code, fileName: 'lockstep-test.js' });
}

/** How a program reaches this server. */
export function addressOf({ address, name }: SimServer): PeerAddress {
  return { address, name };
}
