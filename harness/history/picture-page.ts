import { basename } from 'node:path';
import { historyPicture } from '../check/linearizability/picture.ts';
import type { HistoryDocument } from '../view/history-document.ts';
import { historyPage } from '../view/page.ts';
import type { FileResult } from './judge-file.ts';

/** A page, and the file that it shows. */
export interface PicturePage {
  /** As the file was named. */
  readonly file: string;
  readonly html: string;
}

/** The first history that is not linearizable, as a page of its own; undefined if there is none. */
export async function picturePage(results: readonly FileResult[]): Promise<PicturePage | undefined> {
  for (const result of results) {
    const document = documentOf(result);
    if (document) return { file: result.file, html: await historyPage(document) };
  }
  return undefined;
}

function documentOf(result: FileResult): HistoryDocument | undefined {
  if (result.kind !== 'judged' || result.verdict.kind !== 'illegal') return undefined;
  const { model, operations, format } = result.history;
  const who = format === 'json' ? 'client' : 'process';
  const momentsOf = (place: number) => {
    const { calledOnLine, returnedOnLine } = operations[place] ?? {};
    return {
      ...(calledOnLine !== undefined && { calledOnLine }),
      ...(returnedOnLine !== undefined && { returnedOnLine }),
    };
  };
  const clientName = (client: number) => `${who} ${client}`;
  const count = operations.length.toLocaleString('en-US');
  return {
    format: 'lockstep-history-picture',
    version: 1,
    name: basename(result.file),
    about: `Not linearizable: ${count} operations in the format ${format}.`,
    picture: historyPicture(model, operations, result.verdict.conflict, { clientName, momentsOf }),
  };
}
