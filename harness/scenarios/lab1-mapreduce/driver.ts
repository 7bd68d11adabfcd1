import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Judge, Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import { JobOutputs } from '../../check/job-outputs.ts';
import { MapTasks } from '../../check/map-tasks.ts';
import { Cluster } from '../../cluster/cluster.ts';
import { APPLICATIONS } from './applications/index.ts';
import type { CoordinatorState } from './coordinator-program.ts';
import { type Departure, leftTooEarly, mayLeave } from './departure.ts';
import { describeProgress } from './describe-progress.ts';
import type { OutputChange } from './files-program.ts';
import { markDone, markLeft, markOutput, markTasks, markWork } from './job-marks.ts';
import { runSequentially } from './sequential.ts';
import { TEST_APPLICATIONS } from './test-applications.ts';
import { type Kept, keptTooLong } from './waiting.ts';
import type { Paces, Work } from './watched-application.ts';
import { STEP, type WorkerSetup } from './worker-program.ts';

/** The handout: how long after the coordinator has gone a worker may still be there. */
const LEAVE_LIMIT_MS = 30_000;
/** How long the coordinator stays when the job is done, so that workers can hear of it. */
const GRACE_MS = 1000;

export interface JobOptions {
  readonly workers: number;
  /** Contents by name. */
  readonly inputs: ReadonlyMap<string, string>;
  readonly reduces: number;
  /** Name of the application, `wc` by default, and its argument. */
  readonly app?: string;
  readonly argument?: string;
  /** How long calls of the application take; no time by default. */
  readonly paces?: Paces;
  /** See `MapTasks`: false wherever workers or messages can be late. */
  readonly isPunctual?: boolean;
  /** Tell `onStep` before each call of a worker. */
  readonly tellsSteps?: boolean;
}

/**
 * A MapReduce job: a coordinator, a file server and, as the cluster, the workers. What the output should be
 * is known from a sequential run, and all that can be seen from outside is checked at every step.
 */
export class MapReduceJob extends Cluster implements Judge {
  readonly coordinator: SimServer;
  readonly maps: MapTasks;
  readonly outputs: JobOutputs;
  isDone = false;
  /** Calls of `reduce` that go on now, by worker; only those that take time. */
  readonly reducing: Set<string> = new Set();
  /** How often `reduce` was called for a key, where calls take time. */
  readonly reduceCalls: Map<string, number> = new Map();
  /** Most calls that went on at the same time. */
  readonly most: Record<Work['phase'], number> = { map: 0, reduce: 0 };
  /** Before each call of a worker: its number, and whom it asks what, `files.read`. */
  onStep: ((worker: number, call: string) => void) | undefined;
  /** With each call of the application. */
  onWork: ((worker: number, work: Work) => void) | undefined;
  private readonly files: SimServer;
  private readonly job: JobOptions;
  private readonly lives: number[];
  private readonly gone = new Set<number>();
  /** The coordinator has reported for the first time. */
  private isBegun = false;

  constructor(simulation: Simulation, options: JobOptions) {
    const coordinator = simulation.addServer('coordinator');
    const files = simulation.addServer('files', 'storage');
    super(simulation, { size: options.workers, program: 'worker', serverName: (index) => `worker ${index}` });
    this.coordinator = coordinator;
    this.files = files;
    this.job = options;
    const { app = 'wc', argument = '' } = options;
    const module = APPLICATIONS[app] ?? TEST_APPLICATIONS[app];
    if (!module) throw new Error(`there is no application ${app}`);
    const expected = runSequentially(module.application(argument), options.inputs);
    this.outputs = new JobOutputs(expected, options.reduces);
    this.maps = new MapTasks([...options.inputs.keys()], options.isPunctual ?? false);
    this.lives = this.all.map(() => 0);
    simulation.judge = this;
  }

  // Life and death
  // ----------------------------------------------------------------------------------------------------

  /** Starts the file server and the coordinator. */
  open(): void {
    const { inputs, reduces } = this.job;
    this.simulation.boot(this.files, 'files', { inputs });
    this.simulation.boot(this.coordinator, 'coordinator', { inputs: [...inputs.keys()], reduces });
  }

