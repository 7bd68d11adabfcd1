import { expect, it } from 'vitest';
import type { Boot } from '../../../labrpc/host/program.ts';
import { bareFactory, TestWorld } from '../../../labrpc/testing/world.ts';
import { KvService } from './kv-service.ts';

const kv: Boot = () => ({ calls: {}, state: () => ({ term: 1, isLeader: false }) });
const clerk: Boot = () => ({ calls: { get: () => new Promise<string>(() => {}) } });

async function failureOf(main: (service: KvService) => Promise<void>): Promise<unknown> {
  const { simulation } = new TestWorld(bareFactory({ kv, clerk }));
  const service = new KvService(simulation, { size: 1, clerks: 1 });
  service.startAll();
  return (await simulation.run(() => main(service)))?.error;
}

const NO_LEADER = 'since then clerk 0 sent no request; server 0 is in term 1';

it('says when it was asked for what had no answer', async () => {
  const failure = await failureOf(async (service) => {
    await service.sleep(100 / 3);
    await service.get(0, 'x');
  });
  expect(failure).toMatchObject({
    rule: 'kv/answered',
    message: `clerk 0's get("x"), asked at 33.3 ms, had no answer within 5 s; ${NO_LEADER}`,
  });
});

it('says from when the limit counts, if it had to wait before', async () => {
  const failure = await failureOf(async (service) => {
    service.begin(0, { kind: 'get', key: 'x' });
    await service.sleep(200);
    await service.allAnswered(1000);
  });
  const limit = 'had no answer within 1 s of 200.0 ms, from when the limit counts';
  expect(failure).toMatchObject({ message: `clerk 0's get("x"), asked at 0.0 ms, ${limit}; ${NO_LEADER}` });
});
