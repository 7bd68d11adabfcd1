import { type ChildProcess, fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { JobMessage } from './messages.ts';

export interface ProcessListener {
  message(message: JobMessage): void;
  /** A line that it printed. */
  printed(line: string): void;
  /** It ended, as `how` says: `exit code 3`, `SIGKILL`. No message comes after that. */
  ended(how: string): void;
}

/** A process of a job, seen from its parent. */
export class JobProcess {
  /** Resolves when it has ended. */
  readonly ended: Promise<void>;
  private readonly child: ChildProcess;

  /** `program`: path of a script; `start`: what it is told first; `here`: the folder that it runs in. */
  constructor(program: string, start: object, here: string, listener: ProcessListener) {
    this.child = fork(program, [], {
      cwd: here,
      execArgv: ['--enable-source-maps'],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [this.child.stdout, this.child.stderr] as Readable[]) {
      createInterface({ input: stream }).on('line', (line) => listener.printed(line));
    }
    this.child.on('message', (message) => listener.message(message as JobMessage));
    this.ended = new Promise((resolve) => {
      // Not `exit`: what it has said may still be on its way then.
      this.child.on('close', (code, signal) => {
        resolve();
        listener.ended(signal ?? `exit code ${code}`);
      });
      this.child.on('error', (error) => {
        resolve();
        listener.ended(error.message);
      });
    });
    // A process that ends while it is written to says so by its end.
    this.child.send(start, () => undefined);
  }

  /** Ends it at once, whatever it does. */
  kill(): void {
    this.child.kill('SIGKILL');
  }
}
