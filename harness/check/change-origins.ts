import { Violation } from '../../labrpc/sim/violation.ts';
import { type Change, type ChangeInput, isMadeBy, tellChange } from './controller-effect.ts';
import { describeCall } from './controller-model.ts';
import { rangesText } from './ranges-text.ts';
import { CONFIG_PAPER } from './shard-config.ts';
import { someOf } from './shard-config-texts.ts';

/** A join, leave or move that somebody asked for. */
export interface ChangeCall {
  readonly who: string;
  readonly input: ChangeInput;
  readonly calledAtMs: number;
  readonly returnedAtMs: number | undefined;
  /** The highest number that anybody had been told when this was asked; -1: none. */
  readonly newestSeen: number;
}

/** A change that was made, and all calls that may have made it. */
interface MadeChange {
  readonly change: Change;
  readonly makers: readonly ChangeCall[];
}

/**
 * Which call made which configuration, as far as that can be: each made one at most, and none that was seen
 * before it was asked for. This is less than an order of all operations, and says more plainly what is wrong.
 */
export class ChangeOrigins {
  private readonly calls: ChangeCall[] = [];
  private readonly madeBy = new Map<ChangeCall, MadeChange>();

  asked(call: ChangeCall): void {
    this.calls.push(call);
  }

  /**
   * `who` found this change, for the first time. Throws `controller/nobody-asked` if there is no call that
   * may have made it, and `controller/done-twice` if there are too few for all changes like it.
   */
  made(change: Change, who: string): void {
    const { number } = change.after;
    const calls = this.calls.filter(({ newestSeen }) => newestSeen < number);
    const makers = calls.filter(({ input }) => isMadeBy(change, input));
    const tried = new Set<ChangeCall>();
    if (this.assign({ change, makers }, tried)) return;
    const similar = calls.find((call) => !this.madeBy.has(call) && isOfOtherServers(change, call.input));
    if (makers.length > 0 && !similar) throw this.doneTwice(change, tried, who);
    const found = `${who} found that in configuration ${number} ${tellChange(change)}`;
    const other = similar ? `: ${tellCall(similar)} named other servers` : '';
    const message = `${found}, and nobody asked for just that${other}`;
    throw new Violation('controller/nobody-asked', message, { paper: CONFIG_PAPER, actor: who });
  }

  /** Finds a call for it, for which others may have to take another one (augmenting paths). */
  private assign(made: MadeChange, tried: Set<ChangeCall>): boolean {
    for (const call of made.makers) {
      if (tried.has(call)) continue;
      tried.add(call);
      const other = this.madeBy.get(call);
      if (other && !this.assign(other, tried)) continue;
      this.madeBy.set(call, made);
      return true;
    }
    return false;
  }

  /** `calls` have made one change each, and there is one more. */
  private doneTwice(change: Change, calls: ReadonlySet<ChangeCall>, who: string): Violation {
    const others = [...calls].flatMap((call) => this.madeBy.get(call)?.change ?? []);
    const ascending = [change, ...others].sort((a, b) => a.after.number - b.after.number);
    const last = ascending.pop() ?? change;
    const numbers = rangesText(ascending.map(({ after }) => after.number));
    const told = someOf([...calls].map(tellCall));
    const made = `which made ${calls.size === 1 ? 'configuration' : 'configurations'} ${numbers}`;
    const message = `${who} found a change that was done twice: in configuration ${last.after.number} ${tellChange(last)}. That was asked for by ${told}, ${made}, and by nobody else`;
    return new Violation('controller/done-twice', message, { paper: CONFIG_PAPER, actor: who });
  }
}

/** Whether this call would have made the change, but for the names of the servers. */
function isOfOtherServers(change: Change, input: ChangeInput): boolean {
  if (input.kind !== 'join') return false;
  const { groups } = change.after;
  return isMadeBy(change, { ...input, groups: input.groups.map(([gid]) => [gid, groups.get(gid) ?? []]) });
}

/** `clerk 0's leave(7) at 80 ms`. */
export function tellCall({ who, input, calledAtMs }: ChangeCall): string {
  return `${who}'s ${describeCall(input)} at ${calledAtMs.toFixed(0)} ms`;
}
