/** What the runs of lab 5c count. A failure by the rule `scenario/floor` says it. */
export const SIBLINGS_COUNTERS: Readonly<Record<string, string>> = {
  agreements: 'times that all replicas had synced and gave the same',
  contextBytes: 'bytes of a context after many overwrites',
  gets: 'reads that were answered',
  lateMessages:
    'messages of a sync that came late; a syncWith that calls the other replica not even once has none',
  merges: 'times that siblings were given to mergeCarts; who keeps no siblings has few',
  removals: 'removals that clients asked for',
  siblings: 'reads that gave more than one value',
  syncBytes: 'bytes of a sync after many overwrites',
  syncs: 'syncs on a calm network',
  triedSyncs: 'syncs while the network or a replica was in trouble',
  writes: 'puts and removals that were answered',
};
