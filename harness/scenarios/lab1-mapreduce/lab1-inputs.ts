import type { Random } from '../../../labrpc/sim/random.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { Scenario } from '../scenario.ts';
import { type JobOptions, MapReduceJob } from './driver.ts';
import { pairsText, randomTexts } from './texts.ts';

/** Nothing goes wrong: what is unusual is what is in the files. */
function undisturbed(
  options: (random: Random) => Omit<JobOptions, 'workers' | 'isPunctual'>,
  limitMs: number = 30_000,
): (simulation: Simulation) => Promise<void> {
  return async (simulation) => {
    const random = simulation.random('texts');
    const job = new MapReduceJob(simulation, { ...options(random), workers: 3, isPunctual: true });
    job.openWithWorkers();
    await job.finish(limitMs);
  };
}

function emptyInputs(random: Random): Pick<JobOptions, 'inputs' | 'reduces'> {
  const texts = [...randomTexts(random, 2, 30).values(), '', '', '\n \n', ''];
  return { inputs: new Map(random.shuffle(texts).map((text, index) => [`in-${index}`, text])), reduces: 4 };
}

/** One line, far longer than all buffers that somebody may have thought of. */
function hugeLine(random: Random): Pick<JobOptions, 'inputs' | 'reduces'> {
  const words = [...randomTexts(random, 1, 2000).values()].join('').replaceAll('\n', ' ');
  return { inputs: new Map([['one-line', words.repeat(8)]]), reduces: 3 };
}

function thousandsOfFiles(random: Random): Pick<JobOptions, 'inputs' | 'reduces'> {
  return { inputs: randomTexts(random, 2000, 3), reduces: 1 };
}

/** From each plane of Unicode, and strings that mean something to somebody. */
const STRANGE = [
  'é',
  'e\u0301',
  'ﬁ',
  'Ω',
  '中文',
  '\u{1F600}',
  '\u{10348}',
  '\u{20BB7}',
  '\u{30000}',
  '\u{40000}',
  '\u{5FFFD}',
  '\u{9FFFD}',
  '\u{DFFFD}',
  '\u{E0001}',
  '\u{FFFFD}',
  '\u{10FFFD}',
  '\uD800',
  '\uDC00\uD800',
  '\u2028',
  '\0',
  '\t',
  ' ',
  '  two  spaces ',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'toString',
  'length',
  '0',
  '00',
  '-1',
  '1e3',
  '10',
  '9',
  'NaN',
  'null',
  'undefined',
  'true',
  '"quoted"',
  'back\\slash',
  '{"a":1}',
  '[1,2]',
  'comma,comma',
  'mr-out-0',
  '../up',
  '%41',
  'Polygenelubricants',
] as const;

/** Only values may have line breaks in them: a key stands in the output as it is. */
function anyStrings(random: Random): Pick<JobOptions, 'inputs' | 'reduces' | 'app'> {
  const values = [...STRANGE, '', '\n', 'two\nlines', '\r\n', 'key value\n'];
  const inputs = Array.from({ length: 4 }, (_, file): [string, string] => {
    const pairs = random
      .shuffle(STRANGE)
      .slice(0, 40)
      .map((key): [string, string] => [key, random.pick(values)]);
    return [`pairs ${file} ☃`, pairsText([...pairs, ...random.shuffle(pairs).slice(0, 20)])];
  });
  return { inputs: new Map(inputs), reduces: 5, app: 'pairs' };
}

function moreReducesThanKeys(random: Random): Pick<JobOptions, 'inputs' | 'reduces'> {
  const words = random.shuffle(['whale', 'sea', 'ship', 'captain']).slice(0, 3);
  const inputs = Array.from({ length: 3 }, (_, file): [string, string] => [`in-${file}`, words.join(' ')]);
  return { inputs: new Map(inputs), reduces: 25 };
}

export const INPUTS: readonly Scenario[] = [
  {
    name: 'files with nothing in them',
    slug: 'empty-inputs',
    points: 1,
    paper: 'MapReduce §3.1',
    about: 'Some inputs are empty or have no words. They are map tasks like all others.',
    floors: { maps: 6, outputs: 4 },
    run: undisturbed(emptyInputs),
  },
  {
    name: 'no files at all',
    slug: 'no-inputs',
    points: 1,
    paper: 'MapReduce §3.1',
    about: 'No inputs: every output is there, and empty.',
    floors: { outputs: 3, jobsDone: 1 },
    run: undisturbed(() => ({ inputs: new Map(), reduces: 3 })),
  },
  {
    name: 'one huge line',
    slug: 'huge-line',
    points: 1,
    paper: 'MapReduce §3.1',
    about: 'One input of one line with 16,000 words.',
    floors: { maps: 1, outputs: 3 },
    run: undisturbed(hugeLine),
  },
  {
    name: 'many small files',
    slug: 'thousands-of-files',
    points: 1,
    paper: 'MapReduce §3.5',
    about: '2,000 inputs of three words, one reduce task.',
    floors: { maps: 2000, outputs: 1 },
    run: undisturbed(thousandsOfFiles, 120_000),
  },
  {
    name: 'any strings',
    slug: 'any-strings',
    points: 2,
    paper: 'MapReduce §2.2',
    about:
      'Keys from every plane of Unicode and such as __proto__ and 10; values with spaces, quotes and line ' +
      'breaks. Each key is in one output, once.',
    floors: { maps: 4, outputs: 5 },
    run: undisturbed(anyStrings),
  },
  {
    name: 'more reduce tasks than keys',
    slug: 'more-reduces-than-keys',
    points: 1,
    paper: 'MapReduce §3.1',
    about: 'Three keys and 25 reduce tasks: most outputs are empty, and all are there.',
    floors: { maps: 3, outputs: 25 },
    run: undisturbed(moreReducesThanKeys),
  },
];
