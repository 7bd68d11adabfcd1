import pc from 'picocolors';
import { hasColours } from '../run/terminal.ts';
import { LABS } from '../scenarios/index.ts';
import { hintAnswer, listText, partsText } from './hint-list-text.ts';
import { readHintRequest } from './hint-request.ts';
import { readStanding } from './standing.ts';

/** `npm run hint`: hints by symptom, three steps deep. */

const MISUSE = 2;
const HELP = `npm run hint                    the parts, and what to ask after the last failures
npm run hint PART               the symptoms of a part, and their words
npm run hint PART WORD [STEP]   a hint, up to step 1, 2 or 3;
                                WORD may also be a rule, a scenario or a number`;

const words = process.argv.slice(2);
if (words.some((word) => word === '--help' || word === '-h')) process.stdout.write(`${HELP}\n`);
else await answer();

async function answer(): Promise<void> {
  const { labs, problems } = await readStanding(LABS);
  const paint = pc.createColors(hasColours(process.stdout));
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  const request = readHintRequest(words, labs);
  switch (request.kind) {
    case 'misuse':
      process.stderr.write(`${request.message}\n`);
      process.exitCode = MISUSE;
      return;
    case 'parts':
      process.stdout.write(`${partsText(labs, paint)}\n`);
      return;
    case 'list':
      process.stdout.write(`${listText(request.standing, paint)}\n`);
      return;
    case 'hint':
      process.stdout.write(`${hintAnswer(request, paint)}\n`);
      return;
  }
}
