import type { Hint } from '../scenario.ts';

/** MapReduce. */
export const MAPREDUCE_HINTS: readonly Hint[] = [
  {
    word: 'wrong-counts',
    symptom: 'lines are missing, come twice, or have a number that is too small',
    of: ['mapreduce/output', 'mapreduce/map-input', 'word-count', 'indexer', 'more-reduces-than-keys'],
    steps: [
      'Take one key of the failure. Log in which intermediate file each map task puts it, and which files ' +
        'the reduce task that should have it reads. Is it always the same reduce task? Is one file read by ' +
        'two of them?',
      'All pairs of one key go to one reduce task, whichever worker maps them and in whichever life: ' +
        'partitioning is a function of the key and of nothing else (§4.1). That reduce task brings them ' +
        'together from the files of all maps, and then calls `reduce` once a key (§3.1, step 5).',
      'Compute a number from the character codes, with `Math.imul` or within 32 bits, make it unsigned ' +
        'with `>>> 0` and take the remainder by `reduces`: without `>>> 0` half of all keys land at a ' +
        'negative index, where nobody looks. Keep no table of keys. Collect from all files before the ' +
        'first call of `reduce`. Name the files so that those of task 1 cannot be taken for those of task ' +
        '11. `map` gets the name of the input as it is.',
    ],
  },
  {
    word: 'no-such-partition',
    symptom: 'what should be there for the reduce task of a key is undefined',
    of: ['lab/exception'],
    thrown: ["(reading 'push')", "(reading 'get')", "(reading 'set')", "(reading 'has')", "(reading 'add')"],
    steps: [
      'Log the key, and the number of the reduce task that you compute for it. Between which numbers may it be?',
      'Each key belongs to one of the reduce tasks 0 to `reduces` - 1 (§4.1). A remainder has the sign of ' +
        'the number that is divided, and 32-bit arithmetic gives negative numbers for half of all keys.',
      'Make the hash unsigned before you divide: `(hash >>> 0) % reduces`. `%` with a fraction gives a ' +
        'fraction, and with `NaN` gives `NaN`. If the number is right, ask whether the list has an entry ' +
        'for each reduce task before the first pair comes.',
    ],
  },
  {
    word: 'strange-keys',
    symptom: 'it works with words, but not with any strings',
    of: ['mapreduce/output', 'any-strings'],
    steps: [
      'Which key or value of the failure is unusual? Follow it through the two places in which you put it ' +
        'down: the object in which you collect, and the text of the intermediate file.',
      'Key and value are any strings (§2.2). A format must give back exactly what was put in, and no ' +
        'character is so rare that it can separate two of them.',
      'Collect in a `Map`: an object has a `__proto__` and a `constructor` before you put anything in, and ' +
        'lists keys such as `10` first. Write intermediate files with `JSON.stringify`, which escapes line ' +
        'breaks, quotes and broken surrogates, or write the length before each string. In the output a key ' +
        'stands as it is.',
    ],
  },
  {
    word: 'not-awaited',
    symptom: 'an output says [object Promise], or what map returns cannot be iterated',
    of: ['mapreduce/output', 'lab/exception', 'map-parallelism', 'reduce-parallelism'],
    thrown: ['iterable', '.map(...).'],
    steps: [
      'Look at the types of `map` and `reduce` in the contract. What does your code do with what they ' +
        'return?',
      'Both may return a promise. And what `map` gives is an iterable: an array, or a generator that can ' +
        'be walked through once and has no length.',
      'Write `for (const { key, value } of await app.map(name, contents))` and `await app.reduce(key, ' +
        'values)`. Walk through the pairs once, and do not spread millions of them into an array or into ' +
        'the arguments of a call.',
    ],
  },
  {
    word: 'combine',
    symptom: 'the result is wrong when the application has combine',
    of: ['mapreduce/output', 'top-k', 'huge-line'],
    steps: [
      'Do without `combine` for a moment: is the result right then? If so, log what goes into each call of ' +
        'it and what comes out, for one key.',
      '`combine` makes one value of several values of a key, which takes their place in the list (§4.3). ' +
        '`reduce` makes the result of all values, once, at the end; the two need not be the same function.',
      'When a list gets long, replace the whole list by the one value that `combine` made of it, and go on ' +
        'adding to it. Nothing may be forgotten or counted twice: what was combined before stays in the ' +
        'list. Never call `reduce` on the map side, and always at the end. If there is no `combine`, leave ' +
        'the list as it is.',
    ],
  },
  {
    word: 'missing-output',
    symptom: 'the job is done, and an output file is not there',
    of: ['mapreduce/done-too-early', 'no-inputs', 'empty-inputs', 'more-reduces-than-keys'],
    steps: [
      'Which `mr-out-r` is missing? Has its reduce task been given out, has it been reported, and was ' +
        'there any key for it?',
      'There is one output file for each reduce task (§3.1), also for one that no key belongs to. A task ' +
        'is completed when its output is there under its name, and not when it was given out or begun.',
      'Write the file even if it is empty, and do not take a missing or empty intermediate file for the ' +
        'end of the task. In `done()`, ask whether every reduce task has been reported. The worker reports ' +
        'after the `rename` has returned: every `await` between `write` and the report matters.',
    ],
  },
  {
    word: 'counts-reports',
    symptom: 'the coordinator believes that more is finished than is',
    of: [
      'mapreduce/done-too-early',
      'mapreduce/reduce-waits',
      'mapreduce/done-stays',
      'late-report',
      'report-of-last-phase',
      'doubled-requests',
    ],
    steps: [
      'Log each report that the coordinator gets: which task, which phase, and whether this task was ' +
        'reported before. What does the second report of one task change?',
      'A report may come twice, long after its task was given to somebody else, and when its phase is ' +
        'over. The master ignores the completion of a task that is completed already (§3.3).',
      'Keep the state of each task and count tasks, not reports: if the task is completed, do nothing. A ' +
        'report says whether it is of a map or of a reduce; number 2 is a task of both. Take a late report ' +
        'as good, though: the files are there and right. And nothing makes a completed task idle again, ' +
        'neither a timeout nor a question.',
    ],
  },
  {
    word: 'reduce-too-early',
    symptom: 'reduce is called while an input has not been mapped',
    of: ['mapreduce/reduce-waits', 'job-count', 'crashes'],
    steps: [
      'At the moment at which the first reduce task was given out: in which state was each map task? And ' +
        'did `reduce` perhaps run in a map task?',
      'A key may come up in the last pair of the last input, so no list of values is complete before every ' +
        'map task is (§3.1, step 5). That all of them have been given out is not enough.',
      'While one map task is not reported, a worker that asks is told to wait, unless a map task can be ' +
        'given to it again. What can be done early on the map side is the work of `combine`, not of ' +
        '`reduce`.',
    ],
  },
  {
    word: 'never-done',
    symptom: 'the job does not come to its end in time',
    of: [
      'mapreduce/finishes',
      'no-inputs',
      'all-workers-die',
      'lost-messages',
      'doubled-requests',
      'crashes',
      'long-task',
    ],
    steps: [
      'The failure says which tasks nobody has finished. For each: who was it given to last, and what ' +
        'became of that worker, or of that reply?',
      'Whatever is sent can get lost: the task on its way to the worker, its report, or the worker itself. ' +
        'The coordinator cannot tell these apart, and needs one answer to all of them: after 10 s the task ' +
        'is given out again (§3.3).',
      'Note the time at which a task was given out, and set it anew each time. A worker repeats a report ' +
        'until it is answered, and asks again when its question was not. Take the report of whoever did ' +
        'the task, also if others have it now. Does the phase change when there is no map task at all? ' +
        'Does a worker that finds a file missing go on to ask?',
    ],
  },
  {
    word: 'dead-worker',
    symptom: 'the task of a dead worker is not done again',
    of: ['mapreduce/re-executes', 're-execution', 'crashes', 'all-workers-die', 'cut-off-worker'],
    steps: [
      'When was the task given out, and what did the coordinator answer the worker that has been asking ' +
        'for work since?',
      'A worker from which nothing is heard for a certain time counts as failed, and its task becomes idle ' +
        'again (§3.3). Here that time is 10 s from giving it out, and whoever waits has the task within a ' +
        'second more.',
      'When a worker asks and no idle task is left, look for a task that was given out 10 s ago or more, ' +
        'and give it, with a new time. If tasks in progress are kept in the order in which they were given ' +
        'out, only the first has to be looked at. A worker that was told to wait must ask again soon, or ' +
        'its question must be kept until then.',
    ],
  },
  {
    word: 'needless-work',
    symptom: 'a task is done once more, though its worker is at work or has done it',
    of: ['mapreduce/no-needless-work', 'slow-but-alive', 'job-count', 'straggler', 'long-task'],
    steps: [
      'The failure names the task, who has it, and since when. Why did the coordinator give it to the ' +
        'second worker at this moment? Did the first one begin it when it was given out, or later?',
      'A slow worker is not a dead one: 10 s are its due. A backup copy is for the end of a phase, when ' +
        'there is nothing else left to give (§3.6), and one is enough.',
      'Give, in this order: a task overdue by 10 s; an idle one; and, if you like, a backup of one that ' +
        'has been running for 5 s and has none yet. Each time the clock of that task starts anew, or ' +
        'everybody who asks after the 10 s gets it. A reported task is in none of the three. A worker that ' +
        'asks for several tasks and does them in turn begins the second when it is nearly overdue.',
    ],
  },
  {
    word: 'one-after-the-other',
    symptom: 'workers that could work at the same time do not',
    of: ['mapreduce/parallel', 'map-parallelism', 'reduce-parallelism', 'late-joiner'],
    steps: [
      'While one worker maps: what do the others do, and what did the coordinator answer them?',
      'Every idle task may be given out at any time (§3.1, step 2): tasks of one phase do not wait for ' +
        'each other.',
      'The state “in progress” belongs to a task, not to the coordinator. If a handler holds a `Mutex` ' +
        'until the task that it gave is finished, all others wait for it. And one worker that asks for all ' +
        'tasks leaves none for the others.',
    ],
  },
  {
    word: 'leaves-at-the-wrong-time',
    symptom: 'a worker leaves before the job is done, or is still there long after',
    of: [
      'mapreduce/worker-stays',
      'mapreduce/worker-leaves',
      'early-exit',
      'blip',
      'coordinator-gone',
      'cut-off-worker',
      'lost-messages',
      'storm',
    ],
    steps: [
      'Find each `return` in the loop of the worker. Which answer, or which silence, leads there?',
      'A worker goes home for two reasons only: it was told that the job is done, or nothing that it asked ' +
        'in the last 10 s was answered. `null` says that one call failed. “Nothing to do now” is not ' +
        '“nothing to do any more”: the worker that has the last task may die.',
      'Give the answers kinds of their own: wait, and done. On `null`, sleep a little and ask again, until ' +
        '10 s have passed since the first question without an answer; any answer starts them anew. As a ' +
        'call may take 7 s to fail, ask the next time without waiting for it, but do not throw it away: an ' +
        'answer that comes late still counts, and may bring a task. The same goes for reports. ' +
        'What counts are questions, not the clock: a worker that was paused, or mapped, for a minute has ' +
        'not asked in that time.',
    ],
  },
  {
    word: 'asks-too-often',
    symptom: 'workers that wait ask all the time, or are kept waiting too long, or the run gets long',
    of: ['mapreduce/polling', 'waiting-is-cheap', 'thousands-of-files'],
    steps: [
      'How many milliseconds lie between two questions of a worker that waits? And for each question, how ' +
        'many tasks does the coordinator look at?',
      'A worker that waits asks at most ten times a second, and must have its task within a second of ' +
        'there being one. With thousands of tasks a look at all of them for each question is millions of ' +
        'looks.',
      'Sleep 200 ms after “wait”. Or let the handler wait on a `Condition` for a second or two, and wake ' +
        'it when a task becomes free. In the coordinator, keep the number of the next idle task, and those ' +
        'in progress in a `Map`, in the order in which they were given out; completed is what is in ' +
        'neither.',
    ],
  },
  {
    word: 'torn-files',
    symptom: 'a file is read of which only a part is there',
    of: [
      'mapreduce/output',
      'mapreduce/output-final',
      'lab/exception',
      'crash-at-every-write',
      'paused-worker',
      'late-mapper',
    ],
    thrown: ['JSON', 'there is no file'],
    steps: [
      'Who has written the file that is torn, and who was the last to write it? List each `write` and ' +
        '`rename` with its worker.',
      'Nobody may see a file that is written in part. So it is written under a temporary name and renamed ' +
        'when it is complete: a rename is atomic (§3.3). That goes for intermediate files as well as for ' +
        'outputs.',
      'A temporary name contains `id`, which no other worker has, and a number that grows: else two ' +
        'workers that do one task write one file, or the second rename finds nothing. Await `write`, then ' +
        'await `rename`, then report. Leave what the dead have left behind: it is under names that nobody ' +
        'reads.',
    ],
  },
  {
    word: 'sleeper-wakes',
    symptom: 'an output changes when the job is done, as a worker wakes up',
    of: [
      'mapreduce/output-final',
      'mapreduce/output',
      'paused-reducer',
      'paused-worker',
      'straggler',
      'storm',
      'late-reader',
    ],
    steps: [
      'Which worker wrote last, what had it read, and when? Which files that it needed were no longer ' +
        'there, or no longer the same?',
      'A worker that stood still goes on as if nothing had happened, and cannot know better. As `map` and ' +
        '`reduce` are pure, whoever does a task, and however often, writes the same bytes: so a late ' +
        'rename does no harm (§3.3).',
      'For that the second worker must find what the first one found: do not remove an intermediate file ' +
        'as long as somebody may wake up and read it, or let a reduce task whose files are missing end ' +
        'without an output and without a report. Missing is not empty. And write outputs by rename only: a ' +
        'sleeper that opens `mr-out-3` empties it.',
    ],
  },
];
