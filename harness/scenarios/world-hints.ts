import type { Hint } from './scenario.ts';

/** Hints on what can befall the code of any lab: `npm run hint` has them in every part. */
export const WORLD_HINTS: readonly Hint[] = [
  {
    word: 'exception',
    symptom: 'an exception, or a promise that was rejected, ends the run',
    of: ['lab/exception', 'lab/exit'],
    steps: [
      'The failure names file and line, and under “just before” which event the server was working on. ' +
        'What was in the variables of that line? Log them and run the same seed again: it fails in the same place.',
      'An error that your code does not catch ends the run; nothing of it travels over the network. The ' +
        'usual causes: what was true before an `await` is no longer true after it; an index is outside of ' +
        'the array; a reply is `null`; `encode` was given a class instance, a function or a cycle, and names the field.',
      'Look at the last `await` above the line. Whatever you read from `this` before it may have been ' +
        'changed by another event. Keep what you sent in local variables, and after the `await` first ask ' +
        'whether you still are what you were. Do not catch the error to be rid of it: the state is wrong already.',
    ],
  },
  {
    word: 'hang',
    symptom: 'a turn does not end, or the memory fills up',
    of: ['world/hang', 'world/memory', 'world/time-stands-still'],
    steps: [
      'Which loop of the server that is named has no `await` that really waits? `npm run debug` with the ' +
        'words of the failure lets you stop the run and see where it is.',
      'Virtual time moves only when your code waits for a timer or a message. A loop that waits for a ' +
        'promise which is resolved already, or for nothing, stands still in time, and no message can ever come in to end it.',
      'Give every loop that waits for a change something to wait for: `await sleep(…)`, a `Condition`, a ' +
        '`Channel`. And look at the bound of each counting loop: does its end move away as fast as the ' +
        'counter, or is one of the two `undefined` or `NaN`?',
    ],
  },
  {
    word: 'timers',
    symptom: 'too many timers or events, or the run does not come to an end',
    of: ['world/timer-flood', 'world/too-many-events', 'world/too-long'],
    steps: [
      'How many loops with a timer does one server have after a minute? Log each start of such a loop.',
      'A timer that nobody clears fires, and a loop that was started twice runs twice. With each ' +
        'election, or each reply, that starts another one, there are more and more of them.',
      'Either start each loop once, in the constructor, and let it ask at each step what is to be done ' +
        'now; or keep the handle of the timer and clear it before you set the next. To notice a change, ' +
        'wait for it with a `Condition` instead of looking every millisecond.',
    ],
  },
  {
    word: 'standstill',
    symptom: 'no timer is set and no message is on its way',
    of: ['world/nothing-left'],
    steps: [
      'Which server should have done something now, and what would have woken it?',
      'A server acts only when an event arrives: its start, a timer, a request, a reply, a call of the ' +
        'service. If none of these is to come, nothing will ever happen again.',
      'Look for the loop that ended: a `return` in the middle of it, or an early way out that does not ' +
        'set the timer again. Whoever waits for an answer must also set a time after which it tries again.',
    ],
  },
  {
    word: 'does-not-compile',
    symptom: 'the files cannot be put together',
    of: ['lab/compiles'],
    steps: [
      'The failure names file, line and column. Does an editor show the same place?',
      'Lab code may import `labrpc/index.ts`, the types of its contract, and files of the labs ' +
        'themselves, each by a relative path with its ending.',
      'An import needs `.ts` at its end, and `import type` for what is only a type. Of `labrpc` there is ' +
        'only `../../labrpc/index.ts`. What a `node:` module or a package would do is not there: a server ' +
        'reaches the world through what it was handed.',
    ],
  },
  {
    word: 'two-runs-differ',
    symptom: 'the same seed gave two different runs',
    of: ['world/determinism'],
    steps: [
      'The failure says in which event two runs of the seed part. What did your code do there that does ' +
        'not follow from the event and from its own state?',
      'Everything in a run is decided by the seed, as long as the code of a server depends on nothing else.',
      'Look for what outlives a server or a run: anything hung on a built-in object, such as ' +
        '`Array.prototype`, or on a function of `labrpc`. State at the top of a module is no such thing: each life of a server has its own.',
    ],
  },
  {
    word: 'too-little-happened',
    symptom: 'all runs passed, but hardly did what the scenario is about',
    of: ['scenario/floor'],
    steps: [
      'The failure names what was counted, how often it happened, and how often it should have. `npm test ' +
        'PART only=SLUG verbose` shows all counts. What keeps your code from doing that?',
      'A pass in which nothing was tested says nothing, so each scenario asks for a minimum. It is far ' +
        'below what a plain design reaches, and it is not about speed.',
      'Mostly the code is more careful than the lab wants: it asks before it acts, waits longer than the ' +
        'handout says, or gives up by its own clock. Take that out, or look in the handout for the limit you are beyond.',
    ],
  },
];
