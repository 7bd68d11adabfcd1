import { sleep } from '../../../../labrpc/index.ts';
import type { KeyValue, WorkerConfig, WorkerContract } from '../contract.ts';
import type { Finished, Order, OtherRpc } from './other-rpc.ts';
import { mergeAll, type Run, readRun, sortedRun, writeRun } from './runs.ts';

const RETRY_MS = 300;
const SILENCE_MS = 10_000;
/** A worker that was paused may see one call fail, and 10 s gone. */
const FEWEST_TRIES = 3;

/** A correct worker in another style than the solution's: see README.md. */
export class Worker implements WorkerContract {
  private readonly config: WorkerConfig<OtherRpc>;
  private readonly written: string[] = [];

  constructor(config: WorkerConfig<OtherRpc>) {
    this.config = config;
  }

  async run(): Promise<void> {
    let finished: Finished | null = null;
    let order = await this.next(null);
    while (order.order !== 'go home') {
      finished = order.order === 'ask again' ? null : await this.follow(order);
      order = await this.next(finished);
    }
  }

  /** A coordinator that does not answer any more has gone home itself. */
  private async next(finished: Finished | null): Promise<Order> {
    const sinceMs = performance.now();
    for (let tries = 1; ; tries++) {
      const order = await this.config.coordinator.call('next', { finished });
      if (order?.order === 'go home') await this.tidyUp();
      if (order) return order;
      const isSilent = performance.now() - sinceMs >= SILENCE_MS;
      if (isSilent && tries >= FEWEST_TRIES) return { order: 'go home' };
      await sleep(RETRY_MS);
    }
  }

  private async follow(order: Order & { order: 'map' | 'reduce' }): Promise<Finished | null> {
    if (order.order === 'map') {
      return { attempt: order.attempt, runs: await this.map(order) };
    }
    const isThere = (await this.exists(order.output)) || (await this.reduce(order));
    return isThere ? { attempt: order.attempt, runs: [] } : null;
  }

  private async map({
    attempt,
    input,
    reduces,
  }: Order & { order: 'map' }): Promise<readonly (string | null)[]> {
    const { files, app } = this.config;
    const contents = await files.read(input);
    if (contents === undefined) throw new Error(`there is no ${input}`);
    const parts = Array.from({ length: reduces }, (): KeyValue[] => []);
    for (const pair of sortedRun(await app.map(input, contents)))
      parts[placeOf(pair.key, reduces)]?.push(pair);
    const names: (string | null)[] = [];
    for (const [reduce, part] of parts.entries()) {
      if (part.length === 0) names.push(null);
      else names.push(await this.write(`run.${reduce}.of.${attempt}`, writeRun(part)));
    }
    return names;
  }

  /** False if the runs are gone: then the job has ended without us. */
  private async reduce({ attempt, output, runs }: Order & { order: 'reduce' }): Promise<boolean> {
    const { files, app } = this.config;
    const texts = await Promise.all(runs.map((name) => files.read(name)));
    const read: Run[] = [];
    for (const text of texts) {
      if (text === undefined) return false;
      read.push(readRun(text));
    }
    let lines = '';
    for (const [key, values] of groups(mergeAll(read))) lines += `${key} ${await app.reduce(key, values)}\n`;
    const name = await this.write(`attempt.${attempt}`, lines);
    if (await this.exists(output)) await files.remove(name);
    else await files.rename(name, output);
    return true;
  }

  private async write(name: string, text: string): Promise<string> {
    this.written.push(name);
    await this.config.files.write(name, text);
    return name;
  }

  private async exists(name: string): Promise<boolean> {
    return (await this.config.files.list(name)).includes(name);
  }

  private async tidyUp(): Promise<void> {
    for (const name of this.written.splice(0)) await this.config.files.remove(name);
  }
}

function placeOf(key: string, reduces: number): number {
  let place = 7;
  for (let at = 0; at < key.length; at++) place = (place * 31 + key.charCodeAt(at)) % 1_000_003;
  return place % reduces;
}

/** Neighbours of one key. */
function* groups(run: Run): Generator<[key: string, values: string[]]> {
  let group: [key: string, values: string[]] | undefined;
  for (const { key, value } of run) {
    if (group?.[0] === key) {
      group[1].push(value);
      continue;
    }
    if (group) yield group;
    group = [key, [value]];
  }
  if (group) yield group;
}
