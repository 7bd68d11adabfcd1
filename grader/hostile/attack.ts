/** A cheat, as a value. What it adds to a submission is TypeScript, which is never part of this program. */
export interface Attack {
  /** Unique: also the name of its submissions. */
  readonly name: string;
  readonly theme: string;
  /** What it tries, in a few words. */
  readonly tries: string;
  /** Stands before the lab's code. */
  readonly before?: string;
  /** Stands behind it. */
  readonly after?: string;
  /** More files of the submission, by path. */
  readonly files?: Readonly<Record<string, string>>;
  readonly outcome: Outcome;
  /** It waits and computes nothing: it is graded beside the others, whom it keeps from nothing. */
  readonly sleeps?: true;
}

/**
 * What becomes of it. Without a name of a rule it earns what the code earns without it; with one, it breaks
 * its own code, and earns nothing, for this reason (or one of several that are all right).
 */
export interface Outcome {
  readonly rules?: readonly string[];
  /** The sample notices that a run goes another way when each server has a process of its own. */
  readonly isNoticed?: true;
}

export const AS_WITHOUT: Outcome = {};

export function failsBy(...rules: readonly string[]): Outcome {
  return { rules };
}

/** Runs in every copy of the module; what it throws is its own affair. */
export function quietly(code: string): string {
  return `try {\n${code}\n} catch {}\n`;
}

/** The realm that the host runs in, by the constructor of any function. */
export const REACH = `
const real = (() => {}).constructor('return globalThis')();
const builtin = (name) => real.process.getBuiltinModule?.(name) ?? real.process.mainModule.require(name);
`;

/** Runs with `real` and `builtin` at hand. */
export function escaped(code: string): string {
  return quietly(`${REACH}\n${code}`);
}

/** Lets `code` run at the beginning of each call of a method; without one, at the beginning of each turn. */
export function inMethod(method: string, code: string): string {
  return `
{
  const prototype = Raft.prototype;
  const original = prototype.${method};
  prototype.${method} = function (...values) {
    ${code}
    return original.apply(this, values);
  };
}
`;
}
