import type { LinkFaults } from './link-faults.ts';
import type { CrashPoint, CutTurn, SimServer } from './server.ts';

/** Something a scenario does to the world: data, so that it can be told, recorded and left out. */
export type Fault =
  /** `turn`: in the middle of which it came, if of one. */
  | { readonly what: 'crash'; readonly server: SimServer; readonly turn?: CutTurn | undefined }
  | {
      readonly what: 'pause' | 'resume' | 'disconnect' | 'connect';
      readonly server: SimServer;
    }
  /** Arms a crash in the middle of a coming turn. */
  | { readonly what: 'crash in turn'; readonly server: SimServer; readonly point: CrashPoint }
  /** From now on the clock runs at this many times the true speed. */
  | { readonly what: 'clock rate'; readonly server: SimServer; readonly rate: number }
  /** The wall clock is set forward or back. */
  | { readonly what: 'clock jump'; readonly server: SimServer; readonly byMs: number }
  /** Groups that cannot reach each other. Who is in no group reaches everybody. */
  | { readonly what: 'partition'; readonly groups: readonly (readonly SimServer[])[] }
  /** Ends partitions and one-way cuts; reconnects nobody. */
  | { readonly what: 'heal' }
  | {
      readonly what: 'cut one way' | 'mend' | 'hold' | 'release';
      readonly from: SimServer;
      readonly to: SimServer;
    }
  /** Lets one message of a held link go. */
  | {
      readonly what: 'release one';
      readonly from: SimServer;
      readonly to: SimServer;
      readonly which: 'oldest' | 'newest';
    }
  /**
   * Faults of the network (`of` is empty), of everything from and to one server, or of one direction of one
   * link. `undefined` ends those of a server or link.
   */
  | {
      readonly what: 'faults';
      readonly of: readonly SimServer[];
      readonly faults: Partial<LinkFaults> | undefined;
    };

/** A fault in words: whom it befalls, and what else there is to say. */
export interface FaultText {
  readonly who: string;
  readonly detail: string | undefined;
}

export function faultText(fault: Fault): FaultText {
  switch (fault.what) {
    case 'crash':
    case 'pause':
    case 'resume':
    case 'disconnect':
    case 'connect':
      return { who: fault.server.name, detail: undefined };
    case 'crash in turn': {
      const { effects, when } = fault.point;
      const turn = when ? `of its next turn with a ${when}` : 'of its next turn';
      return { who: fault.server.name, detail: `after ${effects} effects ${turn}` };
    }
    case 'clock rate':
      return { who: fault.server.name, detail: String(fault.rate) };
    case 'clock jump':
      return { who: fault.server.name, detail: `${fault.byMs} ms` };
    case 'partition':
      return { who: fault.groups.map(membersText).join(' | '), detail: undefined };
    case 'heal':
      return { who: 'network', detail: undefined };
    case 'cut one way':
    case 'mend':
    case 'hold':
    case 'release':
      return { who: linkText([fault.from, fault.to]), detail: undefined };
    case 'release one':
      return { who: linkText([fault.from, fault.to]), detail: fault.which };
    case 'faults':
      return {
        who: linkText(fault.of),
        detail: fault.faults ? JSON.stringify(fault.faults) : 'none',
      };
  }
}

/** The servers that a fault names, in its order. */
export function serversOf(fault: Fault): readonly SimServer[] {
  if ('server' in fault) return [fault.server];
  if ('from' in fault) return [fault.from, fault.to];
  if ('groups' in fault) return fault.groups.flat();
  return 'of' in fault ? fault.of : [];
}

function linkText(of: readonly SimServer[]): string {
  return of.length === 0 ? 'network' : of.map(({ name }) => name).join(' → ');
}

function membersText(group: readonly SimServer[]): string {
  return group.map(({ name }) => name.replace(/^server /, '')).join(' ');
}
