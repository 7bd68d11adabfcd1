import type { Feedback } from './feedback.ts';

/** For tests: what a submission may say, if it wants to be more than text. */
export const HOSTILE = '</script><img src=x onerror="document.title=1"><b>bold</b> \u202eturned & "quoted"';

/** For tests: ids of submissions, names of folders that students may choose. */
export const HOSTILE_IDS: readonly string[] = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  'it\'s & "quoted"',
  '🦄 unicorn',
  'long '.repeat(60),
  'Alice',
  'alice',
  'con',
  '..hidden',
  '\u202eecila',
];

/** For tests: a policy that hides nothing from students. */
export const EVERYTHING: Feedback = {
  seeds: true,
  messages: true,
  replay: true,
  timelines: true,
  passed: true,
};
