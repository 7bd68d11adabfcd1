import type { GradedPart, GradedScenario } from '../../results/grade-file.ts';
import type { Feedback } from '../feedback.ts';
import type { TimelineLink } from '../timeline-link.ts';
import { counted, percent } from '../words.ts';
import { titleOf } from './course-words.ts';
import { Scenario } from './scenario.tsx';

export interface PartProps {
  readonly part: GradedPart;
  readonly feedback: Feedback;
  /** Where the timelines are, as seen from the page. */
  readonly folder: string;
  /** Of the whole submission. */
  readonly timelines: readonly TimelineLink[];
}

/** The scenarios that failed, the first of them unfolded, before those that passed. */
export function Part({ part: { part, points, max, prerequisites, scenarios }, ...shown }: PartProps) {
  const failed = scenarios.filter((scenario) => !isFine(scenario));
  const passed = scenarios.filter(isFine);
  const passing = new Set(passed.map(({ slug }) => slug));
  const links = shown.timelines.filter((link) => link.part === part);
  return (
    <section id={part}>
      <h2>
        {part} <span class="muted">{titleOf(part)}</span>
        <span class="points">
          {points} of {max} points
        </span>
      </h2>
      {prerequisites === 'ours' && (
        <p class="muted">It scored better on our earlier labs than on its own: this is with ours.</p>
      )}
      {failed.map((scenario, index) => (
        <Scenario
          key={scenario.slug}
          {...{ part, scenario, passing, feedback: shown.feedback, isOpen: index === 0 }}
          timelines={addresses(shown.folder, links, scenario.slug)}
        />
      ))}
      {passed.length > 0 && <Passed scenarios={passed} areNamed={shown.feedback.passed} />}
    </section>
  );
}

/** Scenarios that passed every run. */
function Passed({ scenarios, areNamed }: { scenarios: readonly GradedScenario[]; areNamed: boolean }) {
  const words = `${counted(scenarios.length, 'scenario')} passed every run`;
  if (!areNamed) return <p class="passed">✓ {words}</p>;
  return (
    <details class="passed">
      <summary>✓ {words}</summary>
      <ul>
        {scenarios.map(({ slug, name, runs, interval, points, max }) => (
          <li key={slug}>
            <span class="name">{name}</span>
            <span class="muted">
              {counted(runs, 'run')}; of all seeds, at least {percent(interval[0])} pass
            </span>
            <span class="points">
              {points} of {max}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function addresses(
  folder: string,
  links: readonly TimelineLink[],
  slug: string,
): ReadonlyMap<number, string> {
  const ofScenario = links.filter((link) => link.slug === slug);
  return new Map(ofScenario.map(({ seed, file }) => [seed, `${folder}/${encodeURIComponent(file)}`]));
}

function isFine({ runs, passed, undecided = [] }: GradedScenario): boolean {
  return runs > 0 && passed === runs && undecided.length === 0;
}
