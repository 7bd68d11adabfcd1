import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { decode, encode } from '../encoding.ts';
import type { BootInput, Effect, Input } from '../sim/port.ts';
import { bareFactory } from '../testing/world.ts';
import { type BundleFactory, compileBundle } from './bundle.ts';
import { Incarnation } from './incarnation.ts';
import type { Boot } from './program.ts';

const CLOCK = { monotonicMs: 0, wallMs: 0 };
const BOOT: BootInput = {
  kind: 'boot',
  program: 'main',
  randomKey: 'x',
  setup: encode({ me: 3 }),
  state: undefined,
  snapshot: undefined,
};

/** One turn: the input, the microtasks, the effects. */
async function turn(host: Incarnation, input: Input): Promise<readonly Effect[]> {
  host.begin(input, CLOCK);
  await new Promise((resolve) => setImmediate(resolve));
  return host.settle();
}

async function booted(main: Boot): Promise<Incarnation> {
  const host = new Incarnation(bareFactory({ main }));
  await turn(host, BOOT);
  return host;
}

const request = (method: string, args: unknown = {}): Input => ({
  kind: 'request',
  id: 7,
  service: 'raft',
  method,
  bytes: encode(args),
});

async function messageOf(host: Incarnation, input: Input): Promise<string> {
  const [effect] = await turn(host, input);
  return effect?.kind === 'failed' ? effect.error.message : `no failure but ${effect?.kind}`;
}

describe('requests', () => {
  const main: Boot = () => ({
    services: {
      raft: {
        ping: ({ n }: { n: number }) => ({ n: n + 1 }),
        later: async () => {
          await null;
          return { late: true };
        },
        nothing: () => undefined,
        number: () => 5,
        field: 17,
      },
    },
  });

  it('are answered, at once or later in the turn', async () => {
    const host = await booted(main);
    const [reply] = await turn(host, request('ping', { n: 1 }));
    expect(reply).toMatchObject({ kind: 'reply', id: 7 });
    expect(reply?.kind === 'reply' && decode(reply.bytes)).toEqual({ n: 2 });
    expect((await turn(host, request('later'))).map(({ kind }) => kind)).toEqual(['reply']);
  });

  it.each([
    ['absent', 'a peer called absent, but there is no such method on the raft of this server'],
    ['field', 'a peer called field, but there is no such method on the raft of this server'],
    ['nothing', 'RPC handler nothing must return an object, and returned undefined'],
    ['number', 'RPC handler number must return an object, and returned 5'],
  ])('that cannot be answered fail the server, with the reason: %s', async (method, message) => {
    expect(await messageOf(await booted(main), request(method))).toBe(message);
  });
});

describe('calls', () => {
  const main: Boot = (_lab, environment) => {
    const peer = environment.peer<Record<string, (args: object) => object>>(
      { address: 4, name: 'server 4' },
      'raft',
    );
    return {
      calls: {
        call: (args: object) => void peer.call('vote', args),
        circle: () => {
          const a: { b?: object } = {};
          a.b = { a };
          void peer.call('vote', a);
        },
        field: () => void peer.call('vote', { entries: [{ command: () => 1 }] }),
        plain: () => void peer.call('vote', 5 as never),
        send: () => environment.links(0, [{ address: 9, name: 'p' }]).send(1, 'x'),
      },
    };
  };
  const call = (method: string, args: unknown = {}): Input => ({
    kind: 'call',
    id: 1,
    method,
    bytes: encode(args),
  });

  it('go out as bytes, which later changes do not touch', async () => {
    const args = { term: 1 };
    const host = await booted((_lab, environment) => {
      const peer = environment.peer<Record<string, (args: object) => object>>(
        { address: 4, name: 'p' },
        'raft',
      );
      void peer.call('vote', args);
      args.term = 2;
      return {};
    });
    expect(host.settle()).toEqual([]);
    const other = await booted(main);
    const [effect] = await turn(other, call('call', { term: 3 }));
    expect(effect).toMatchObject({ kind: 'request', to: 4, service: 'raft', method: 'vote' });
    expect(effect?.kind === 'request' && decode(effect.bytes)).toEqual({ term: 3 });
  });

  it.each([
    ['field', 'server 4.vote: encode: entries[0].command is a function'],
    ['circle', 'server 4.vote: encode: b.a is a cycle'],
    ['plain', 'server 4.vote: an RPC takes one argument object, and got 5'],
    ['send', 'links.send: there is no process 1, only 0 to 0'],
  ])('with what cannot be sent fail where they are made, and name the field: %s', async (method, message) => {
    expect(await messageOf(await booted(main), call(method))).toContain(message);
  });

  it('get one reply, though the network may bring two', async () => {
    const host = await booted((_lab, environment) => {
      const peer = environment.peer<Record<string, (args: object) => object>>(
        { address: 4, name: 'p' },
        'raft',
      );
      void peer.call('vote', {}).then((reply) => environment.emit('reply', reply));
      return {};
    });
    const reply = { kind: 'reply', id: 1, bytes: encode({ granted: true }) } as const;
    expect((await turn(host, reply)).map(({ kind }) => kind)).toEqual(['emit']);
    expect(await turn(host, reply)).toEqual([]);
    expect(await turn(host, { ...reply, bytes: null })).toEqual([]);
  });
});

describe('state', () => {
  it('is reported after the first turn, and whenever a field changed', async () => {
    let term = 0;
    const host = new Incarnation(bareFactory({ main: () => ({ state: () => ({ term, leader: false }) }) }));
    expect((await turn(host, BOOT)).map(({ kind }) => kind)).toEqual(['state']);
    expect(await turn(host, { kind: 'timer', id: 99 })).toEqual([]);
    term = 1;
    const [effect] = await turn(host, { kind: 'timer', id: 99 });
    expect(effect?.kind === 'state' && decode(effect.bytes)).toEqual({ term: 1, leader: false });
  });
});

describe('a life that is over', () => {
  it('holds nothing of the lab: not by its program, its timers, or the calls that wait', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    let raft: WeakRef<object> | undefined;
    const factory: BundleFactory = ({ timers }) => {
      const main: Boot = (_lab, environment) => {
        const object = { log: [1, 2, 3] };
        raft = new WeakRef(object);
        timers.setTimeout(() => object.log, 1000);
        const peer = environment.peer<{ vote(args: object): object }>({ address: 1, name: 's1' }, 'raft');
        void peer.call('vote', {}).then(() => object.log);
        return { state: () => ({ length: object.log.length }) };
      };
      return { lab: {}, programs: { main } };
    };
    const host = new Incarnation(factory);
    await turn(host, BOOT);
    collect();
    expect(raft?.deref()).toBeDefined();
    host.close();
    await new Promise((resolve) => setImmediate(resolve));
    collect();
    expect(raft?.deref()).toBeUndefined();
    expect(await turn(host, { kind: 'timer', id: 1 })).toEqual([]);
  });
});

describe('modules', () => {
  it('belong to one incarnation: what they keep is not seen by another', async () => {
    const code = `"use strict"; let count = 0;
      const main = (lab, environment) => (environment.emit('count', ++count), {});
      return { lab: {}, programs: { main } };`;
    const factory = compileBundle({ code, fileName: 'lockstep-test.js' });
    for (let life = 0; life < 3; life++) {
      const [effect] = await turn(new Incarnation(factory), BOOT);
      expect(effect?.kind === 'emit' && decode(effect.bytes)).toBe(1);
    }
  });

  it('of which none has the program fail with its name', async () => {
    const host = new Incarnation(bareFactory({}));
    expect(await messageOf(host, BOOT)).toBe('the bundle has no program main');
  });
});
