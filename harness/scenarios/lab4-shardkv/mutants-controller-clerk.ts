import type { Mutant } from '../mutant.ts';

const MACHINE = 'controller-machine.ts';
const IS_NEW = 'if (sequence > (this.lastSequences.get(clerkId) ?? 0)) {';
const CLERK_ID = 'private readonly clerkId: string = crypto.randomUUID();';
const ASK = 'const reply = await this.controllers.ask(';
const COUNT = `    this.sequence += 1;
    const request: ControllerRequest = { clerkId: this.clerkId, sequence: this.sequence, operation };
`;

/** Bugs by which a change is made twice, or taken for another, and those of a clerk's manners. */
export const CLERK_MUTANTS: readonly Mutant[] = [
  {
    name: 'make every change that stands in the log',
    edits: [{ file: MACHINE, find: IS_NEW, replace: 'if (sequence > 0) {' }],
    part: 'lab4a',
    scenario: 'lost-answers',
    rules: ['controller/done-twice'],
    staged: true,
  },
  {
    name: 'remember in the server what was done, not in the machine',
    edits: [
      { file: MACHINE, find: IS_NEW, replace: 'if (sequence > 0) {' },
      {
        file: 'controller.ts',
        find: '  async execute(',
        replace: '  private readonly done = new Map<string, ControllerReply>();\n\n  async execute(',
      },
      {
        file: 'controller.ts',
        find: '    const outcome = await this.rsm.submit(request);',
        replace: `    const name = \`\${request.clerkId} \${request.sequence}\`;
    const before = this.done.get(name);
    if (before) return before;
    const outcome = await this.rsm.submit(request);
    if (outcome.kind === 'applied') this.done.set(name, { kind: 'done', config: outcome.result });`,
      },
    ],
    part: 'lab4a',
    scenario: 'lost-answers',
    rules: ['controller/done-twice'],
    staged: true,
  },
  {
    name: 'take only the very last request for a duplicate',
    edits: [{ file: MACHINE, find: IS_NEW, replace: 'if (sequence !== this.lastSequences.get(clerkId)) {' }],
    part: 'lab4a',
    scenario: 'late-requests',
    rules: ['controller/done-twice'],
    staged: true,
  },
  {
    name: 'count the request, not the operation',
    edits: [
      { file: 'controller-client.ts', find: COUNT, replace: '' },
      { file: 'controller-client.ts', find: `      ${ASK}`, replace: `${COUNT}      ${ASK}` },
    ],
    part: 'lab4a',
    scenario: 'lost-answers',
    rules: ['controller/done-twice'],
    staged: true,
  },
  {
    name: 'name a clerk after the time',
    edits: [
      {
        file: 'controller-client.ts',
        find: CLERK_ID,
        replace: 'private readonly clerkId: string = String(Date.now());',
      },
    ],
    part: 'lab4a',
    scenario: 'ten-clients',
    rules: ['controller/not-done'],
    staged: true,
  },
  {
    name: 'number the clerks of a machine',
    edits: [
      {
        file: 'controller-client.ts',
        find: CLERK_ID,
        replace:
          'private readonly clerkId: string = String(++ControllerClerk.count);\n  private static count = 0;',
      },
    ],
    part: 'lab4a',
    scenario: 'dead-clients',
    rules: ['controller/not-done'],
    staged: true,
  },
  {
    name: 'wait for a server as long as it takes',
    edits: [
      {
        file: 'leader-search.ts',
        find: 'await Promise.race([call(server), sleep(PATIENCE_MS)])',
        replace: 'await Promise.race([call(server), sleep(100 * PATIENCE_MS)])',
      },
    ],
    part: 'lab4a',
    scenario: 'leader-crashes',
    rules: ['controller/answered'],
    staged: false,
  },
  {
    name: 'pause before each request',
    edits: [
      {
        file: 'controller-client.ts',
        find: `      ${ASK}`,
        replace: `      await sleep(ELECTION_PAUSE_MS);\n      ${ASK}`,
      },
    ],
    part: 'lab4a',
    scenario: 'one-at-a-time',
    rules: ['controller/speed'],
    staged: true,
  },
  {
    name: 'ask without a pause while nobody leads',
    edits: [
      { file: 'controller-client.ts', find: 'await sleep(ELECTION_PAUSE_MS);', replace: 'await sleep(0);' },
    ],
    part: 'lab4a',
    scenario: 'no-leader',
    rules: ['controller/haste'],
    staged: true,
  },
  {
    name: 'keep asking for the newest configuration',
    edits: [
      {
        file: 'controller-client.ts',
        find: '    this.controllers = new LeaderSearch(config.servers);\n',
        replace:
          '    this.controllers = new LeaderSearch(config.servers);\n    setInterval(() => void this.query(), 200);\n',
      },
    ],
    part: 'lab4a',
    scenario: 'idle',
    rules: ['controller/requests'],
    staged: true,
  },
];
