import type { Mutant } from '../mutant.ts';
import { edit, LOCK_RULES, lockBug } from './lamport-lock-bug.ts';

const { exclusive, order, before, progress, messages } = LOCK_RULES;
const ACKNOWLEDGE = "this.links.send(from, { kind: 'acknowledge', time: this.clock.tick() });";
const SEND_RELEASE = "this.sendToOthers({ kind: 'release', time: this.clock.tick() });";

/** Bugs of the lock: what is sent, to whom, and with which time. */
export const LAMPORT_MESSAGE_MUTANTS: readonly Mutant[] = [
  lockBug({
    name: 'keep the clock of the lock as it is on receipt',
    edits: [edit('    this.clock.receive(time);\n', '    this.clock.tick();\n')],
    scenario: 'alone',
    rules: [progress, order, before],
    staged: false,
  }),
  lockBug({
    name: 'keep the clock of the lock as it is when an answer comes',
    edits: [
      edit('    this.clock.receive(time);\n', "    if (kind !== 'acknowledge') this.clock.receive(time);\n"),
    ],
    scenario: 'hearsay',
    rules: [progress, order, before],
    staged: false,
  }),
  lockBug({
    name: 'stamp requests with the wall clock',
    edits: [
      edit(
        'const stamp = { time: this.clock.tick(),',
        'this.clock.tick();\n    const stamp = { time: Math.floor(Date.now()),',
      ),
    ],
    scenario: 'long-run',
    rules: [progress, order, before, exclusive],
    staged: false,
  }),
  lockBug({
    name: 'tell of the release a moment later',
    edits: [
      edit(
        SEND_RELEASE,
        "setTimeout(() => this.sendToOthers({ kind: 'release', time: this.clock.tick() }), 1);",
      ),
    ],
    scenario: 'again',
    rules: [exclusive, order, before, progress],
    staged: false,
  }),
  lockBug({
    name: 'stamp the answer with the time of the request',
    edits: [edit(ACKNOWLEDGE, "this.links.send(from, { kind: 'acknowledge', time });")],
    scenario: 'alone',
    rules: [progress],
  }),
  lockBug({
    name: 'stamp the answer with the time before the request came',
    edits: [
      edit(
        '    this.clock.receive(time);\n',
        '    const before = this.clock.time;\n    this.clock.receive(time);\n',
      ),
      edit(ACKNOWLEDGE, "this.links.send(from, { kind: 'acknowledge', time: before });"),
    ],
    scenario: 'alone',
    rules: [progress],
  }),
  lockBug({
    name: 'do not tell that the lock is released',
    edits: [edit(SEND_RELEASE, 'this.clock.tick();')],
    scenario: 'at-once',
    rules: [progress],
  }),
  lockBug({
    name: 'tell only the next in the queue that the lock is released',
    edits: [
      edit(
        SEND_RELEASE,
        "const next = this.queue[0];\n    if (next) this.links.send(next.process, { kind: 'release', time: this.clock.tick() });",
      ),
    ],
    scenario: 'at-once',
    rules: [progress],
    staged: false,
  }),
  lockBug({
    name: 'answer to everybody',
    edits: [edit(ACKNOWLEDGE, "this.sendToOthers({ kind: 'acknowledge', time: this.clock.tick() });")],
    scenario: 'messages',
    rules: [messages],
    staged: false,
  }),
  lockBug({
    name: 'answer a release as well',
    edits: [
      edit(
        '        this.removeRequestOf(from);',
        "        this.removeRequestOf(from);\n        this.links.send(from, { kind: 'acknowledge', time: this.clock.tick() });",
      ),
    ],
    scenario: 'alone',
    rules: [messages],
  }),
  lockBug({
    name: 'ask again every 50 ms until the lock is granted',
    edits: [
      edit(
        '    return new Promise((grant) => {',
        "    const ask = (): void => {\n      if (!this.waiting) return;\n      this.sendToOthers({ kind: 'acknowledge', time: this.clock.tick() });\n      setTimeout(ask, 50);\n    };\n    setTimeout(ask, 50);\n    return new Promise((grant) => {",
      ),
    ],
    scenario: 'paused-holder',
    rules: [messages],
  }),
  lockBug({
    name: 'say that one is alive, every second',
    edits: [
      edit(
        '    this.heard = Array<number>(links.size).fill(0);',
        "    this.heard = Array<number>(links.size).fill(0);\n    setInterval(() => this.sendToOthers({ kind: 'acknowledge', time: this.clock.tick() }), 1000);",
      ),
    ],
    scenario: 'alone',
    rules: [messages, 'mutex/idle'],
  }),
  lockBug({
    name: 'use the stamp of the first request again',
    edits: [
      edit(
        '    const stamp = { time: this.clock.tick(), process: this.links.me };',
        '    this.first ??= { time: this.clock.tick(), process: this.links.me };\n    const stamp = this.first;',
      ),
      edit(
        '  private waiting: OwnRequest | undefined;',
        '  private waiting: OwnRequest | undefined;\n  private first: Stamp | undefined;',
      ),
    ],
    scenario: 'alone',
    rules: [order],
  }),
  lockBug({
    name: 'give a stamp without the process',
    edits: [edit('    grant(stamp);', '    grant(stamp.time as unknown as Stamp);')],
    scenario: 'alone',
    rules: ['mutex/stamp'],
  }),
];
