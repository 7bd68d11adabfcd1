import { render } from 'preact';
import type { Trace } from '../../trace/trace.ts';
import { App } from './app.tsx';
import { openRun } from './model/run.ts';
import './style.css';

/** Traces stand in the page as gzip in base64. */
async function unpack(text: string): Promise<Trace> {
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = characters.charCodeAt(at);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return (await new Response(stream).json()) as Trace;
}

async function main(): Promise<void> {
  const place = document.getElementById('app');
  if (!place) return;
  const tags = [...document.querySelectorAll('script.trace')];
  try {
    const runs = (await Promise.all(tags.map((tag) => unpack(tag.textContent ?? '')))).map(openRun);
    for (const tag of tags) tag.remove();
    place.textContent = '';
    render(<App runs={runs} />, place);
    document.documentElement.dataset.ready = 'true';
  } catch (error) {
    // Whoever opens the file must see why there is nothing to see.
    place.textContent = `This timeline cannot be shown: ${String(error)}`;
    document.documentElement.dataset.ready = 'failed';
  }
}

void main();
