import type { Mutant } from '../mutant.ts';
import { edit, LOCK_RULES, lockBug } from './lamport-lock-bug.ts';

const { exclusive, order, before, progress } = LOCK_RULES;
const ALL_LATER = '    if (!this.hasHeardAllAfter(stamp)) return;\n';
const IS_LATER = 'return process === this.links.me || compareStamps({ time, process }, stamp) > 0;';
const COUNT_LATER =
  '    const later = this.heard.filter((time, process) => compareStamps({ time, process }, stamp) > 0);\n';
const ACKNOWLEDGE = "this.links.send(from, { kind: 'acknowledge', time: this.clock.tick() });";

/** Bugs of the lock: who is first, and when it may enter. */
export const LAMPORT_ENTRY_MUTANTS: readonly Mutant[] = [
  lockBug({
    name: 'enter at once, whoever else has asked',
    edits: [
      edit(
        'if (!this.waiting || this.queue[0] !== this.waiting.stamp) return;',
        'if (!this.waiting) return;',
      ),
      edit(ALL_LATER, ''),
    ],
    scenario: 'at-once',
    rules: [exclusive],
  }),
  lockBug({
    name: 'enter as the first in the own queue, before anybody has answered',
    edits: [edit(ALL_LATER, '')],
    scenario: 'at-once',
    rules: [exclusive],
  }),
  lockBug({
    name: 'enter when all have answered, though not the first',
    edits: [
      edit(
        'if (!this.waiting || this.queue[0] !== this.waiting.stamp) return;',
        'if (!this.waiting) return;',
      ),
    ],
    scenario: 'at-once',
    rules: [exclusive, order],
  }),
  lockBug({
    name: 'enter with the answers of a majority',
    edits: [
      edit(ALL_LATER, `${COUNT_LATER}    if (later.length < Math.floor(this.links.size / 2)) return;\n`),
    ],
    scenario: 'late-answer',
    rules: [exclusive, order],
    staged: false,
  }),
  lockBug({
    name: 'enter when all but one have answered',
    edits: [edit(ALL_LATER, `${COUNT_LATER}    if (later.length < this.links.size - 2) return;\n`)],
    scenario: 'late-answer',
    rules: [exclusive, order],
    staged: false,
  }),
  lockBug({
    name: 'take what was heard before the request for an answer',
    edits: [edit(IS_LATER, 'return process === this.links.me || time > 0;')],
    scenario: 'late-answer',
    rules: [exclusive, order],
    staged: false,
  }),
  lockBug({
    name: 'take any message that comes after the request for an answer',
    edits: [
      edit(
        "    this.enqueue(stamp);\n    this.sendToOthers({ kind: 'request'",
        "    this.enqueue(stamp);\n    this.heard.fill(0);\n    this.sendToOthers({ kind: 'request'",
      ),
      edit(IS_LATER, 'return process === this.links.me || time > 0;'),
    ],
    scenario: 'old-release',
    rules: [exclusive, order, before],
    staged: false,
  }),
  lockBug({
    name: 'keep the queue in the order of arrival',
    edits: [edit('    this.queue.sort(compareStamps);\n', '')],
    scenario: 'at-once',
    rules: [exclusive, order, progress],
    staged: false,
  }),
  lockBug({
    name: 'sort the queue by time alone',
    edits: [edit('this.queue.sort(compareStamps);', 'this.queue.sort((a, b) => a.time - b.time);')],
    scenario: 'at-once',
    rules: [exclusive, order, progress],
    staged: false,
  }),
  lockBug({
    name: 'enter at once if no request is known',
    edits: [
      edit(
        '    this.enqueue(stamp);\n    this.sendToOthers',
        '    const isFree = this.queue.length === 0;\n    this.enqueue(stamp);\n    this.sendToOthers',
      ),
      edit(
        '      this.waiting = { stamp, grant };\n',
        '      if (isFree) return grant(stamp);\n      this.waiting = { stamp, grant };\n',
      ),
    ],
    scenario: 'later-request',
    rules: [exclusive],
    staged: false,
  }),
  lockBug({
    name: 'keep the own request in the queue after release',
    edits: [edit('    this.removeRequestOf(this.links.me);\n', '')],
    scenario: 'alone',
    rules: [progress],
  }),
  lockBug({
    name: 'remove a request when it is answered',
    edits: [edit(ACKNOWLEDGE, `${ACKNOWLEDGE}\n        this.removeRequestOf(from);`)],
    scenario: 'at-once',
    rules: [exclusive, order],
    staged: false,
  }),
  lockBug({
    name: 'empty the queue when somebody releases',
    edits: [
      edit(
        '        this.removeRequestOf(from);',
        '        this.queue = this.waiting ? [this.waiting.stamp] : [];',
      ),
    ],
    scenario: 'at-once',
    rules: [exclusive, order],
    staged: false,
  }),
  lockBug({
    name: 'do not look again when a release comes',
    edits: [
      edit(
        '    this.enterIfFirst();\n  }\n\n  /** Rule 5',
        "    if (kind === 'acknowledge') this.enterIfFirst();\n  }\n\n  /** Rule 5",
      ),
    ],
    scenario: 'at-once',
    rules: [progress],
  }),
  lockBug({
    name: 'wait no longer than a second for answers',
    edits: [
      edit(
        '      this.enterIfFirst();\n    });',
        '      this.enterIfFirst();\n      setTimeout(() => {\n        if (this.waiting?.stamp !== stamp) return;\n        this.waiting = undefined;\n        grant(stamp);\n      }, 1000);\n    });',
      ),
    ],
    scenario: 'paused-holder',
    rules: [exclusive],
  }),
  lockBug({
    name: 'take a process for dead that has said nothing for a second',
    edits: [
      edit(
        '      this.enterIfFirst();\n    });',
        '      this.enterIfFirst();\n      setTimeout(() => {\n        this.heard.fill(Number.MAX_SAFE_INTEGER);\n        this.queue = this.queue.filter(({ process }) => process >= this.links.me);\n        this.enterIfFirst();\n      }, 1000);\n    });',
      ),
    ],
    scenario: 'paused-bystander',
    rules: [exclusive, order],
    staged: false,
  }),
];
