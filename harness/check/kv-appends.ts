import { Violation } from '../../labrpc/sim/violation.ts';

/** A value that one client appends: no other append of a run is the same, and none contains another. */
export interface AppendedToken {
  readonly client: string;
  readonly token: string;
}

/**
 * Says in plain words what is wrong with a value that was only ever appended to, as soon as it is read: a token
 * that is there twice, one that is missing although it was acknowledged, one client's tokens out of their
 * order. The linearizability checker finds all that too, at the end, and with less to say about it.
 */
export class KvAppends {
  /** By key, in the order of the acknowledgements. */
  private readonly acknowledged = new Map<string, AppendedToken[]>();
  private readonly asked = new Map<string, AppendedToken[]>();

  /** An append begins. */
  begins(key: string, append: AppendedToken): void {
    entry(this.asked, key).push(append);
  }

  acknowledge(key: string, append: AppendedToken): void {
    entry(this.acknowledged, key).push(append);
  }

  /** How many appends to this key are acknowledged now: what a read that begins now has to show. */
  countOf(key: string): number {
    return this.acknowledged.get(key)?.length ?? 0;
  }

  /** A read that began when `due` appends were acknowledged gave this value. */
  wasRead(key: string, value: string, due: number, reader: string): void {
    const asked = this.asked.get(key) ?? [];
    const places = asked.map((append) => ({ ...append, at: value.indexOf(append.token) }));
    for (const { client, token, at } of places) {
      if (at >= 0 && value.includes(token, at + token.length)) {
        const message = `${reader} read ${show(key)}, and ${client}'s append of ${show(token)} is in the value twice`;
        throw new Violation('kv/applied-twice', message, { paper: 'Raft §8', actor: reader });
      }
    }
    for (const { client, token } of (this.acknowledged.get(key) ?? []).slice(0, due)) {
      if (value.includes(token)) continue;
      const message = `${reader} read ${show(key)}, and ${client}'s append of ${show(token)}, which had been answered before, is not in the value`;
      throw new Violation('kv/append-missing', message, { actor: reader });
    }
    checkOrder(key, places, reader);
    const length = places.reduce((sum, { at, token }) => sum + (at >= 0 ? token.length : 0), 0);
    if (length === value.length) return;
    const message = `${reader} read ${show(key)}, and there is more in the value than anybody appended: ${show(value)}`;
    throw new Violation('kv/invented', message, { actor: reader });
  }
}

interface Place extends AppendedToken {
  readonly at: number;
}

/** Appends of one client one after the other, each begun after the one before was answered. */
function checkOrder(key: string, places: readonly Place[], reader: string): void {
  const last = new Map<string, Place>();
  for (const place of places) {
    if (place.at < 0) continue;
    const before = last.get(place.client);
    if (before && before.at > place.at) {
      const message = `${reader} read ${show(key)}, and ${place.client}'s append of ${show(place.token)} stands before its ${show(before.token)}, which was answered first`;
      throw new Violation('kv/append-order', message, { actor: reader });
    }
    last.set(place.client, place);
  }
}

function entry(map: Map<string, AppendedToken[]>, key: string): AppendedToken[] {
  const list = map.get(key) ?? [];
  map.set(key, list);
  return list;
}

function show(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
