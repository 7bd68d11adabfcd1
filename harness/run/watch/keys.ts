/** What somebody who watches can type. */
export type WatchKey = 'again' | 'hint' | 'quit';

const KEYS: ReadonlyMap<string, WatchKey> = new Map([
  ['\r', 'again'],
  ['\n', 'again'],
  ['h', 'hint'],
  ['q', 'quit'],
  // Ctrl-C and Ctrl-D: no signals, as keys come one by one.
  ['\x03', 'quit'],
  ['\x04', 'quit'],
]);

/** Reads keys as they are typed. `stop` undefined: there is no keyboard, so nobody can type anything. */
export function readKeys(onKey: (key: WatchKey) => void): { readonly stop: () => void } | undefined {
  const { stdin } = process;
  if (!stdin.isTTY) return undefined;
  const onData = (text: string): void => {
    for (const character of text) {
      const key = KEYS.get(character);
      if (key) onKey(key);
    }
  };
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  stdin.on('data', onData);
  return {
    stop: () => {
      stdin.off('data', onData);
      stdin.setRawMode(false);
      stdin.pause();
    },
  };
}
