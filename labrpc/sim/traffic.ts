/** How much went over the network: attempts count, also those that were lost or went to the dead. */
export class Traffic {
  /** RPCs begun, and one-way messages. */
  rpcs = 0;
  /** Encoded arguments and replies. */
  bytes = 0;
}

/** Counts in all, by server and by link. */
export class TrafficCounters {
  readonly total: Traffic = new Traffic();
  private readonly bySender: Traffic[] = [];
  private readonly byReceiver: Traffic[] = [];
  private readonly byLink: Traffic[][] = [];

  /** What a server sent: its calls and its replies' bytes. */
  sentBy(address: number): Traffic {
    return entry(this.bySender, address);
  }

  /** What was sent to a server. */
  sentTo(address: number): Traffic {
    return entry(this.byReceiver, address);
  }

  /** What went over one link, in one direction. */
  onLink(from: number, to: number): Traffic {
    let row = this.byLink[from];
    if (!row) {
      row = [];
      this.byLink[from] = row;
    }
    return entry(row, to);
  }

  /** `rpcs` is 1 for a request and 0 for its reply, whose bytes still count. */
  count(from: number, to: number, rpcs: number, bytes: number): void {
    add(this.total, rpcs, bytes);
    add(this.sentBy(from), rpcs, bytes);
    add(this.sentTo(to), rpcs, bytes);
    add(this.onLink(from, to), rpcs, bytes);
  }
}

function entry(list: Traffic[], index: number): Traffic {
  let traffic = list[index];
  if (!traffic) {
    traffic = new Traffic();
    list[index] = traffic;
  }
  return traffic;
}

function add(traffic: Traffic, rpcs: number, bytes: number): void {
  traffic.rpcs += rpcs;
  traffic.bytes += bytes;
}
