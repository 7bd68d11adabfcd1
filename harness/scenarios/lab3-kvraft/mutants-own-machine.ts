import type { Edit } from '../mutant.ts';

/** For bugs of a server that keeps its machine at hand, as `this.machine`. */
export const OWN_MACHINE: readonly Edit[] = [
  {
    file: 'server.ts',
    find: '  readonly rsm: Rsm<KvRequest, string>;\n',
    replace: '  readonly rsm: Rsm<KvRequest, string>;\n  private readonly machine = new KvMachine();\n',
  },
  { file: 'server.ts', find: 'machine: new KvMachine()', replace: 'machine: this.machine' },
];

/** Where the solution's server gives a request to the log. */
export const SUBMIT = 'const outcome = await this.rsm.submit(request);';
/** And what it makes of the outcome. */
export const APPLIED =
  "return outcome.kind === 'applied' ? { kind: 'done', value: outcome.result } : outcome;";

/** Rules under which a read is reported that shows too little, or the past. */
export const STALE: readonly string[] = ['kv/append-missing', 'kv/stale-read', 'kv/linearizable'];
export const LOST: readonly string[] = ['kv/append-missing', 'kv/linearizable'];
export const TWICE: readonly string[] = ['kv/applied-twice', 'kv/linearizable'];
