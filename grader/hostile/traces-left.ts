import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LISTENING_PORT, MARK } from './attacks/outside.ts';

/** Files that attacks of the suite try to write. */
export function filesLeft(): readonly string[] {
  return [
    join(tmpdir(), MARK),
    join('/var/tmp', MARK),
    join(process.cwd(), MARK),
    join(process.cwd(), 'results.json'),
  ].filter((path) => existsSync(path));
}

/** Ids of processes that attacks of the suite have started. */
export function processesLeft(): readonly string[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && commandOf(name).includes(MARK));
}

/** Counts who connects to the port that attacks of the suite try. */
export class Doorkeeper {
  visitors = 0;
  private readonly server: Server;

  private constructor(server: Server) {
    this.server = server;
    server.on('connection', (socket) => {
      this.visitors += 1;
      socket.destroy();
    });
  }

  static open(): Promise<Doorkeeper> {
    return new Promise((resolve, reject) => {
      const server = createServer();
      server.once('error', reject);
      server.listen(LISTENING_PORT, '127.0.0.1', () => resolve(new Doorkeeper(server)));
    });
  }

  close(): void {
    this.server.close();
  }
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return ''; // gone
  }
}
