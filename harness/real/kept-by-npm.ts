import { Misuse } from './failures.ts';

/** Options of a command that npm may have kept, by their names without dashes. */
export interface KeptOptions {
  readonly withValue: readonly string[];
  readonly withoutValue: readonly string[];
}

/**
 * The flags that npm took for its own configuration, because they stood before its `--`. It passes them on in
 * the environment: `--app=wc` as npm_config_app=wc; of `--app wc` it keeps `true` and leaves the other word
 * where a file should be, for which a `Misuse` is thrown. What `args` give is left to them.
 */
export function keptByNpm(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  { withValue, withoutValue }: KeptOptions,
): readonly string[] {
  const isGiven = (name: string) => args.some((arg) => arg.replace(/^--/, '').split('=')[0] === name);
  return [...withValue, ...withoutValue].flatMap((name) => {
    const kept = env[`npm_config_${name.replaceAll('-', '_')}`];
    if (!kept || isGiven(name)) return [];
    if (withoutValue.includes(name)) return kept === 'true' ? [`--${name}`] : [];
    if (kept !== 'true') return [`--${name}=${kept}`];
    throw new Misuse(`npm kept the value of --${name} to itself: write ${name}=…, without dashes`);
  });
}
