/**
 * One-way messages between the processes of a group (lab 5). The part says whether they may be reordered or
 * doubled; they are never lost.
 */
export interface Links<Message> {
  /** Own process number. */
  readonly me: number;
  /** Number of processes, numbered from 0. */
  readonly size: number;
  /** Sends to another process; its `receive` runs later, in an event of its own. */
  send(to: number, message: Message): void;
}
