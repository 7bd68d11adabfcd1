import type { Boot } from '../../../labrpc/host/program.ts';
import { FileStore } from './file-store.ts';

/** What the file server answers. A file is written in two steps, so that it can be seen half written. */
export interface FilesRpc {
  read(args: { readonly name: string }): { readonly text: string | null };
  create(args: { readonly name: string; readonly text: string }): { readonly writer: number };
  finish(args: { readonly writer: number; readonly text: string }): object;
  rename(args: { readonly from: string; readonly to: string }): { readonly isDone: boolean };
  list(args: { readonly prefix: string }): { readonly names: readonly string[] };
  remove(args: { readonly name: string }): object;
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
    read: ({ name }) => ({ text: store.read(name) ?? null }),
    create: ({ name, text }) => ({ writer: store.create(name, text) }),
    finish: ({ writer, text }) => {
      store.finish(writer, text);
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