  /** Starts all workers, on an open job. */
  openWithWorkers(): void {
    this.open();
    this.startAll();
  }

  /** Begins a life of a worker, with a new id. `paces`: its own, if it is faster or slower than others. */
  override start(index: number, paces: Paces = this.job.paces ?? {}): void {
    if (this.isUp(index)) return;
    const server = this.server(index);
    const at = this.indexOf(server);
    const life = (this.lives[at] ?? 0) + 1;
    this.lives[at] = life;
    this.gone.delete(at);
    const { coordinator, files } = this;
    const setup: WorkerSetup = {
      id: `worker-${at}-${life}`,
      coordinator: { address: coordinator.address, name: coordinator.name },
      files: { address: files.address, name: files.name },
      app: this.job.app ?? 'wc',
      argument: this.job.argument ?? '',
      paces,
      tellsSteps: this.job.tellsSteps ?? false,
    };
    this.simulation.boot(server, 'worker', setup);
  }

  /** The coordinator goes away for good. */
  close(): void {
    this.simulation.inflict({ what: 'crash', server: this.coordinator });
  }

  /** Worker and coordinator cannot talk; the worker still reaches the files. */
  cut(index: number): void {
    const [worker, { coordinator }] = [this.server(index), this];
    this.simulation.inflict({ what: 'cut one way', from: worker, to: coordinator });
    this.simulation.inflict({ what: 'cut one way', from: coordinator, to: worker });
  }

  mend(index: number): void {
    const [worker, { coordinator }] = [this.server(index), this];
    this.simulation.inflict({ what: 'mend', from: worker, to: coordinator });
    this.simulation.inflict({ what: 'mend', from: coordinator, to: worker });
  }

  /** What the worker says to the coordinator waits, until `letThrough`. */
  holdBack(index: number): void {
    this.simulation.inflict({ what: 'hold', from: this.server(index), to: this.coordinator });
  }

  letThrough(index: number): void {
    this.simulation.inflict({ what: 'release', from: this.server(index), to: this.coordinator });
  }

  /** Faults of everything to and from the coordinator; the file server loses nothing. */
  setCoordinatorFaults(faults: Parameters<Cluster['setFaults']>[0] | undefined): void {
    this.simulation.inflict({ what: 'faults', of: [this.coordinator], faults });
  }

  // Looking and waiting
  // ----------------------------------------------------------------------------------------------------

  /** Up, and its `run` has not resolved. */
  isWorking(index: number): boolean {
    return this.isUp(index) && !this.gone.has(this.indexOf(this.server(index)));
  }

  /** The map task that this worker works at; the empty string if there is none. */
  taskOf(index: number): string {
    return this.maps.of(this.server(index).name)[0]?.task ?? '';
  }

  /** Waits until the job is done, for at most `limitMs` from now; its output is right then. */
  async done(limitMs: number): Promise<void> {
    const isDone = await this.until(() => this.isDone, limitMs);
    if (isDone) return;
    const message = `the job is not done after ${limitMs / 1000} s: ${describeProgress(this)}`;
    throw new Violation('mapreduce/finishes', message, { paper: 'MapReduce §3.3' });
  }

  /** The job is done, the coordinator goes away, and the workers must leave. */
  async finish(limitMs: number): Promise<void> {
    await this.done(limitMs);
    await this.sleep(GRACE_MS);
    this.close();
    await this.allLeave(LEAVE_LIMIT_MS);
  }

  async allLeave(limitMs: number): Promise<void> {
    for (const index of this.all) this.resume(index);
    const working = (): number[] => this.all.filter((index) => this.isWorking(index));
    await this.until(() => working().length === 0, limitMs);
    const [first] = working();
    if (first === undefined) return;
    const { name } = this.server(first);
    const message = `${name} is still there ${limitMs / 1000} s after the coordinator has gone`;
    throw new Violation('mapreduce/worker-leaves', message, { paper: 'contract', actor: name });
  }

