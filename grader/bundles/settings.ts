import { dirname, resolve } from 'node:path';
import * as v from 'valibot';
import type { Visibility } from '../formats/gradescope.ts';
import { Misuse } from '../misuse.ts';
import type { Feedback } from '../pages/feedback.ts';
import { clip, plainText } from '../plain-text.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import { readPolicy } from '../policy/read-policy.ts';
import { readTextFile } from '../read-text-file.ts';

/** `settings.json` of a bundle: how a course grades on a platform. */
export interface Settings {
  /** Options of `npm run grade`, word by word, without the folder, `--policy`, `--roster` and `--out`. */
  readonly grade: readonly string[];
  /** Path of the policy file; in the file itself relative to it. */
  readonly policy?: string;
  /** When students see a result on Gradescope. */
  readonly visibility: Visibility;
}

const FILE = v.strictObject({
  grade: v.array(v.string()),
  policy: v.optional(v.string()),
  visibility: v.optional(v.picklist(['visible', 'hidden', 'after_due_date', 'after_published']), 'visible'),
});

/** What a bundle decides itself. */
const OURS = /^(?:--)?(?:policy|roster|out|queue|shard|watch-folder)(?:=|$)/;

/** Reads a bundle's settings. Throws `Misuse`. */
export async function readSettings(path: string): Promise<Settings> {
  const { policy, grade, visibility } = parse(path, await readTextFile(path, 'the settings'));
  const own = grade.find((word) => OURS.test(word));
  if (own !== undefined)
    throw new Misuse(`${path}: grade: ${plainText(own)} is not for this list; a policy has a key of its own`);
  return {
    grade,
    visibility,
    ...(policy === undefined ? {} : { policy: resolve(dirname(path), policy) }),
  };
}

/** What students see of their results. */
export async function readFeedback({ policy }: Settings): Promise<Feedback> {
  return policy === undefined ? DEFAULT_POLICY.feedback : (await readPolicy(policy)).feedback;
}

function parse(path: string, text: string): v.InferOutput<typeof FILE> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Misuse(`${path} is no JSON: ${clip(plainText((error as Error).message), 200)}`);
  }
  const result = v.safeParse(FILE, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new Misuse(`${path}: ${v.getDotPath(issue) ?? 'the file'}: ${plainText(issue.message)}`);
}
