import type {
  CoordinatorConfig,
  CoordinatorContract,
} from '../../../../scenarios/lab1-mapreduce/contract.ts';

/** Much shorter than a lab may have it, so that tests need not wait for the tasks of the dead. */
const TIMEOUT_MS = 400;

export type Task =
  | { kind: 'map'; index: number; input: string; reduces: number }
  | { kind: 'reduce'; index: number; maps: number }
  | { kind: 'wait' }
  | { kind: 'done' };

/** A coordinator for tests: a line for each task, with the time until which it is in somebody's hands. */
export class Coordinator implements CoordinatorContract {
  private readonly config: CoordinatorConfig;
  private readonly maps: number[];
  private readonly reduces: number[];

  constructor(config: CoordinatorConfig) {
    this.config = config;
    this.maps = config.inputs.map(() => 0);
    this.reduces = new Array<number>(config.reduces).fill(0);
  }

  done(): boolean {
    return [...this.maps, ...this.reduces].every((until) => until === Number.POSITIVE_INFINITY);
  }

  ask(_args: object): Task {
    if (this.done()) return { kind: 'done' };
    const { inputs, reduces } = this.config;
    const isMapping = this.maps.some((until) => until < Number.POSITIVE_INFINITY);
    const tasks = isMapping ? this.maps : this.reduces;
    const index = tasks.findIndex((until) => until < Date.now());
    if (index < 0) return { kind: 'wait' };
    tasks[index] = Date.now() + TIMEOUT_MS;
    if (isMapping) return { kind: 'map', index, input: inputs[index] ?? '', reduces };
    return { kind: 'reduce', index, maps: inputs.length };
  }

  report({ kind, index }: { kind: 'map' | 'reduce'; index: number }): object {
    (kind === 'map' ? this.maps : this.reduces)[index] = Number.POSITIVE_INFINITY;
    return {};
  }
}
