import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Trace } from '../trace/trace.ts';
import { appBundle } from './app-bundle.ts';
import type { HistoryDocument } from './history-document.ts';

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
 * that HTML knows, and the app shows texts as text nodes only. The policy lets nothing run or load but what
 * is here.
 */
async function pageOf(title: string, documents: readonly (Trace | HistoryDocument)[]): Promise<string> {
  const app = await appBundle();
  const script = withoutTags(app.script);
  const style = withoutTags(app.style);
  const packed = await Promise.all(documents.map(pack));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(script, style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<div id="app"><noscript>A script draws this page. Allow scripts for this file.</noscript></div>
${packed.map((text) => `${TRACE_TAG}${text}</script>`).join('\n')}
<script>${script}</script>
</body>
</html>
`;
}

const compress = promisify(gzip);

async function pack(document: Trace | HistoryDocument): Promise<string> {
  return (await compress(JSON.stringify(document))).toString('base64');
}

function policy(script: string, style: string): string {
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** What would end a script or style, or begin a comment in it. In code these only stand inside texts. */
function withoutTags(code: string): string {
  return code.replace(/<\/(?=script|style)/gi, '<\\/').replaceAll('<!--', '<\\!--');
}
