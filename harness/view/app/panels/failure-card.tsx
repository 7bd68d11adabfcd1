import { useState } from 'preact/hooks';
import type { Run } from '../model/run.ts';
import { timeText } from '../model/words.ts';

/** What the run broke and how to make it again; of a run that passed, that it did. */
export function FailureCard({ run, onGo }: { run: Run; onGo: (position: number) => void }) {
  const { failure, omitted, run: about } = run.trace;
  return (
    <section class={failure ? 'card failed' : 'card passed'} aria-label="Result of the run">
      <div class="verdict">
        {failure ? (
          <>
            <button
              type="button"
              class="rule"
              onClick={() => onGo(run.failing)}
              title="Go to the failing step (f)"
            >
              ✗ {failure.rule}
            </button>
            {failure.paper && <span class="muted">{failure.paper}</span>}
            <span>
              at {timeText(failure.atMs)}
              {failure.actor && `, ${failure.actor}`}, seed {about.seed}
            </span>
          </>
        ) : (
          <span class="rule">✓ passed, seed {about.seed}</span>
        )}
        <Replay command={about.replay} />
      </div>
      {failure && <p class="message">{failure.message}</p>}
      {failure?.stack && <pre class="stack">{failure.stack}</pre>}
      {omitted && (
        <details class="omitted">
          <summary>
            The run was too big to be kept whole: the first {omitted.steps} steps, until{' '}
            {timeText(omitted.untilMs)}, are not in this file.
          </summary>
          <ul>
            {omitted.landmarks.map(({ atMs, text }, index) => (
              <li key={index}>
                {timeText(atMs)}: {text}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Replay({ command }: { command: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    setCopied(await copyText(command));
    setTimeout(() => setCopied(false), 1500);
  };
  return (
    <span class="replay">
      <code>{command}</code>
      <button type="button" class="small" onClick={copy}>
        {copied ? 'Copied' : 'Copy'}
      </button>
    </span>
  );
}

/** Files from disk may not have the clipboard: then a text area and its selection do. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }
}
