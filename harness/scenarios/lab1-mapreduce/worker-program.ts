import type { Boot, PeerAddress } from '../../../labrpc/host/program.ts';
import type { Peer } from '../../../labrpc/index.ts';
import { APPLICATIONS } from './applications/index.ts';
import type { WorkerClass } from './contract.ts';
import type { Departure } from './departure.ts';
import type { FilesRpc } from './files-program.ts';
import { RemoteFiles } from './remote-files.ts';
import { TEST_APPLICATIONS } from './test-applications.ts';
import { type Kept, WORTH_TELLING_MS } from './waiting.ts';
import { type Paces, watchApplication } from './watched-application.ts';

/** What a scenario tells a worker. */
export interface WorkerSetup {
  /** Of this life. */
  readonly id: string;
  readonly coordinator: PeerAddress;
  readonly files: PeerAddress;
  /** Name of an application, and its argument. */
  readonly app: string;
  readonly argument: string;
  readonly paces: Paces;
  /** Tell the judge before each call of coordinator and file server: `step files.read`, without a value. */
  readonly tellsSteps: boolean;
}

/** Begins the names under which steps are told; then comes the call, `files.read`. */
export const STEP = 'step ';

export const boot: Boot = (lab, environment) => {
  const setup = environment.setup as WorkerSetup;
  const Worker = lab.Worker as WorkerClass | undefined;
  if (typeof Worker !== 'function') throw new Error('worker.ts must export a class named Worker');
  const module = APPLICATIONS[setup.app] ?? TEST_APPLICATIONS[setup.app];
  if (!module) throw new Error(`there is no application ${setup.app}`);

  let answeredMs: number | undefined;
  const step = (call: string): void => {
    if (setup.tellsSteps) environment.emit(`${STEP}${call}`, undefined);
  };
  const coordinator = listen(environment.peer(setup.coordinator, 'coordinator'), step, (askedMs, method) => {
    answeredMs = Math.max(answeredMs ?? 0, askedMs);
    const keptMs = performance.now() - askedMs;
    if (keptMs > WORTH_TELLING_MS) environment.emit('kept', { method, keptMs } satisfies Kept);
  });
  const files = listen<FilesRpc>(environment.peer(setup.files, 'files'), step, () => {});
  const worker = new Worker({
    id: setup.id,
    coordinator,
    files: new RemoteFiles(files),
    app: watchApplication(module.application(setup.argument), setup.paces, (work) =>
      environment.emit('work', work),
    ),
  });
  void Promise.resolve(worker.run()).then(() => {
    const silentMs = performance.now() - (answeredMs ?? 0);
    const departure: Departure = { silentMs, wasAnswered: answeredMs !== undefined };
    environment.emit('left', departure);
  });
  return { inspect: () => ({ worker }) };
};

/** A peer that tells of each call, and of each answer when its call was made. */
function listen<Rpcs>(
  peer: Peer<Rpcs>,
  calling: (call: string) => void,
  answered: (askedMs: number, method: string) => void,
): Peer<Rpcs> {
  return {
    name: peer.name,
    call(method, args) {
      calling(`${peer.name}.${method}`);
      const askedMs = performance.now();
      return peer.call(method, args).then((reply) => {
        if (reply !== null) answered(askedMs, method);
        return reply;
      });
    },
  };
}
