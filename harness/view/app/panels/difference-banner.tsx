import type { Comparison } from '../model/alignment.ts';

export interface DifferenceBannerProps {
  readonly comparison: Comparison;
  /** Takes the position in run A. */
  readonly onGo: (position: number) => void;
}

/** Where two runs part, and what each does there. */
export function DifferenceBanner({ comparison, onGo }: DifferenceBannerProps) {
  const { divergence, what, versions } = comparison;
  if (!divergence) {
    return (
      <section class="banner" aria-label="Comparison">
        <strong>No difference:</strong> {what}.
      </section>
    );
  }
  return (
    <section class="banner" aria-label="Comparison">
      <div>
        <strong>First difference: {what}</strong>{' '}
        <button type="button" class="small" onClick={() => onGo(divergence[0])}>
          Go there
        </button>
      </div>
      {versions.map((text, index) => (
        <div key={index} class="version">
          <span class="run-letter">{'AB'[index]}</span> {text}
        </div>
      ))}
    </section>
  );
}
