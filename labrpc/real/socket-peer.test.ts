import { existsSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { sleep } from '../kit/sleep.ts';
import { newSocketPath } from './socket-path.ts';
import { SocketPeer } from './socket-peer.ts';
import { SocketServer } from './socket-server.ts';

class Service {
  readonly notAMethod = 1;
  calls = 0;

  add({ a, b }: { a: number; b: number }): { sum: number } {
    this.calls += 1;
    return { sum: a + b };
  }

  async later({ ms }: { ms: number }): Promise<{ ms: number }> {
    await sleep(ms);
    return { ms };
  }

  echo(args: { text: string }): { text: string } {
    return args;
  }

  throws(_args: object): object {
    throw new Error('no such luck');
  }

  forgets(_args: object): object {
    return undefined as unknown as object;
  }

  never(_args: object): Promise<object> {
    return new Promise(() => undefined);
  }
}

const open: { close(): void }[] = [];
afterEach(() => {
  for (const end of open.splice(0)) end.close();
});

async function serve(path: string): Promise<{ server: SocketServer; service: Service; failures: unknown[] }> {
  const service = new Service();
  const failures: unknown[] = [];
  const server = new SocketServer(service, (error) => failures.push(error));
  await server.listen(path);
  open.push(server);
  return { server, service, failures };
}

function connect(path: string): SocketPeer<Service> {
  const peer = new SocketPeer<Service>('coordinator', path);
  open.push(peer);
  return peer;
}

describe('a call over a socket', () => {
  it('resolves to the reply of the method', async () => {
    const path = newSocketPath();
    await serve(path);
    const peer = connect(path);
    expect(peer.name).toBe('coordinator');
    expect(await peer.call('add', { a: 1, b: 2 })).toEqual({ sum: 3 });
  });

  it('may overtake others on the same connection', async () => {
    const path = newSocketPath();
    await serve(path);
    const peer = connect(path);
    const order: number[] = [];
    const call = async (ms: number) => order.push((await peer.call('later', { ms }))?.ms ?? -1);
    await Promise.all([call(80), call(40), call(1)]);
    expect(order).toEqual([1, 40, 80]);
  });

  it('may be one of thousands, from several peers', async () => {
    const path = newSocketPath();
    const { service } = await serve(path);
    const peers = [connect(path), connect(path), connect(path)];
    const calls = Array.from({ length: 3000 }, (_, a) => peers[a % 3]?.call('add', { a, b: 1 }));
    expect(await Promise.all(calls)).toEqual(calls.map((_, a) => ({ sum: a + 1 })));
    expect(service.calls).toBe(3000);
  });

  it('carries big messages', async () => {
    const path = newSocketPath();
    await serve(path);
    const text = 'Größe 😀'.repeat(1_000_000);
    const reply = await connect(path).call('echo', { text });
    expect(reply?.text === text).toBe(true);
  });

  it('is null when nobody listens, and works once somebody does', async () => {
    const path = newSocketPath();
    const peer = connect(path);
    expect(await Promise.all([peer.call('add', { a: 1, b: 2 }), peer.call('never', {})])).toEqual([
      null,
      null,
    ]);
    await serve(path);
    expect(await peer.call('add', { a: 1, b: 2 })).toEqual({ sum: 3 });
  });

  it('is null when the server goes away while it works', async () => {
    const path = newSocketPath();
    const { server } = await serve(path);
    const peer = connect(path);
    await peer.call('add', { a: 1, b: 2 });
    const calls = [peer.call('never', {}), peer.call('never', {})];
    await sleep(20);
    server.close();
    expect(await Promise.all(calls)).toEqual([null, null]);
    expect(await peer.call('add', { a: 1, b: 2 })).toBeNull();
    expect(existsSync(path)).toBe(false);
  });

  it('throws at once if its argument cannot be sent', () => {
    const peer = connect(newSocketPath());
    const send = (args: unknown) => () => peer.call('echo', args as { text: string });
    expect(send({ text: () => 1 })).toThrow('coordinator.echo: encode: text is a function');
    expect(send('text')).toThrow('coordinator.echo: an RPC takes one argument object, and got text');
  });
});

describe('what a handler does wrong', () => {
  it.each([
    ['throws', 'no such luck'],
    ['forgets', 'RPC handler forgets must return an object, and returned undefined'],
    ['notAMethod', 'a peer called notAMethod, but there is no such method'],
    ['missing', 'a peer called missing, but there is no such method'],
  ])('is told on its own side, and the caller waits: %s', async (method, message) => {
    const path = newSocketPath();
    const { server, failures } = await serve(path);
    const peer = connect(path);
    const call = peer.call(method as 'throws', {});
    while (failures.length === 0) await sleep(5);
    expect(String(failures[0])).toContain(message);
    server.close();
    expect(await call).toBeNull();
  });
});
