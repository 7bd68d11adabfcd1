import { Misuse } from '../misuse.ts';
import { clip, plainText } from '../plain-text.ts';

/** Where a Redis is, and how to get in. */
export interface RedisAddress {
  readonly options: RedisLogin;
  /** Without the password: `redis://host:port`. */
  readonly shown: string;
}

export interface RedisLogin {
  readonly host: string;
  readonly port: number;
  /** Number of the database. */
  readonly db: number;
  readonly username?: string;
  readonly password?: string;
  /** Set if the connection is encrypted. */
  readonly tls?: Readonly<Record<string, never>>;
}

const DEFAULT_PORT = 6379;
const LONGEST_SHOWN = 80;

/** Reads `redis://[user:password@]host[:port][/number]`; `rediss:` is encrypted. Throws `Misuse`. */
export function readRedisAddress(text: string): RedisAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isEncrypted = url?.protocol === 'rediss:';
  if (!url || !(isEncrypted || url.protocol === 'redis:') || url.hostname === '') throw noAddress(text);
  const database = /^\/?(\d{0,4})$/.exec(url.pathname)?.[1];
  if (database === undefined) throw noAddress(text);
  const port = Number(url.port === '' ? DEFAULT_PORT : url.port);
  return {
    options: {
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port,
      db: Number(database),
      ...(url.username === '' ? {} : { username: decodeURIComponent(url.username) }),
      ...(url.password === '' ? {} : { password: decodeURIComponent(url.password) }),
      ...(isEncrypted ? { tls: {} } : {}),
    },
    shown: `${url.protocol}//${url.hostname}:${port}`,
  };
}

function noAddress(text: string): Misuse {
  // Whatever stands before an @ may be a password.
  const shown = clip(plainText(text.replace(/^.*@/s, '…@')), LONGEST_SHOWN);
  return new Misuse(`${JSON.stringify(shown)} is no address of a Redis: write redis://host:port`);
}
