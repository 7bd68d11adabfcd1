import { describe, expect, it } from 'vitest';
import { markGroups } from './mark-groups.ts';
import { markLabels } from './mark-labels.ts';

/** Labels of marks of one step and kind. */
function labelsOf(kind: string, ...texts: readonly string[]): readonly string[] {
  return markGroups(texts.map((text) => ({ kind, text, actor: 0 }))).flatMap(markLabels);
}

describe('labels of marks', () => {
  it('are the time of an event, or the times of several', () => {
    expect(labelsOf('event', 'time 7')).toEqual(['time 7', '7', '7']);
    expect(labelsOf('event', '[2,0,1]')[0]).toBe('[2,0,1]');
    expect(labelsOf('event', 'time 7', 'time 8')).toEqual(['7, 8', '8']);
  });

  it('say what the sign does not', () => {
    expect(labelsOf('written', 'accepted x = 4, token 2')).toEqual(['x = 4, token 2', 'token 2']);
    expect(labelsOf('refused', 'refused: client 0 with token 1')[0]).toBe('client 0 with token 1');
    expect(labelsOf('deliver', 'a from 0', 'b from 1')).toEqual(['a from 0, b from 1', '2 × deliver']);
  });

  it('are log indexes where a mark is about them', () => {
    const marks = [3, 4].map((index) => ({ kind: 'commit', text: `index ${index}`, index, actor: 0 }));
    expect(markGroups(marks).flatMap(markLabels)).toEqual(['3–4']);
  });
});
