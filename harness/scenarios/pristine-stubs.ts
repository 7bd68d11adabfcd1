import { createHash } from 'node:crypto';

/**
 * The files of `labs/` as they are handed out: SHA-256, 16 hex digits. Whoever changes one changes its line
 * here (a test prints the new one when `CI` is set); what a student changed is known by not being in the
 * list.
 */
export const PRISTINE_STUBS: Readonly<Record<string, string>> = {
  'labs/lab0-tour/counter-client.ts': 'f8dd22d9a3cfa658',
  'labs/lab0-tour/counter-server.ts': 'bb2e2eb535b1e47b',
  'labs/lab1-mapreduce/coordinator.ts': '34791deec22706fc',
  'labs/lab1-mapreduce/worker.ts': '0d7379d059a6ef80',
  'labs/lab2-raft/raft.ts': '8676c4585676db72',
  'labs/lab3-kvraft/client.ts': '1df60ce0fd75c750',
  'labs/lab3-kvraft/rsm.ts': 'cc3d84c8bb0e2c00',
  'labs/lab3-kvraft/server.ts': '67b14ff891831083',
  'labs/lab4-shardkv/client.ts': '72a874f7f565218f',
  'labs/lab4-shardkv/controller-client.ts': '7213a3740cb64342',
  'labs/lab4-shardkv/controller.ts': '82269997c79552ec',
  'labs/lab4-shardkv/server.ts': '060719ca15c802ac',
  'labs/lab5-clocks/cart.ts': '0961b18a943f84b4',
  'labs/lab5-clocks/causal-broadcast.ts': 'bcef6792a7cf38b1',
  'labs/lab5-clocks/lamport-clock.ts': 'f3bca006ce4c46d4',
  'labs/lab5-clocks/lamport-mutex.ts': '9ac9ae4fbd2694f4',
  'labs/lab5-clocks/replica.ts': '215b99b68179fa57',
  'labs/lab5-clocks/vector-clock.ts': '9a6ee6b64404ff80',
  'labs/lab6-locks/fenced-storage.ts': 'bd9c7389cdf0d6cf',
  'labs/lab6-locks/lease-client.ts': 'c81c93dbde6fea1a',
  'labs/lab6-locks/lease-server.ts': '2b054b9024583b36',
  'labs/lab6-locks/lock.ts': '89bf7c6300ffcc57',
  'labs/lab6-locks/queue-lock.ts': 'bf962135272b1ecd',
  'labs/lab6-locks/read-write-lock.ts': 'f734cf06b17b5ca6',
  'labs/lab6-locks/redlock-answer.md': '8ac6fde16965f2e1',
  'labs/lab6-locks/redlock.ts': 'ceb25e357b5b3e74',
  'labs/lab6-locks/store-client.ts': '7e79f369efce97b8',
  'labs/lab6-locks/store.ts': '208f12fb1036def3',
};

/** What stands in the list for a file of this text. Line ends do not matter: git may change them. */
export function stubHash(text: string): string {
  return createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex').slice(0, 16);
}
