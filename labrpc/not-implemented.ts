/** Thrown by the holes of a lab's stub. The harness reports what it says, and no stack. */
export class NotImplemented extends Error {
  override readonly name = 'NotImplemented';
  readonly part: string;
  readonly member: string;
  readonly readme: string;

  /**
   * `part`: `lab2a`; `member`: what is missing and its file, `Raft.requestVote in raft.ts`; `readme`: where
   * to read how it works, from the root of the course, `labs/lab2-raft/README.md#2a`.
   */
  constructor(part: string, member: string, readme: string) {
    super(`${part}: ${member} is not implemented yet. How to go about it: ${readme}`);
    this.part = part;
    this.member = member;
    this.readme = readme;
  }
}
