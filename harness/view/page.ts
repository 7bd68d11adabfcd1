import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Trace } from '../trace/trace.ts';
import { appBundle } from './app-bundle.ts';
import type { HistoryDocument } from './history-document.ts';
import { htmlPage } from './html-page.ts';

/** What a tag that holds a trace begins with, so that traces can be taken out of a page again. */
export const TRACE_TAG = '<script type="application/octet-stream" class="trace">';

/** One HTML file that shows these runs, one or two, side by side. It needs no network and no other file. */
export function timelinePage(traces: readonly Trace[]): Promise<string> {
  return pageOf('Lockstep timeline', traces);
}

/** One HTML file that shows why a history has no explanation. */
export function historyPage(history: HistoryDocument): Promise<string> {
  return pageOf('Lockstep history', [history]);
}

/**
 * No text of a trace stands in the page as such: traces are compressed and in base64, which has no character
 * that HTML knows, and the app shows texts as text nodes only.
 */
async function pageOf(title: string, documents: readonly (Trace | HistoryDocument)[]): Promise<string> {
  const packed = await Promise.all(documents.map(pack));
  const root =
    '<div id="app"><noscript>A script draws this page. Allow scripts for this file.</noscript></div>';
  const body = [root, ...packed.map((text) => `${TRACE_TAG}${text}</script>`)].join('\n');
  return htmlPage({ title, body, ...(await appBundle()) });
}

const compress = promisify(gzip);

async function pack(document: Trace | HistoryDocument): Promise<string> {
  return (await compress(JSON.stringify(document))).toString('base64');
}
