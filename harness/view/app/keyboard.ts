import { useEffect, useRef } from 'preact/hooks';
import type { Move } from './moves.ts';

export type Action =
  | Move
  | 'zoom-in'
  | 'zoom-out'
  | 'show-all'
  | 'search'
  | 'help'
  | 'order'
  | 'pair'
  | 'other-run'
  | 'view-1'
  | 'view-2'
  | 'view-3'
  | 'view-4'
  | 'view-5'
  | 'view-6'
  | 'view-7';

const KEYS: Readonly<Record<string, Action>> = {
  ArrowLeft: 'previous',
  ArrowRight: 'next',
  '[': 'previous-own',
  ']': 'next-own',
  ArrowUp: 'lane-up',
  ArrowDown: 'lane-down',
  Home: 'first',
  End: 'last',
  s: 'send',
  Enter: 'send',
  d: 'delivery',
  f: 'failing',
  '+': 'zoom-in',
  '=': 'zoom-in',
  '-': 'zoom-out',
  '0': 'show-all',
  '/': 'search',
  '?': 'help',
  h: 'order',
  c: 'pair',
  x: 'other-run',
  '1': 'view-1',
  '2': 'view-2',
  '3': 'view-3',
  '4': 'view-4',
  '5': 'view-5',
  '6': 'view-6',
  '7': 'view-7',
};

/**
 * Keys work wherever the focus is, but for fields that take text and controls that use the key themselves.
 */
export function useKeys(onAction: (action: Action) => void): void {
  const latest = useRef(onAction);
  latest.current = onAction;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') leaveText(document.activeElement);
      if (event.ctrlKey || event.metaKey || event.altKey || isTaken(event)) return;
      const action = actionOf(event);
      if (!action) return;
      event.preventDefault();
      latest.current(action);
    };
    // Lines that are drawn anew, and the canvas, take no focus by themselves.
    const onPress = ({ target }: Event) => {
      if (target !== document.activeElement) leaveText(document.activeElement);
    };
    document.addEventListener('keydown', onKey);
    document.addEventListener('pointerdown', onPress);
    return () => {
      document.removeEventListener('keydown', onKey);
      document.removeEventListener('pointerdown', onPress);
    };
  }, []);
}

/** Takes the focus from a field that takes text, so that keys are keys again. */
function leaveText(element: Element | null): void {
  if (element instanceof HTMLInputElement && element.type === 'search') element.blur();
}

function actionOf({ key, shiftKey }: KeyboardEvent): Action | undefined {
  if (shiftKey && key === 'ArrowLeft') return 'previous-own';
  if (shiftKey && key === 'ArrowRight') return 'next-own';
  return KEYS[key];
}

function isTaken({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('dialog')) return true;
  if (key === 'Enter' && target.closest('button, summary, a, select')) return true;
  if (target instanceof HTMLInputElement && (target.type === 'checkbox' || target.type === 'range'))
    return false;
  return target.matches('input, textarea, select');
}
