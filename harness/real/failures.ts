/** The command was called in a way that cannot work: one message for the person who typed it, exit code 2. */
export class Misuse extends Error {
  override readonly name = 'Misuse';
}

/** The job came to nothing: the message is all there is to say, in one line or several; exit code 1. */
export class JobFailure extends Error {
  override readonly name = 'JobFailure';
}
