import { atTopOfStack, drainByMacrotask, synchronousDrain } from '../sim/drain.ts';
import { type BundleFactory, compileBundle } from './bundle.ts';
import { FrameReader, writeWhole } from './frames.ts';
import { Incarnation } from './incarnation.ts';
import type { PipeOrder, RandomNumbers } from './pipe-host.ts';
import { TurnWriter } from './turn-writer.ts';

/** Turns between two visits to the real event loop, where nothing waits: this is for Node itself. */
const TURNS_A_CHUNK = 10_000;

/** The child's side of a `PipeHost`: one incarnation at a time, fed a turn at a time until it is killed. */
export async function servePipe(input: number, output: number): Promise<never> {
  const home = new PipeHome(input, output);
  process.on('unhandledRejection', (error) => home.incarnation?.rejected(error));
  process.on('rejectionHandled', () => undefined);
  for (;;) {
    const drainsSynchronously = await atTopOfStack(() => {
      const drain = synchronousDrain();
      if (!drain) {
        home.take();
        return false;
      }
      for (let turns = 0; turns < TURNS_A_CHUNK; turns++) {
        home.take();
        drain();
        home.answer();
      }
      return true;
    });
    if (drainsSynchronously) continue;
    await drainByMacrotask();
    home.answer();
  }
}

class PipeHome {
  incarnation: Incarnation | undefined;
  private factory: BundleFactory | undefined;
  private isInTurn = false;
  private readonly orders: FrameReader;
  private readonly writer: TurnWriter;

  constructor(input: number, output: number) {
    this.orders = new FrameReader(input);
    this.writer = new TurnWriter((frame) => writeWhole(output, frame));
    this.writer.ready();
  }

  take(): void {
    const order = this.orders.next<PipeOrder>();
    switch (order.kind) {
      case 'lab':
        this.factory = compileBundle(order.bundle);
        break;
      case 'fresh':
        this.writer.forget();
        this.incarnation?.close();
        this.incarnation = this.factory && new Incarnation(this.factory, { random: this.numbers() });
        break;
      case 'turn':
        this.isInTurn = true;
        this.incarnation?.begin(order.input, order.clock);
        break;
    }
  }

  answer(): void {
    if (!this.isInTurn) return;
    this.isInTurn = false;
    this.writer.turn(0, this.incarnation?.settle() ?? []);
    this.writer.flush();
  }

  /** Numbers that the judge draws, asked for as they are needed. */
  private numbers(): () => number {
    let numbers: RandomNumbers = [];
    let next = 0;
    return () => {
      if (next === numbers.length) {
        this.writer.wantRandom();
        numbers = this.orders.next<RandomNumbers>();
        next = 0;
      }
      return numbers[next++] as number;
    };
  }
}
