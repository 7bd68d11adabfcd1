import type { Bundle } from '../../labrpc/host/bundle.ts';
import { stackMapper } from '../run/stack-mapper.ts';
import { errorText } from './error-text.ts';
import type { JobMessage } from './messages.ts';
import { endWithParent } from './parent-watch.ts';

/** A process of a job, seen from inside: what it tells its parent. */
export class Child {
  private readonly who: string;
  private readonly mapStack: (stack: string) => string;
  private hasFailed = false;

  private constructor(who: string, bundle: Bundle) {
    this.who = who;
    this.mapStack = stackMapper(bundle);
  }

  /**
   * Waits for what the parent says first, then runs `main`; whatever is thrown then or later ends the job.
   */
  static start<Start extends { readonly bundle: Bundle }>(
    who: (start: Start) => string,
    main: (start: Start, child: Child) => Promise<void>,
  ): void {
    endWithParent();
    // Ctrl-C reaches all processes of the terminal, but it is for the parent to say what then happens.
    process.on('SIGINT', () => undefined);
    process.once('message', (start: Start) => {
      const child = new Child(who(start), start.bundle);
      process.on('uncaughtException', (error) => child.threw(error));
      main(start, child).catch((error: unknown) => child.threw(error));
    });
  }

  tell(message: JobMessage): void {
    if (process.connected) process.send?.(message);
  }

  /** Lab code has come to its end. */
  end(): void {
    if (!this.hasFailed) this.leave({ kind: 'left' });
  }

  /** The first failure ends the job, and what it leads to is nobody's interest. */
  fail(text: string | Promise<string>): void {
    if (this.hasFailed) return;
    this.hasFailed = true;
    const tell = (told: string) => this.leave({ kind: 'failed', text: told });
    Promise.resolve(text).then(tell, (error: unknown) => tell(errorText(this.who, error, this.mapStack)));
  }

  /** Lab code threw, in a handler or in `run`. */
  threw(error: unknown): void {
    this.fail(errorText(this.who, error, this.mapStack));
  }

  /** The process ends when this has been sent. */
  private leave(message: JobMessage): void {
    if (process.connected) process.send?.(message, () => process.exit());
    else process.exit();
  }
}
