import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BrowserBundle, browserBundle } from '../../harness/view/browser-bundle.ts';

const APP = fileURLToPath(new URL('app', import.meta.url));
const known = new Map<string, Promise<BrowserBundle>>();

/** The browser's part of a page. Bundled once a process. */
export function browserCode(page: 'report' | 'student' | 'similarity'): Promise<BrowserBundle> {
  const code = known.get(page) ?? browserBundle(join(APP, `${page}.ts`));
  known.set(page, code);
  return code;
}
