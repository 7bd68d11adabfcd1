import type { Boot } from '../../../labrpc/host/program.ts';
import { FileStore } from './file-store.ts';

/**
 * What the file server answers. A file is written in two steps, so that it can be seen half written. Students
 * meet these messages in failures and timelines.
 */
export interface FilesRpc {
  read(args: { readonly name: string }): FileRead;
  write(args: { readonly name: string; readonly firstPart: string }): { readonly writer: number };
  writeRest(args: FileRest): object;
  rename(args: { readonly from: string; readonly to: string }): { readonly isDone: boolean };
  list(args: { readonly prefix: string }): { readonly names: readonly string[] };
  remove(args: { readonly name: string }): object;
}

export type FileRead = { readonly kind: 'found'; readonly text: string } | { readonly kind: 'missing' };

export interface FileRest {
  /** For whoever reads the message. */
  readonly name: string;
  /** What `write` answered. */
  readonly writer: number;
  readonly rest: string;
}

export interface FilesSetup {
  readonly inputs: ReadonlyMap<string, string>;
}

/** What the judge is told with each change of an output file; null: there is none any more. */
export interface OutputChange {
  readonly reduce: number;
  readonly text: string | null;
}

const OUTPUT = /^mr-out-(\d+)$/;

/** The shared file system: a server that never fails, on a network that loses nothing of what it says. */
export const boot: Boot = (_lab, environment) => {
  const { inputs } = environment.setup as FilesSetup;
  const store = new FileStore((name, text) => {
    const [, reduce] = OUTPUT.exec(name) ?? [];
    if (reduce === undefined) return;
    environment.emit('output', { reduce: Number(reduce), text: text ?? null } satisfies OutputChange);
  });
  for (const [name, text] of inputs) store.create(name, text);
  const files: FilesRpc = {
    read: ({ name }) => {
      const text = store.read(name);
      return text === undefined ? { kind: 'missing' } : { kind: 'found', text };
    },
    write: ({ name, firstPart }) => ({ writer: store.create(name, firstPart) }),
    writeRest: ({ writer, rest }) => {
      store.finish(writer, rest);
      return {};
    },
    rename: ({ from, to }) => ({ isDone: store.rename(from, to) }),
    list: ({ prefix }) => ({ names: store.list(prefix) }),
    remove: ({ name }) => {
      store.remove(name);
      return {};
    },
  };
  return { services: { files } };
};
