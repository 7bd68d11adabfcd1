/** Who asks for a lock: readers share it, everybody else has it alone. */
export type RequestMode = 'alone' | 'shared';

/** One acquisition, from the moment in which a client asked until it gave up the lock or lost its session. */
export interface LockRequest {
  readonly session: string;
  readonly mode: RequestMode;
  readonly askedAtMs: number;
  isGranted: boolean;
  /** The first node that its session made for it; undefined until there is one. */
  node: LockNode | undefined;
}

/** A child of the lock's node. */
export interface LockNode {
  readonly path: string;
  readonly session: string;
  readonly mode: RequestMode;
}

/**
 * The nodes of one lock in the order in which they were made, which is that of their numbers, and the
 * requests that they stand for. It knows no names: a node belongs to what its session was asking for.
 */
export class LockQueue {
  private readonly nodes: LockNode[] = [];
  /** Neither given up nor ended; those that have a node come first, in the order of their nodes. */
  private readonly requests: LockRequest[] = [];

  ask(session: string, mode: RequestMode, atMs: number): LockRequest {
    const request: LockRequest = { session, mode, askedAtMs: atMs, isGranted: false, node: undefined };
    this.requests.push(request);
    return request;
  }

  requestOf(session: string): LockRequest | undefined {
    return this.requests.find((request) => request.session === session);
  }

  /** The client gives up the lock, or its session has ended. */
  end(session: string): void {
    const at = this.requests.findIndex((request) => request.session === session);
    if (at >= 0) this.requests.splice(at, 1);
  }

  created(path: string, session: string): void {
    const request = this.requestOf(session);
    const node = { path, session, mode: request?.mode ?? 'alone' };
    this.nodes.push(node);
    if (!request || request.node) return;
    request.node = node;
    this.requests.splice(this.requests.indexOf(request), 1);
    const unplaced = this.requests.findIndex((other) => !other.node);
    this.requests.splice(unplaced < 0 ? this.requests.length : unplaced, 0, request);
  }

  /** How many waiting sessions a removal of this node has to wake: those whose turn it may be by that. */
  removed(path: string): number {
    const at = this.nodes.findIndex((node) => node.path === path);
    if (at < 0) return 0;
    const [gone] = this.nodes.splice(at, 1);
    if (gone?.mode === 'shared') return 1;
    const writer = this.nodes.findIndex(({ mode }, place) => place >= at && mode === 'alone');
    return (writer < 0 ? this.nodes.length : writer + 1) - at;
  }

  hasNodeOf(session: string): boolean {
    return this.nodes.some((node) => node.session === session);
  }

  /** In the order of the queue. One request has no use for a second. */
  nodesOf(session: string): LockNode[] {
    return this.nodes.filter((node) => node.session === session);
  }

  /** The first node that stands before those of this session and keeps it from having the lock. */
  inTheWayOf(session: string, mode: RequestMode): LockNode | undefined {
    const own = this.nodes.findIndex((node) => node.session === session);
    return this.nodes.find((node, at) => at < own && (mode === 'alone' || node.mode === 'alone'));
  }

  /**
   * Requests that wait, and that nobody who still has or wants the lock stands before. Without a node, a
   * request is behind all others.
   */
  due(): LockRequest[] {
    const due: LockRequest[] = [];
    let isFirst = true;
    for (const request of this.requests) {
      const isAlone = request.mode === 'alone';
      if (!request.isGranted && (isFirst || !isAlone)) due.push(request);
      if (isAlone) break;
      isFirst = false;
    }
    return due;
  }

  /** Whether anybody has or wants it. */
  get isUsed(): boolean {
    return this.requests.length > 0;
  }

  /** How many have the lock now. */
  get granted(): number {
    return this.requests.filter(({ isGranted }) => isGranted).length;
  }
}
