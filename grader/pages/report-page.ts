import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { htmlPage } from '../../harness/view/html-page.ts';
import { browserCode } from './browser-code.ts';
import type { ReportData } from './report-data.ts';

const compress = promisify(gzip);

/**
 * The class report, for the person who grades. Its data stand in it compressed and in base64, which has no
 * character that HTML knows; the script shows texts as text nodes only.
 */
export async function reportPage(data: ReportData): Promise<string> {
  const code = await browserCode('report');
  const packed = (await compress(JSON.stringify(data))).toString('base64');
  const body = `<div id="report">
<noscript>A script draws this page. Allow scripts for this file.</noscript>
</div>
<script type="application/octet-stream" id="data">${packed}</script>`;
  return htmlPage({ ...code, title: 'Class report', body });
}
