import { createRequire } from 'node:module';
import { APPLICATIONS, type ApplicationModule } from '../scenarios/lab1-mapreduce/applications/index.ts';
import type { Application } from '../scenarios/lab1-mapreduce/contract.ts';
import { applicationErrorText } from './application-error.ts';
import { JobFailure, Misuse } from './failures.ts';

/** Where an application comes from. Plain data: processes are told so. */
export interface ApplicationSource {
  readonly from:
    | { readonly kind: 'course'; readonly name: string }
    /** `path`: a script, bundled; `file`: what it was bundled of, as it was named. */
    | { readonly kind: 'module'; readonly path: string; readonly file: string };
  readonly argument: string;
}

/**
 * Makes the application. Throws `Misuse` if it does not take its argument or is none, and a `JobFailure` if
 * its module throws.
 */
export function makeApplication({ from, argument }: ApplicationSource): Application {
  const name = from.kind === 'course' ? from.name : from.file;
  const module = from.kind === 'course' ? APPLICATIONS[from.name] : load(from.path, name);
  if (typeof module?.application !== 'function') {
    throw new Misuse(`${name} must export a function application(argument) that makes the application`);
  }
  // Of a module nobody knows: `argument = ''` and `...rest` do not count in its length.
  if (from.kind === 'course' && argument !== '' && module.application.length === 0) {
    throw new Misuse(`the application ${name} takes no --arg: leave out --arg "${argument}"`);
  }
  let app: Application;
  try {
    app = module.application(argument);
  } catch (error) {
    throw new Misuse(
      `the application ${name} does not take --arg "${argument}": ${(error as Error).message}`,
    );
  }
  if (typeof app?.map !== 'function' || typeof app.reduce !== 'function') {
    throw new Misuse(`application(argument) of ${name} must return an object with map and reduce`);
  }
  return app;
}

function load(path: string, name: string): Partial<ApplicationModule> {
  try {
    return createRequire(path)(path) as Partial<ApplicationModule>;
  } catch (error) {
    throw new JobFailure(`the application ${name} threw when it was loaded\n${applicationErrorText(error)}`);
  }
}
