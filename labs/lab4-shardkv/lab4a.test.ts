import { testPart } from '../../harness/run/vitest-adapter.ts';

export type { ShardKvClerk } from './client.ts';
export type { ShardController } from './controller.ts';
export type { ControllerClerk } from './controller-client.ts';
export type { ShardKvServer } from './server.ts';

testPart('lab4a', import.meta.url);
