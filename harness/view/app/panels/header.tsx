import { shivizLog } from '../../shiviz.ts';
import type { Theme } from '../diagram/palette.ts';
import type { Run } from '../model/run.ts';
import { timeText } from '../model/words.ts';
import { Prose } from './prose.tsx';

export interface HeaderProps {
  readonly runs: readonly Run[];
  readonly theme: Theme;
  readonly onTheme: () => void;
  readonly onHelp: () => void;
}

/** Which run this is, and what can be done with all of it. */
export function Header({ runs, theme, onTheme, onHelp }: HeaderProps) {
  return (
    <header>
      <div class="titles">
        {runs.map(({ trace: { run } }, index) => (
          <h1 key={index}>
            {runs.length > 1 && <span class="run-letter">{'AB'[index]}</span>} {run.part} · {run.scenario}
            <span class="muted">
              {' '}
              seed {run.seed} · {run.implementation} · {run.events} events in{' '}
              {timeText(Math.round(run.virtualMs))} of virtual time
            </span>
            <p class="about" title={run.about.replaceAll('`', '')}>
              <Prose text={run.about} />
            </p>
          </h1>
        ))}
      </div>
      <div class="tools">
        <button type="button" onClick={() => download(runs[0])} title="For the visualizer ShiViz">
          ShiViz log
        </button>
        <button
          type="button"
          onClick={onTheme}
          aria-label={`Change to ${theme === 'dark' ? 'light' : 'dark'} colours`}
        >
          {theme === 'dark' ? '☀' : '☾'}
        </button>
        <button type="button" onClick={onHelp}>
          Help <kbd>?</kbd>
        </button>
      </div>
    </header>
  );
}

function download(run: Run | undefined): void {
  if (!run) return;
  const { part, slug, seed } = run.trace.run;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([shivizLog(run.trace)], { type: 'text/plain' }));
  link.download = `${part}-${slug}-${seed}.shiviz.log`.replace(/[^\w.-]/g, '-');
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
