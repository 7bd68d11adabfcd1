import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Draws which runs are repeated split. Not the seed base: code that sees some seeds could try likely ones.
 * Nobody needs to know it, and it stays the same for as long as the folder of results does.
 */
export function sampleSecret(store: string): string {
  const path = join(store, 'sample-secret');
  try {
    return readFileSync(path, 'utf8');
  } catch {
    const secret = randomBytes(16).toString('hex');
    mkdirSync(store, { recursive: true });
    writeFileSync(path, secret, { mode: 0o600 });
    return secret;
  }
}
