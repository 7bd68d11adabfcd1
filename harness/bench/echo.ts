import type { BundleFactory } from '../../labrpc/host/bundle.ts';
import { Incarnation } from '../../labrpc/host/incarnation.ts';
import type { Boot, PeerAddress } from '../../labrpc/host/program.ts';
import { Simulation } from '../../labrpc/sim/simulation.ts';
import { TraceRecorder } from '../trace/recorder.ts';
import type { Trace } from '../trace/trace.ts';

/** What a Raft heartbeat looks like: the message that simulated labs send most. */
const HEARTBEAT = { term: 5, leaderId: 2, prevLogIndex: 100, prevLogTerm: 4, entries: [], leaderCommit: 99 };

interface EchoRpc {
  echo(args: typeof HEARTBEAT): { term: number; success: boolean };
}

interface EchoSetup {
  readonly target: PeerAddress | null;
  readonly calls: number;
}

const boot: Boot = (_lab, environment) => {
  const { target, calls } = environment.setup as EchoSetup;
  const service: EchoRpc = { echo: ({ term }) => ({ term, success: true }) };
  const run = async () => {
    if (!target) return;
    const peer = environment.peer<EchoRpc>(target, 'echo');
    for (let call = 0; call < calls; call++) await peer.call('echo', HEARTBEAT);
    environment.emit('done', null);
  };
  void run();
  return { services: { echo: service } };
};

const factory: BundleFactory = () => ({ lab: {}, programs: { echo: boot } });

/**
 * RPCs a second between two servers, one at a time: encoding, counting, network, fingerprint, everything on.
 */
export async function echoRpcsPerSecond(calls: number): Promise<number> {
  const begun = performance.now();
  await runEchoes(calls);
  return calls / ((performance.now() - begun) / 1000);
}

/** The same as a trace, of which only the end is kept: two events for each call. */
export async function recordEchoes(calls: number): Promise<Trace> {
  const recorder = new TraceRecorder();
  const { events, nowMs } = await runEchoes(calls, recorder);
  const names = { part: 'bench', slug: 'echo', scenario: 'echo', about: '', replay: '' };
  const run = { ...names, seed: 1, implementation: 'bench', fingerprint: '', events, virtualMs: nowMs };
  return recorder.trace({ run, failure: undefined, mapStack: (stack) => stack });
}

async function runEchoes(calls: number, recorder?: TraceRecorder): Promise<Simulation> {
  const simulation = new Simulation({
    seed: 1,
    scenario: 'echo',
    limits: { virtualMs: Number.POSITIVE_INFINITY },
    recorder,
  });
  recorder?.watch(simulation);
  simulation.createHost = () => new Incarnation(factory);
  const server = simulation.addServer('server');
  const client = simulation.addServer('client');
  const failure = await simulation.run(
    () =>
      new Promise((resolve) => {
        // The tester goes on in an event of its own.
        simulation.judge = { emitted: () => void simulation.sleep(0).then(resolve) };
        simulation.boot(server, 'echo', { target: null, calls: 0 });
        simulation.boot(client, 'echo', { target: { address: server.address, name: server.name }, calls });
      }),
  );
  if (failure) throw failure.error;
  simulation.finalFingerprint();
  return simulation;
}
