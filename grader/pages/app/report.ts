import { h, render } from 'preact';
import type { ReportData } from '../report-data.ts';
import { ClassReport } from './class-report.tsx';
import '../../../harness/view/app/controls.css';
import './colours.css';
import './report.css';

/** The data stand in the page as gzip in base64. */
async function unpack(text: string): Promise<ReportData> {
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = characters.charCodeAt(at);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return (await new Response(stream).json()) as ReportData;
}

async function main(): Promise<void> {
  const place = document.getElementById('report');
  const tag = document.getElementById('data');
  if (!place || !tag) return;
  try {
    const data = await unpack(tag.textContent ?? '');
    tag.remove();
    place.textContent = '';
    render(h(ClassReport, { data }), place);
    document.documentElement.dataset.ready = 'true';
  } catch (error) {
    // Whoever opens the file must see why there is nothing to see.
    place.textContent = `This page cannot be shown: ${String(error)}`;
    document.documentElement.dataset.ready = 'failed';
  }
}

void main();
