import type { Mutant } from '../mutant.ts';

const CLOCK = 'lamport-clock.ts';
const CONDITION = ['clock/condition'];
const ORDER = ['stamps/total-order'];
const TICK = '    this.time += 1;\n    return this.time;';
const RECEIVE = 'this.time = Math.max(this.time, sent) + 1;';
const COMPARE = 'return a.time - b.time || a.process - b.process;';

function receiveMutant(name: string, replace: string, scenario: string): Mutant {
  const edits = [{ file: CLOCK, find: RECEIVE, replace }];
  return { name, edits, part: 'lab5a', scenario, rules: CONDITION, staged: true };
}

function orderMutant(name: string, replace: string, staged: boolean = true): Mutant {
  const edits = [{ file: CLOCK, find: COMPARE, replace }];
  return { name, edits, part: 'lab5a', scenario: 'total-order', rules: ORDER, staged };
}

/** Bugs of the clock and of the total order. */
export const LAMPORT_CLOCK_MUTANTS: readonly Mutant[] = [
  {
    name: 'give the time before the event, not after it',
    edits: [{ file: CLOCK, find: TICK, replace: '    return this.time++;' }],
    part: 'lab5a',
    scenario: 'local-events',
    rules: ['clock/time'],
    staged: true,
  },
  {
    name: 'do not tick: only receipts count',
    edits: [{ file: CLOCK, find: TICK, replace: '    return this.time;' }],
    part: 'lab5a',
    scenario: 'local-events',
    rules: ['clock/time', 'clock/condition'],
    staged: true,
  },
  {
    name: 'tick when somebody reads the time',
    edits: [
      {
        file: CLOCK,
        find: '  time = 0;',
        replace:
          '  private now = 0;\n  get time(): number {\n    return this.now++;\n  }\n  set time(value: number) {\n    this.now = value;\n  }',
      },
    ],
    part: 'lab5a',
    scenario: 'local-events',
    rules: ['clock/time'],
    staged: true,
  },
  {
    name: 'take the time from the wall clock',
    edits: [
      {
        file: CLOCK,
        find: TICK,
        replace: '    this.time = Math.max(this.time + 1, Math.floor(Date.now()));\n    return this.time;',
      },
      { file: CLOCK, find: RECEIVE, replace: 'void sent;\n    this.tick();' },
    ],
    part: 'lab5a',
    scenario: 'all-pairs',
    rules: CONDITION,
    staged: true,
  },
  receiveMutant('take the maximum, and do not add 1', 'this.time = Math.max(this.time, sent);', 'chain'),
  receiveMutant('add 1 before the maximum', 'this.time = Math.max(this.time + 1, sent);', 'chain'),
  receiveMutant('set the clock back to a slower sender', 'this.time = sent + 1;', 'fast-and-slow'),
  receiveMutant(
    'tick on receipt, and ignore what the message says',
    'this.time = this.time + 1;',
    'fast-and-slow',
  ),
  receiveMutant(
    'advance on receipt only if the sender is ahead',
    'if (sent > this.time) this.time = sent + 1;',
    'overtaking',
  ),
  receiveMutant(
    'count a receipt only if the sender is not behind',
    'this.time = sent >= this.time ? sent + 1 : this.time;',
    'overtaking',
  ),
  orderMutant('leave equal times in no order', 'return a.time - b.time;'),
  orderMutant('order by process first', 'return a.process - b.process || a.time - b.time;'),
  orderMutant(
    'take <= for < where times are equal',
    'return a.time < b.time || (a.time === b.time && a.process <= b.process) ? -1 : 1;',
  ),
  orderMutant(
    'compare stamps as texts',
    'return String([a.time, a.process]).localeCompare(String([b.time, b.process]));',
  ),
  orderMutant(
    'give a boolean',
    'return Number(a.time < b.time || (a.time === b.time && a.process < b.process));',
  ),
  orderMutant('add the process to the time', 'return a.time + a.process / 10 - (b.time + b.process / 10);'),
  orderMutant(
    'add a thousandth of the process',
    'return a.time + a.process / 1000 - b.time - b.process / 1000;',
  ),
  orderMutant('make one number of both', 'return a.time * 100 + a.process - (b.time * 100 + b.process);'),
  orderMutant('cut times to 32 bits', 'return (a.time - b.time) | 0 || a.process - b.process;'),
];
