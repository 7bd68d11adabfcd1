import { access, constants, mkdir } from 'node:fs/promises';
import { Misuse } from '../misuse.ts';
import { plainText } from '../plain-text.ts';

/**
 * Makes the folder for the results, before hours of work depend on it. Throws `Misuse` if it cannot be one.
 */
export async function prepareOut(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === 'EEXIST' || code === 'ENOTDIR' ? 'there is a file in its place' : code;
    throw new Misuse(`--out: cannot write to the folder ${plainText(folder)}: ${reason}`);
  }
}
