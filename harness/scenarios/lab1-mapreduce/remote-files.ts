import type { Peer, RpcArgs, RpcName, RpcReply } from '../../../labrpc/index.ts';
import type { FileSystem } from './contract.ts';
import type { FilesRpc } from './files-program.ts';

/** The shared file system as a worker holds it. */
export class RemoteFiles implements FileSystem {
  private readonly server: Peer<FilesRpc>;

  constructor(server: Peer<FilesRpc>) {
    this.server = server;
  }

  async read(name: string): Promise<string | undefined> {
    const file = await this.ask('read', { name: nameOf(name) });
    return file.kind === 'found' ? file.text : undefined;
  }

  /** In two steps: who dies between them leaves the first half. */
  async write(name: string, text: string): Promise<void> {
    if (typeof text !== 'string')
      throw new TypeError(`write of ${name}: the text is ${typeof text}, no string`);
    const half = text.length >> 1;
    const { writer } = await this.ask('write', { name: nameOf(name), firstPart: text.slice(0, half) });
    if (text !== '') await this.ask('writeRest', { name, writer, rest: text.slice(half) });
  }

  async rename(from: string, to: string): Promise<void> {
    const { isDone } = await this.ask('rename', { from: nameOf(from), to: nameOf(to) });
    if (!isDone) throw new Error(`rename of ${from} to ${to}: there is no file ${from}`);
  }

  async list(prefix: string): Promise<string[]> {
    const { names } = await this.ask('list', { prefix });
    return [...names];
  }

  async remove(name: string): Promise<void> {
    await this.ask('remove', { name: nameOf(name) });
  }

  private async ask<M extends RpcName<FilesRpc>>(
    method: M,
    args: RpcArgs<FilesRpc, M>,
  ): Promise<RpcReply<FilesRpc, M>> {
    const reply = await this.server.call(method, args);
    if (!reply) throw new Error(`the file server did not answer a ${method}: scenarios must not cut it off`);
    return reply;
  }
}

function nameOf(name: string): string {
  if (typeof name === 'string' && name !== '') return name;
  throw new TypeError(`a file's name must be a string that is not empty, and is ${JSON.stringify(name)}`);
}
