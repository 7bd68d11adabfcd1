import { leftOutText } from '../model/failure-words.ts';
import type { Run } from '../model/run.ts';

/** In place of a state, at a step that stands alone in the part that was left out. */
export function StateUnknown({ run }: { run: Run }) {
  return (
    <section class="panel" aria-label="State">
      <p class="muted">
        States are not known here{run.trace.omitted && `: ${leftOutText(run.trace.omitted)}`}.
      </p>
    </section>
  );
}
