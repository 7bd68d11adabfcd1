import { type BundleFactory, compileBundle } from '../../labrpc/host/bundle.ts';
import { Incarnation } from '../../labrpc/host/incarnation.ts';
import type { ClockReading, Effect, Host, Input } from '../../labrpc/sim/port.ts';
import type { GivenBundle } from './judge-messages.ts';

/** Homes in this process for programs in which there is no lab code. */
export class GivenHosts {
  private readonly given: GivenBundle | undefined;
  private factory: BundleFactory | undefined;

  /** Undefined: the lab gives none. */
  constructor(given: GivenBundle | undefined) {
    this.given = given;
  }

  /** Undefined if the program holds lab code. */
  host(program: string): Host | undefined {
    if (!this.given?.programs.includes(program)) return undefined;
    this.factory ??= compileBundle(this.given.bundle);
    return new Incarnation(this.factory);
  }
}

/** The home of an incarnation, chosen when its first input says which program it runs. */
export class ChosenHost implements Host {
  private readonly given: GivenHosts;
  private readonly other: () => Host;
  private host: Host | undefined;

  /** `other`: a home for lab code. */
  constructor(given: GivenHosts, other: () => Host) {
    this.given = given;
    this.other = other;
  }

  begin(input: Input, clock: ClockReading): void {
    this.host ??= (input.kind === 'boot' ? this.given.host(input.program) : undefined) ?? this.other();
    this.host.begin(input, clock);
  }

  settle(): readonly Effect[] {
    return this.host?.settle() ?? [];
  }

  close(): void {
    this.host?.close?.();
  }

  /** As the chosen home has it: those elsewhere notice their own. */
  get rejected(): Host['rejected'] {
    return this.host?.rejected?.bind(this.host);
  }
}
