/**
 * A `Date` that knows only the virtual clock. Instances are real Dates, so `instanceof` and formatting work.
 */
export function virtualDate(wallMs: () => number): DateConstructor {
  const now = () => Math.floor(wallMs());
  function VirtualDate(this: unknown, ...args: unknown[]): Date | string {
    if (new.target === undefined) return new Date(now()).toString();
    const parameters = args.length === 0 ? [now()] : args;
    return Reflect.construct(Date, parameters, new.target === VirtualDate ? Date : new.target);
  }
  VirtualDate.prototype = Date.prototype;
  return Object.assign(VirtualDate, { now, parse: Date.parse, UTC: Date.UTC }) as unknown as DateConstructor;
}
