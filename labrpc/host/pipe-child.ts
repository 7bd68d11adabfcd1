/** The child's side of a `PipeHost`: one incarnation, fed a turn at a time until it is killed. */
import { openSync } from 'node:fs';
import { atTopOfStack, drainByMacrotask, synchronousDrain } from '../sim/drain.ts';
import { compileBundle } from './bundle.ts';
import { readFrame, writeFrame } from './frames.ts';
import { Incarnation } from './incarnation.ts';
import type { PipeHello, PipeTurn } from './pipe-host.ts';

const [down = '', up = ''] = process.argv.slice(2);
const input = openSync(down, 'r');
const output = openSync(up, 'w');

async function main(): Promise<void> {
  const { bundle } = readFrame<PipeHello>(input);
  const incarnation = new Incarnation(compileBundle(bundle));
  process.on('unhandledRejection', (error) => incarnation.rejected(error));
  process.on('rejectionHandled', () => undefined);
  for (;;) {
    const drained = await atTopOfStack(() => {
      const drain = synchronousDrain();
      const { input: event, clock } = readFrame<PipeTurn>(input);
      incarnation.begin(event, clock);
      drain?.();
      return drain !== undefined;
    });
    if (!drained) await drainByMacrotask();
    writeFrame(output, incarnation.settle());
  }
}

void main();
