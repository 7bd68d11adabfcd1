/** A mistake that students make, as a class sees it. */
export interface ExampleBug {
  /** What it breaks. */
  readonly rule: string;
  /** Of `PART SLUG`: which scenarios notice. */
  readonly hits: RegExp;
  /** The share of runs that do, 0 … 1. */
  readonly rate: number;
  readonly message: (random: () => number) => string;
}

/** Known mistakes with the share of a class that makes them. */
const MISTAKES: readonly (Omit<ExampleBug, 'rate'> & { readonly share: number })[] = [
  {
    rule: 'raft/election-safety',
    share: 0.08,
    hits: /vote|rival|election/,
    message: (random) => `term ${term(random)} has two leaders: server ${server(random)} and server 4`,
  },
  {
    rule: 'raft/leader-elected',
    share: 0.1,
    hits: /lab2a .*(away|cuts|unreliable|majority)|one-way/,
    message: (random) => `no leader after ${4 + term(random)}000 ms, though a majority can talk`,
  },
  {
    rule: 'raft/log-matching',
    share: 0.12,
    hits: /stale|backup|late-messages|churn|rejoin/,
    message: (random) => `server ${server(random)} dropped index ${term(random)}, which it had acknowledged`,
  },
  {
    rule: 'raft/state-machine-safety',
    share: 0.1,
    hits: /figure-8|storm|everything/,
    message: (random) =>
      `server ${server(random)} applied another command at index ${term(random)} than server 0 did`,
  },
  {
    rule: 'raft/term-survives',
    share: 0.16,
    hits: /lab2c|restart|crash/,
    message: (random) => `server ${server(random)} came back in term 0; before its crash it was in term 3`,
  },
  {
    rule: 'raft/log-trimmed',
    share: 0.2,
    hits: /lab2d|snapshot/,
    message: (random) => `server ${server(random)} keeps ${90 + term(random)} entries after its snapshot`,
  },
  {
    rule: 'lab/exception',
    share: 0.1,
    hits: /nine|seven|late|cold|index/,
    message: () => "TypeError: Cannot read properties of undefined (reading 'term')",
  },
  {
    rule: 'kv/linearizable',
    share: 0.15,
    hits: /lab[34]. .*(minority|deposed|lossy|partitions|move)/,
    message: (random) => `no order of the operations on key k${term(random)} explains what clients saw`,
  },
  {
    rule: 'kv/applied-twice',
    share: 0.2,
    hits: /lab[34]. .*(lost|doubl|duplicate|twins|late|retr)/,
    message: (random) => `append "x ${server(random)} ${term(random)}" stands twice in the value`,
  },
  {
    rule: 'raft/byte-economy',
    share: 0.25,
    hits: /bytes|economy|speed|calls|idle|size/,
    message: (random) => `sent ${2 + term(random)}00 kB, more than twice what is needed`,
  },
];

/** The mistakes of one student. Whoever makes one notices it in a tenth to all of the runs. */
export function exampleBugs(random: () => number): ExampleBug[] {
  const care = random();
  return MISTAKES.filter(({ share }) => random() < share * (3.4 * (1 - care) ** 1.2 + 0.2)).map(
    (mistake) => ({
      ...mistake,
      rate: Math.min(1, 0.05 + 1.3 * random() ** 1.5),
    }),
  );
}

const server = (random: () => number) => Math.floor(random() * 4);
const term = (random: () => number) => 1 + Math.floor(random() * 9);
