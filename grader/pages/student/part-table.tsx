import type { GradedPart } from '../../results/grade-file.ts';
import { titleOf } from './course-words.ts';

/** What each part came to. */
export function PartTable({ parts }: { readonly parts: readonly GradedPart[] }) {
  return (
    <div class="wide">
      <table class="parts">
        <thead>
          <tr>
            <th scope="col">part</th>
            <th scope="col" class="number">
              points
            </th>
            <th scope="col" aria-label="share of the points" />
            <th scope="col" class="number">
              scenarios that passed every run
            </th>
          </tr>
        </thead>
        <tbody>
          {parts.map(({ part, points, max, scenarios }) => (
            <tr key={part}>
              <th scope="row">
                <a href={`#${part}`}>{part}</a> <span class="muted">{titleOf(part)}</span>
              </th>
              <td class="number">
                {points} of {max}
              </td>
              <td>
                <svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                  <rect class="rail" width="100" height="8" />
                  <rect class="share" width={max > 0 ? (100 * points) / max : 0} height="8" />
                </svg>
              </td>
              <td class="number">
                {scenarios.filter(({ runs, passed }) => runs > 0 && passed === runs).length} of{' '}
                {scenarios.length}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
