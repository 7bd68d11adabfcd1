import type { HistoryPicture, PictureOperation } from '../../../check/linearizability/picture.ts';
import { calledText, returnedText, type Standing, standingOf } from '../model/history-words.ts';
import type { HistoryLinks } from './history-panel.tsx';

export interface HistoryDetailsProps {
  readonly picture: HistoryPicture;
  readonly operation: number;
  readonly links?: HistoryLinks;
}

/** One operation: what it did to the state, and when it was called and returned. */
export function HistoryDetails({ picture, operation, links }: HistoryDetailsProps) {
  const about = picture.operations[operation];
  if (!about) return null;
  const standing = standingOf(picture, operation);
  const steps = links?.steps[operation] ?? {};
  const go = (position: number | undefined) =>
    position !== undefined &&
    links && (
      <button type="button" class="small" onClick={() => links.onGo(position)}>
        {links.nameOf(position)}
      </button>
    );
  return (
    <section class={`history-details ${standing.kind}`} aria-label="Operation" aria-live="polite">
      <h3>
        <span class="badge">{badgeText(standing)}</span> {about.client}
      </h3>
      <p>
        <code>{about.text}</code>
      </p>
      <dl>
        <States picture={picture} standing={standing} />
        <dt>called</dt>
        <dd>
          {calledText(about)} {go(steps.call)}
        </dd>
        <dt>returned</dt>
        <dd>
          {about.return === undefined ? <i>never</i> : returnedText(about)} {go(steps.return)}
        </dd>
      </dl>
      <p>{standingText(standing, about)}</p>
      <p class="muted">
        A bar is from call to return. <kbd>←</kbd> <kbd>→</kbd> walk along the order, <kbd>↑</kbd>{' '}
        <kbd>↓</kbd> change the client, <kbd>Home</kbd> and <kbd>End</kbd> go to the first point and to what
        is impossible, <kbd>+</kbd> <kbd>−</kbd> <kbd>0</kbd> and the wheel zoom
        {links && ', a click goes to the call, a second one to the answer'}.
      </p>
    </section>
  );
}

/** On the bar and on top of the details. */
export function badgeText(standing: Standing): string {
  if (standing.kind === 'point') return String(standing.number);
  return { impossible: '✗', tried: '?', beside: '·' }[standing.kind];
}

function States({ picture, standing }: { picture: HistoryPicture; standing: Standing }) {
  if (standing.kind !== 'point') {
    return (
      <>
        <dt>state there</dt>
        <dd>
          <code>{picture.stateThere}</code>
        </dd>
      </>
    );
  }
  return (
    <>
      <dt>state before</dt>
      <dd>
        <code>{standing.before}</code>
      </dd>
      <dt>state after</dt>
      <dd>{standing.before === standing.after ? <i>the same</i> : <code>{standing.after}</code>}</dd>
    </>
  );
}

function standingText(standing: Standing, { return: end }: PictureOperation): string {
  switch (standing.kind) {
    case 'impossible':
      return 'It cannot take effect after the points before it, and has to.';
    case 'tried':
      return 'It could come next as well, and leads nowhere.';
    case 'beside':
      return 'It is not needed to see what is wrong: it may come later.';
    case 'point':
      return end === undefined ? 'Nobody saw its answer; in this order it had an effect.' : '';
  }
}
