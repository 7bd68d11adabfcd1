import type { HistoryDocument } from '../../history-document.ts';
import { useTheme } from '../theme.ts';
import { HistoryPanel } from './history-panel.tsx';

/** A page for a history alone, of which there is no run to be shown. */
export function HistoryPage({ history }: { readonly history: HistoryDocument }) {
  const { theme, toggle } = useTheme();
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <main class="history-page">
      <header>
        <div class="titles">
          <h1>{history.name}</h1>
          <p class="about">{history.about}</p>
        </div>
        <div class="tools">
          <button type="button" onClick={toggle} aria-label={`Change to ${other} colours`}>
            {theme === 'dark' ? '☀' : '☾'}
          </button>
        </div>
      </header>
      <HistoryPanel picture={history.picture} />
    </main>
  );
}
