import { expect, it } from 'vitest';
import { LONG_WAITS, RELIABLE, REORDERING, UNRELIABLE } from '../../labrpc/sim/link-faults.ts';
import { SimServer, type VisibleEffect } from '../../labrpc/sim/server.ts';
import { faultWords, linkFaultsText } from './fault-words.ts';

const [a, b, c] = [0, 1, 2].map((index) => new SimServer(index, `server ${index}`)) as [
  SimServer,
  SimServer,
  SimServer,
];

it('tells what a scenario did to a server', () => {
  expect(faultWords({ what: 'disconnect', server: a })).toEqual({
    verb: 'cut off',
    from: ['server 0'],
    to: [],
    text: '',
  });
  const rateText = (rate: number): string => faultWords({ what: 'clock rate', server: a, rate }).text;
  expect(rateText(0.8)).toBe('at 0.8 times the true speed');
  expect(rateText(0.9292273172177374)).toBe('at 0.929 times the true speed');
  expect(rateText(1)).toBe('at the true speed');
  const jumpText = (byMs: number): string => faultWords({ what: 'clock jump', server: a, byMs }).text;
  expect(jumpText(-300.4)).toBe('set back by 300 ms');
  expect(jumpText(522983.8175699115)).toBe('set forward by 522984 ms');
  expect(faultWords({ what: 'crash in turn', server: a, point: { effects: 2, when: 'save' } }).text).toBe(
    'crash in its next turn in which it saves, after effect 2 of it',
  );
});

it('tells what a crash in the middle of a turn left of it', () => {
  const textOf = (done: readonly VisibleEffect[], undone: readonly VisibleEffect[]): string =>
    faultWords({ what: 'crash', server: a, turn: { done, undone } }).text;
  expect(textOf(['save'], ['reply'])).toBe('in mid-turn (done: save; not done: answer)');
  expect(textOf([], ['save', 'request', 'request', 'save'])).toBe(
    'in mid-turn (done: nothing; not done: save, 2 calls, save)',
  );
  expect(textOf(['save', 'reply'], [])).toBe('at the end of its turn (done: save, answer)');
  expect(faultWords({ what: 'crash', server: a }).text).toBe('');
});

it('tells what a scenario did to links', () => {
  expect(faultWords({ what: 'hold', from: a, to: b })).toEqual({
    verb: 'hold',
    from: ['server 0'],
    to: ['server 1'],
    text: 'what is sent waits',
  });
  expect(faultWords({ what: 'partition', groups: [[a, b], [c]] }).text).toBe('servers 0, 1 | server 2');
  expect(faultWords({ what: 'faults', of: [a, b], faults: undefined })).toMatchObject({
    from: ['server 0'],
    to: ['server 1'],
    text: 'as the rest of the network again',
  });
});

it('tells the faults of a network in numbers that mean something', () => {
  expect(linkFaultsText(UNRELIABLE)).toBe('delays 1 to 27 ms, 10 % of requests lost, 10 % of replies lost');
  expect(linkFaultsText(RELIABLE)).toBe('delays 1 to 3 ms, no loss');
  expect(linkFaultsText(REORDERING)).toBe('67 % of replies late, held back for 200 to 2200 ms');
  expect(linkFaultsText(LONG_WAITS)).toBe('calls to the unreachable: null after 0 to 7000 ms');
  expect(linkFaultsText({ dropRequestRatio: 1 })).toBe('all requests lost');
});
