import { logText, type Paint } from './failure-text.ts';
import type { ScenarioReport } from './test-plan.ts';

/** `✓ lab2a  initial-election  10/10` */
export function scenarioLine({ part, result }: ScenarioReport, paint: Paint): string {
  const mark = result.failures.length === 0 ? paint.green('✓') : paint.red('✗');
  return `${mark} ${part}  ${result.slug}  ${result.passed}/${result.runs}`;
}

/** What lab code logged, run by run. */
export function scenarioLogs({ part, result, logs }: ScenarioReport, paint: Paint): string[] {
  return logs.flatMap(({ seed, lines }) =>
    lines.length === 0
      ? []
      : [paint.dim(`${part} ${result.slug} seed ${seed}`), ...lines.map((line) => `  ${logText(line)}`)],
  );
}
