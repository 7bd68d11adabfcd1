/** What the part of the address behind `#` says. */
export interface Address {
  readonly seed?: number;
  /** Number of the step in the run. */
  readonly step?: number;
  /** Of two runs that are compared, which one: `a` or `b`. */
  readonly run?: 'a' | 'b';
  readonly view?: string;
}

/** `#seed=4217&step=123&view=raft` */
export function addressText({ seed, step, run, view }: Address): string {
  const words = new URLSearchParams();
  if (seed !== undefined) words.set('seed', String(seed));
  if (step !== undefined) words.set('step', String(step));
  if (run !== undefined) words.set('run', run);
  if (view !== undefined) words.set('view', view);
  return `#${words}`;
}

/** Whatever it cannot read is left out. */
export function readAddress(hash: string): Address {
  const words = new URLSearchParams(hash.replace(/^#/, ''));
  const seed = wholeNumber(words.get('seed'));
  const step = wholeNumber(words.get('step'));
  const run = words.get('run');
  const view = words.get('view');
  return {
    ...(seed !== undefined && { seed }),
    ...(step !== undefined && { step }),
    ...((run === 'a' || run === 'b') && { run }),
    ...(view !== null && { view }),
  };
}

function wholeNumber(text: string | null): number | undefined {
  return text !== null && /^\d{1,16}$/.test(text) ? Number(text) : undefined;
}
