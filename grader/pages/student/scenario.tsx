import { hintWords, type Passing } from '../../../harness/scenarios/find-hint.ts';
import type { GradedScenario } from '../../results/grade-file.ts';
import type { Feedback } from '../feedback.ts';
import { shownLine } from '../shown-text.ts';
import { certaintyWords, counted, passedWords } from '../words.ts';
import { alikeFailures } from './alike-failures.ts';
import { aboutOf } from './course-words.ts';
import { Failure } from './failure.tsx';
import { IntervalBar } from './interval-bar.tsx';

/** Ways of failing that are shown of one scenario. */
const MOST_WAYS = 4;
const LONGEST_RULE = 80;

export interface ScenarioProps {
  readonly part: string;
  readonly scenario: GradedScenario;
  readonly feedback: Feedback;
  /** Slugs of the scenarios of this part that pass: no hint about what they are about. */
  readonly passing: Passing;
  /** Addresses of the pages that show runs of this scenario, by seed. */
  readonly timelines: ReadonlyMap<number, string>;
  readonly isOpen: boolean;
}

/** A scenario that did not pass every run. */
export function Scenario({ part, scenario, feedback, passing, timelines, isOpen }: ScenarioProps) {
  const { slug, name, points, max, runs, passed, interval, failures } = scenario;
  const { about, paper } = aboutOf(part, slug);
  const ways = alikeFailures(failures, feedback.messages);
  return (
    <details class="scenario" open={isOpen}>
      <summary>
        <span class="mark" aria-hidden="true">
          {passed === runs ? '?' : '✗'}
        </span>
        <span>
          <span class="name">{name}</span>
          {feedback.messages && (
            <span class="muted"> {shownLine(failures[0]?.rule ?? '', LONGEST_RULE)}</span>
          )}
        </span>
        <IntervalBar rate={runs > 0 ? passed / runs : 0} interval={interval} />
        <span class="runs">{passedWords(passed, runs)}</span>
        <span class="points">
          {points} of {max}
        </span>
      </summary>
      {about !== '' && (
        <p>
          <Prose text={about} /> <span class="muted">{paper}</span>
        </p>
      )}
      <p class="muted" id={`${part}-${slug}`}>
        {certaintyWords(passed, runs, interval)}
      </p>
      {(feedback.messages || feedback.seeds) && (
        <ol class="failures">
          {ways.slice(0, MOST_WAYS).map((alike) => (
            <Failure
              key={alike.first.seed}
              alike={alike}
              feedback={feedback}
              hint={hintWords(part, { ...alike.first, slug }, passing)}
              timelines={timelines}
            />
          ))}
        </ol>
      )}
      {feedback.messages && ways.length > MOST_WAYS && (
        <p class="muted">It also failed in {counted(ways.length - MOST_WAYS, 'other way')}.</p>
      )}
      <Leftovers scenario={scenario} isTold={feedback.messages} />
    </details>
  );
}

/** Sentences in which names of code stand between backticks. */
function Prose({ text }: { readonly text: string }) {
  const parts = text.split('`');
  return <>{parts.map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))}</>;
}

/** Runs that failed without having been made, and runs without a verdict. */
function Leftovers({ scenario, isTold }: { readonly scenario: GradedScenario; readonly isTold: boolean }) {
  const { runs, passed, failures, undecided = [] } = scenario;
  const isAboutAll = failures.some(({ rule }) => rule === 'scenario/floor');
  const unmade = isAboutAll || failures.length === 0 ? 0 : runs - passed - failures.length;
  return (
    <>
      {isTold && unmade > 0 && (
        <p class="muted">{counted(unmade, 'other run')} counted as failed without having been made.</p>
      )}
      {undecided.length > 0 && (
        <p class="muted">
          {counted(undecided.length, 'run')} ended without a verdict: checking took longer than a check may.
        </p>
      )}
    </>
  );
}