  // Judge
  // ----------------------------------------------------------------------------------------------------

  stateChanged(server: SimServer, state: unknown): void {
    if (server !== this.coordinator) return;
    if (!this.isBegun) markTasks(this.simulation, server, this.job);
    this.isBegun = true;
    const { done } = state as CoordinatorState;
    if (typeof done !== 'boolean') {
      throw new Violation(
        'mapreduce/done-stays',
        `done() returned ${JSON.stringify(done)}, which is no boolean`,
      );
    }
    if (this.isDone && !done) {
      throw new Violation('mapreduce/done-stays', 'done() was true, and is false again', {
        actor: server.name,
      });
    }
    if (done && !this.isDone) {
      markDone(this.simulation, server);
      this.jobIsDone('done() is true');
    }
    this.isDone = done;
  }

  emitted(server: SimServer, name: string, value: unknown): void {
    const worker = this.indexOf(server);
    if (name === 'output') this.outputChanged(server, value as OutputChange);
    else if (name === 'work') this.worked(server, worker, value as Work);
    else if (name === 'left') this.left(server, worker, value as Departure);
    // Where messages or workers can be late, this says nothing about the coordinator.
    else if (name === 'kept' && this.job.isPunctual) throw keptTooLong(server.name, value as Kept);
    else if (name.startsWith(STEP)) this.onStep?.(worker, name.slice(STEP.length));
  }

  crashed(server: SimServer): void {
    if (server === this.coordinator) return;
    this.simulation.count('crashes');
    if (this.maps.of(server.name).length > 0) this.simulation.count('crashesInMap');
    this.maps.workerDied(server.name);
    this.reducing.delete(server.name);
  }

  private outputChanged(server: SimServer, { reduce, text }: OutputChange): void {
    markOutput(this.simulation, server, { reduce, text });
    const what = this.outputs.changed(reduce, text);
    if (what === 'appeared') this.simulation.count('outputs');
    if (what === 'written again') this.simulation.count('outputsWrittenAgain');
  }

  private worked(server: SimServer, worker: number, work: Work): void {
    const { phase } = work;
    markWork(this.simulation, server, work);
    if (phase === 'map') this.mapped(server, work);
    else this.reduced(server, work);
    const running = phase === 'map' ? this.maps.running.size : this.reducing.size;
    this.most[phase] = Math.max(this.most[phase], running);
    this.onWork?.(worker, work);
  }

  private mapped(server: SimServer, { of, stage }: Work): void {
    const { nowMs } = this.simulation;
    if (stage === 'ends') {
      this.maps.ended(of, server.name, nowMs);
      return;
    }
    this.maps.began(of, server.name, nowMs);
    this.simulation.count('maps');
    if (this.maps.attemptsOf(of).length > 1) this.simulation.count('mapsRepeated');
  }

  private reduced(server: SimServer, { of, stage }: Work): void {
    if (stage === 'ends') {
      this.reducing.delete(server.name);
      return;
    }
    const [unfinished] = this.maps.unfinished;
    if (unfinished !== undefined) {
      const missing = `no map of ${JSON.stringify(unfinished)} has come to its end`;
      const message = `${server.name} calls reduce, and ${missing}`;
      throw new Violation('mapreduce/reduce-waits', message, { paper: 'MapReduce §3.1', actor: server.name });
    }
    this.reducing.add(server.name);
    this.simulation.count('reduces');
    this.reduceCalls.set(of, (this.reduceCalls.get(of) ?? 0) + 1);
  }

  private left(server: SimServer, worker: number, departure: Departure): void {
    this.gone.add(worker);
    this.simulation.count('workersLeft');
    markLeft(this.simulation, server);
    if (this.isDone || mayLeave(departure)) return;
    // It may know before anybody has asked `done`: then the output must be there, and final.
    if (this.outputs.areRight) {
      this.jobIsDone(`${server.name} left`);
      return;
    }
    throw leftTooEarly(server.name, departure);
  }

  private jobIsDone(why: string): void {
    this.outputs.jobIsDone(why);
    this.simulation.count('jobsDone');
  }
}
