/** The grader was called in a way that cannot work: one message for the person who typed it, exit code 2. */
export class Misuse extends Error {
  override readonly name = 'Misuse';
}
