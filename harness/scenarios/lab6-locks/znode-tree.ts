/** A watch that has fired, and is gone by that. */
export interface FiredWatch {
  readonly session: string;
  readonly of: 'node' | 'children';
  readonly path: string;
}

/** A node has come or gone. */
export interface ZnodeChange {
  readonly what: 'created' | 'removed';
  readonly path: string;
  /** The session with which it goes; undefined if it outlives them all. */
  readonly owner: string | undefined;
  readonly fired: readonly FiredWatch[];
}

interface Znode {
  readonly owner: string | undefined;
  /** Names, without the path. */
  readonly children: Set<string>;
  /** Of the next sequential child; counts up for ever, so no number comes twice. */
  nextNumber: number;
}

const NUMBER_DIGITS = 10;

/** The tree of a coordination service (ZooKeeper, §2.1), without a clock and without a network. */
export class ZnodeTree {
  private readonly nodes = new Map<string, Znode>();
  /** By what is watched: the sessions that do. */
  private readonly watches = new Map<string, Set<string>>();

  /** Undefined if there is such a node already. Parents that do not exist are made. */
  create(path: string, owner: string | undefined, isSequential: boolean): ZnodeChange | undefined {
    const parent = this.parentOf(path);
    const number = String(parent.nextNumber).padStart(NUMBER_DIGITS, '0');
    const actual = isSequential ? path + number : path;
    if (this.nodes.has(actual)) return undefined;
    if (isSequential) parent.nextNumber++;
    this.nodes.set(actual, { owner, children: new Set(), nextNumber: 0 });
    parent.children.add(nameOf(actual));
    return { what: 'created', path: actual, owner, fired: this.fire(actual) };
  }

  /** Takes the node away with all below it; those come first. Nothing if there is none. */
  remove(path: string): ZnodeChange[] {
    const node = this.nodes.get(path);
    if (!node) return [];
    const below = [...node.children].flatMap((name) => this.remove(`${path}/${name}`));
    this.nodes.delete(path);
    this.nodes.get(folderOf(path))?.children.delete(nameOf(path));
    return [...below, { what: 'removed', path, owner: node.owner, fired: this.fire(path) }];
  }

  /** `watcher`: a session that wants to hear of the next change of that node. */
  exists(path: string, watcher?: string): boolean {
    if (watcher !== undefined) this.watch('node', path, watcher);
    return this.nodes.has(path);
  }

  /** In the order in which they were made. `watcher`: a session that wants to hear of the next change. */
  children(path: string, watcher?: string): string[] {
    if (watcher !== undefined) this.watch('children', path, watcher);
    return [...(this.nodes.get(path)?.children ?? [])];
  }

  /** A session is over: its nodes and its watches go. */
  endSession(session: string): ZnodeChange[] {
    for (const watchers of this.watches.values()) watchers.delete(session);
    const owned = [...this.nodes].filter(([, { owner }]) => owner === session).map(([path]) => path);
    return owned.flatMap((path) => this.remove(path));
  }

  private parentOf(path: string): Znode {
    const folder = folderOf(path);
    const found = this.nodes.get(folder);
    if (found) return found;
    const made: Znode = { owner: undefined, children: new Set(), nextNumber: 0 };
    if (folder !== '') this.parentOf(folder).children.add(nameOf(folder));
    this.nodes.set(folder, made);
    return made;
  }

  private watch(of: FiredWatch['of'], path: string, session: string): void {
    const key = `${of} ${path}`;
    const watchers = this.watches.get(key) ?? new Set();
    watchers.add(session);
    this.watches.set(key, watchers);
  }

  /** The node has come or gone: whoever watches it, or its parent's children, is told once. */
  private fire(path: string): FiredWatch[] {
    return [...this.take('node', path), ...this.take('children', folderOf(path))];
  }

  private take(of: FiredWatch['of'], path: string): FiredWatch[] {
    const key = `${of} ${path}`;
    const watchers = this.watches.get(key) ?? [];
    this.watches.delete(key);
    return [...watchers].map((session) => ({ session, of, path }));
  }
}

/** `/locks` of `/locks/a`, and the empty string of `/locks`. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
