import type { Application } from '../contract.ts';
import * as grep from './grep.ts';
import * as indexer from './indexer.ts';
import * as topK from './top-k.ts';
import * as wordCount from './word-count.ts';

/** What a module with an application exports; `argument` is the empty string if none was given. */
export interface ApplicationModule {
  application(argument: string): Application;
}

/** The applications of the course, by the names that scenarios and `npm run mr` know. */
export const APPLICATIONS: Readonly<Record<string, ApplicationModule>> = {
  wc: wordCount,
  indexer,
  grep,
  'top-k': topK,
};
