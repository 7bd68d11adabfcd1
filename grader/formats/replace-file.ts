import { ReplacementFile } from '../results/replacement-file.ts';

/** Writes a file in pieces; whoever looks finds it whole, or as it was before, whatever happens meanwhile. */
export async function replaceFile(path: string, pieces: Iterable<string>): Promise<void> {
  const file = await ReplacementFile.open(path);
  try {
    for (const piece of pieces) await file.write(piece);
    await file.replace();
  } catch (error) {
    await file.discard();
    throw error;
  }
}
