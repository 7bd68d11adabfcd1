import { sleep } from '../../../../../labrpc/index.ts';
import type {
  KeyValue,
  WorkerConfig,
  WorkerContract,
} from '../../../../scenarios/lab1-mapreduce/contract.ts';
import type { Coordinator, Task } from './coordinator.ts';

/** A worker for tests: no combining, and a list for each key. */
export class Worker implements WorkerContract {
  private readonly config: WorkerConfig<Coordinator>;

  constructor(config: WorkerConfig<Coordinator>) {
    this.config = config;
  }

  async run(): Promise<void> {
    for (;;) {
      const task = await this.config.coordinator.call('ask', {});
      if (!task || task.kind === 'done') return;
      await this.perform(task);
    }
  }

  private async perform(task: Task): Promise<void> {
    if (task.kind === 'map') await this.map(task.index, task.input, task.reduces);
    else if (task.kind === 'reduce') await this.reduce(task.index, task.maps);
    else return sleep(10);
    await this.config.coordinator.call('report', { kind: task.kind, index: task.index });
  }

  private async map(index: number, input: string, reduces: number): Promise<void> {
    const contents = (await this.config.files.read(input)) ?? '';
    const parts = Array.from({ length: reduces }, (): KeyValue[] => []);
    for (const pair of await this.config.app.map(input, contents)) {
      parts[pair.key.length % reduces]?.push(pair);
    }
    for (const [reduce, part] of parts.entries())
      await this.put(`mr-${index}-${reduce}`, JSON.stringify(part));
  }

  private async reduce(index: number, maps: number): Promise<void> {
    const values = new Map<string, string[]>();
    for (let map = 0; map < maps; map++) {
      const text = (await this.config.files.read(`mr-${map}-${index}`)) ?? '[]';
      for (const { key, value } of JSON.parse(text) as KeyValue[]) {
        const list = values.get(key);
        if (list) list.push(value);
        else values.set(key, [value]);
      }
    }
    const lines: string[] = [];
    for (const [key, list] of values) lines.push(`${key} ${await this.config.app.reduce(key, list)}\n`);
    await this.put(`mr-out-${index}`, lines.join(''));
  }

  private async put(name: string, text: string): Promise<void> {
    await this.config.files.write(`tmp-${this.config.id}`, text);
    await this.config.files.rename(`tmp-${this.config.id}`, name);
  }
}
