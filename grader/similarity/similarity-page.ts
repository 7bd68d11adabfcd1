import { htmlPage } from '../../harness/view/html-page.ts';
import { browserCode } from '../pages/browser-code.ts';
import type { PageData } from './page-data.ts';

/**
 * `similarity.html`. Its data stand in it as JSON without any `<`, not compressed: another version of zlib
 * would give other bytes. The script shows texts as text nodes only.
 */
export async function similarityPage(data: PageData): Promise<string> {
  const code = await browserCode('similarity');
  const json = JSON.stringify(data).replaceAll('<', '\\u003c');
  const body = `<div id="similarity">
<noscript>A script draws this page. Allow scripts for this file.</noscript>
</div>
<script type="application/json" id="data">${json}</script>`;
  return htmlPage({ ...code, title: 'Similar submissions', body });
}
