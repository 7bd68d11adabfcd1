import { once } from 'node:events';
import type { Debugger, NodeWorker } from 'node:inspector';
import { WebSocket } from 'ws';
import { type Place, placeOf } from './debug-place.ts';

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/**
 * A debugger without a screen, for tests: it speaks the protocol of V8's inspector with one thread, and finds
 * lines of TypeScript through source maps.
 */
export class DebugClient {
  /** Resolves when the thread has nothing left to run and waits for the debugger to go. */
  readonly ended: Promise<void>;
  private readonly post: (text: string) => void;
  private readonly replies = new Map<number, (message: Message) => void>();
  private readonly scripts: Debugger.ScriptParsedEventDataType[] = [];
  private readonly workers = new Map<string, DebugClient>();
  private readonly newWorkers = new Inbox<DebugClient>();
  private readonly pauses = new Inbox<Debugger.PausedEventDataType>();
  private nextId = 1;
  private end: () => void = () => undefined;

  constructor(post: (text: string) => void) {
    this.post = post;
    this.ended = new Promise((resolve) => {
      this.end = resolve;
    });
  }

  /** Turns the debugger on and lets the thread run, if it waits for one. */
  async attach(): Promise<void> {
    await this.send('Runtime.enable');
    await this.send('Debugger.enable');
    await this.send('Debugger.setAsyncCallStackDepth', { maxDepth: 32 });
    await this.send('Runtime.runIfWaitingForDebugger');
  }

  /** Resolves to the reply, or rejects with the inspector's error. */
  send<Reply>(method: string, params: object = {}): Promise<Reply> {
    const id = this.nextId++;
    this.post(JSON.stringify({ id, method, params }));
    return new Promise((resolve, reject) => {
      this.replies.set(id, ({ result, error }) => {
        if (error) reject(new Error(`${method}: ${error.message}`));
        else resolve(result as Reply);
      });
    });
  }

  /** The next stop that nobody has asked for yet. */
  paused(): Promise<Debugger.PausedEventDataType> {
    return this.pauses.next();
  }

  /** The next worker thread that nobody has asked for yet, after `NodeWorker.enable`. */
  worker(): Promise<DebugClient> {
    return this.newWorkers.next();
  }

  /** Where a line of a TypeScript file, counted from 1, is in the scripts that are loaded. */
  locate(file: string, line: number): Place | undefined {
    for (const script of this.scripts) {
      const place = placeOf(script, file, line);
      if (place) return place;
    }
    return undefined;
  }

  /** The value of an expression in the innermost frame of a stop. */
  async evaluate({ callFrames }: Debugger.PausedEventDataType, expression: string): Promise<unknown> {
    const callFrameId = callFrames[0]?.callFrameId;
    const params = { callFrameId, expression, returnByValue: true };
    const reply = await this.send<Debugger.EvaluateOnCallFrameReturnType>(
      'Debugger.evaluateOnCallFrame',
      params,
    );
    return reply.result.value;
  }

  /** Takes what the inspector says. */
  receive(text: string): void {
    const { id, method, params, ...reply } = JSON.parse(text) as Message;
    if (id === undefined) {
      this.notice(method, params);
      return;
    }
    this.replies.get(id)?.(reply);
    this.replies.delete(id);
  }

  private notice(event: string | undefined, params: unknown): void {
    switch (event) {
      case 'Debugger.scriptParsed':
        this.scripts.push(params as Debugger.ScriptParsedEventDataType);
        break;
      case 'Debugger.paused':
        this.pauses.put(params as Debugger.PausedEventDataType);
        break;
      case 'Runtime.executionContextDestroyed':
        this.end();
        break;
      case 'NodeWorker.attachedToWorker':
        this.addWorker((params as NodeWorker.AttachedToWorkerEventDataType).sessionId);
        break;
      case 'NodeWorker.receivedMessageFromWorker': {
        const { sessionId, message } = params as NodeWorker.ReceivedMessageFromWorkerEventDataType;
        this.workers.get(sessionId)?.receive(message);
        break;
      }
    }
  }

  private addWorker(sessionId: string): void {
    const worker = new DebugClient((message) => {
      void this.send('NodeWorker.sendMessageToWorker', { sessionId, message });
    });
    this.workers.set(sessionId, worker);
    this.newWorkers.put(worker);
  }
}

/** Connects to the inspector of a process at `ws://…`; `close` lets the process go. */
export async function connectDebugClient(
  address: string,
): Promise<{ readonly client: DebugClient; readonly close: () => void }> {
  const socket = new WebSocket(address);
  const client = new DebugClient((text) => socket.send(text));
  socket.on('message', (data) => client.receive(String(data)));
  await once(socket, 'open');
  return { client, close: () => socket.close() };
}

/** Values in the order in which they came. */
class Inbox<Value> {
  private readonly values: Value[] = [];
  private readonly readers: ((value: Value) => void)[] = [];

  put(value: Value): void {
    const reader = this.readers.shift();
    if (reader) reader(value);
    else this.values.push(value);
  }

  next(): Promise<Value> {
    const value = this.values.shift();
    if (value !== undefined) return Promise.resolve(value);
    return new Promise((resolve) => this.readers.push(resolve));
  }
}
