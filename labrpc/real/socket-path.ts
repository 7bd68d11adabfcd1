import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A new address for a `SocketServer`: a file for the socket in the system's folder for temporary ones, where
 * paths are short (a socket's may have about 100 bytes), or on Windows the name of a pipe. Only this user can
 * connect, and no port is taken.
 */
export function newSocketPath(): string {
  const name = `lockstep-${randomBytes(8).toString('hex')}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
}
