import type { Captured, Change, Path } from '../../../trace/captured.ts';

type Key = string | number;
type Container = Captured[] | Record<string, Captured>;

/**
 * Applies changes to a state without touching what was handed out before: a container is copied the first
 * time it changes after `freeze`, and from then on changed in place. So a long walk through a run costs
 * little more than its changes.
 */
export class Patcher {
  private root: Captured;
  private owned = new Set<object>();

  constructor(root: Captured) {
    this.root = root;
  }

  /** The state as it is now; it stays as it is. */
  freeze(): Captured {
    this.owned = new Set();
    return this.root;
  }

  apply(changes: readonly Change[]): void {
    for (const change of changes) {
      const [path] = change;
      if (path.length === 0) this.root = change.length === 2 ? change[1] : null;
      else this.root = this.changed(this.root, path, 0, change);
    }
  }

  private changed(node: Captured, path: Path, depth: number, change: Change): Captured {
    const key = path[depth] as Key;
    const container = this.own(node, key);
    if (depth + 1 < path.length) {
      set(container, key, this.changed(childOf(container, key), path, depth + 1, change));
    } else if (change.length === 2) {
      set(container, key, change[1]);
    } else if (Array.isArray(container)) {
      container.length = Math.min(container.length, Number(key));
    } else {
      delete container[key];
    }
    return container;
  }

  private own(node: Captured, key: Key): Container {
    if (typeof node === 'object' && node !== null && this.owned.has(node)) return node as Container;
    const copy = copyOf(node, key);
    this.owned.add(copy);
    return copy;
  }
}

/** A path that leads nowhere makes its way, so that a damaged trace can still be looked at. */
function copyOf(node: Captured, key: Key): Container {
  if (Array.isArray(node)) return [...(node as Captured[])];
  if (typeof node === 'object' && node !== null) return { ...(node as Record<string, Captured>) };
  return typeof key === 'number' ? [] : {};
}

function set(container: Container, key: Key, value: Captured): void {
  if (Array.isArray(container)) container[Number(key)] = value;
  // A key of lab code may be `__proto__`: then it must become a key, not the prototype.
  else Object.defineProperty(container, key, { value, writable: true, enumerable: true, configurable: true });
}

/** The value at a key, of what stands in the JSON itself; null if there is none. */
export function childOf(node: Captured, key: Key): Captured {
  if (typeof node !== 'object' || node === null || !Object.hasOwn(node, key)) return null;
  return (node as Record<Key, Captured>)[key] ?? null;
}

export function valueAt(node: Captured, path: Path): Captured {
  return path.reduce<Captured>(childOf, node);
}
