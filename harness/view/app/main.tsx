import { render } from 'preact';
import type { Trace } from '../../trace/trace.ts';
import type { HistoryDocument } from '../history-document.ts';
import { App } from './app.tsx';
import { HistoryPage } from './history/history-page.tsx';
import { openRun } from './model/run.ts';
import './controls.css';
import './style.css';

/** Traces, or a history, stand in the page as gzip in base64. */
async function unpack(text: string): Promise<Trace | HistoryDocument> {
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = characters.charCodeAt(at);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return (await new Response(stream).json()) as Trace | HistoryDocument;
}

async function main(): Promise<void> {
  const place = document.getElementById('app');
  if (!place) return;
  const tags = [...document.querySelectorAll('script.trace')];
  try {
    const documents = await Promise.all(tags.map((tag) => unpack(tag.textContent ?? '')));
    const history = documents.find((each) => each.format === 'lockstep-history-picture');
    const runs = documents.filter((each) => each.format === 'lockstep-trace').map(openRun);
    for (const tag of tags) tag.remove();
    place.textContent = '';
    render(history ? <HistoryPage history={history} /> : <App runs={runs} />, place);
    document.documentElement.dataset.ready = 'true';
  } catch (error) {
    // Whoever opens the file must see why there is nothing to see.
    place.textContent = `This page cannot be shown: ${String(error)}`;
    document.documentElement.dataset.ready = 'failed';
  }
}

void main();
