import { describe, expect, it } from 'vitest';
import type { Mark, Recorder } from '../../../labrpc/sim/recorder.ts';
import type { SimServer } from '../../../labrpc/sim/server.ts';
import { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Holders } from './holders.ts';

interface Stage {
  readonly holders: Holders;
  readonly simulation: Simulation;
  readonly one: SimServer;
  readonly other: SimServer;
  /** What the timeline shows: `client 0 begins lock-a`. */
  readonly marks: string[];
}

function stage(isJudged?: boolean): Stage {
  const marks: string[] = [];
  const marked = ({ server, span, of }: Mark): number => marks.push(`${server.name} ${span} ${of}`);
  const recorder = { marked } as Partial<Recorder> as Recorder;
  const simulation = new Simulation({ seed: 1, scenario: 'holders', recorder });
  const [one, other] = ['client 0', 'client 1'].map((name) => simulation.addServer(name, 'client'));
  return { holders: new Holders(simulation, isJudged), simulation, one, other, marks } as Stage;
}

describe('who holds a lock', () => {
  it('is known from the grant to the end', () => {
    const { holders, one, other } = stage();
    expect(holders.isHeldBy(one, 'lock-a')).toBe(false);
    holders.granted(one, 'lock-a');
    expect(holders.isHeldBy(one, 'lock-a')).toBe(true);
    expect(holders.isHeldBy(other, 'lock-a')).toBe(false);
    expect(holders.isHeldBy(one, 'lock-b')).toBe(false);
    holders.ended(one, 'lock-a');
    expect(holders.isHeldBy(one, 'lock-a')).toBe(false);
  });

  it('is drawn and counted', () => {
    const { holders, simulation, one, marks } = stage();
    holders.granted(one, 'lock-a', 'token 7');
    holders.ended(one, 'lock-a');
    expect(marks).toEqual(['client 0 begins lock-a, token 7', 'client 0 ends lock-a, token 7']);
    expect(simulation.exercised.grants).toBe(1);
  });

  it('has nothing to end when it does not hold it', () => {
    const { holders, one, other, marks } = stage();
    holders.granted(one, 'lock-a');
    holders.ended(other, 'lock-a');
    holders.ended(one, 'lock-b');
    expect(holders.isHeldBy(one, 'lock-a')).toBe(true);
    expect(marks).toHaveLength(1);
  });
});

describe('a second holder', () => {
  it('fails the run, and is drawn', () => {
    const { holders, one, other, marks } = stage();
    holders.granted(one, 'lock-a', 'token 7');
    expect(() => holders.granted(other, 'lock-a', 'token 8')).toThrow(
      'client 1 was granted lock-a (token 8), which client 0 has held since 0.0 ms (token 7)',
    );
    expect(marks.at(-1)).toBe('client 1 begins lock-a, token 8');
  });

  it('is fine on another lock, and once the first has ended', () => {
    const { holders, one, other } = stage();
    holders.granted(one, 'lock-a');
    holders.granted(other, 'lock-b');
    holders.ended(one, 'lock-a');
    holders.granted(other, 'lock-a');
    expect(holders.of('lock-a').map(({ client }) => client.name)).toEqual(['client 1']);
  });

  it('is fine when the first sleeps through the end of its lease, which is drawn until it notices', () => {
    const { holders, one, other, marks } = stage();
    holders.granted(one, 'lock-a', 'token 7');
    holders.overtaken(one, 'lock-a');
    holders.granted(other, 'lock-a', 'token 8');
    expect(holders.isHeldBy(one, 'lock-a')).toBe(false);
    expect(marks.filter((mark) => mark.includes('ends'))).toEqual([]);
    holders.noticed(one, 'lock-a', 'token 8');
    expect(marks.filter((mark) => mark.includes('ends'))).toEqual([]);
    holders.noticed(one, 'lock-a', 'token 7');
    expect(marks.at(-1)).toBe('client 0 ends lock-a, token 7');
    expect(holders.isHeldBy(other, 'lock-a')).toBe(true);
  });

  it('is fine where nobody judges', () => {
    const { holders, one, other } = stage(false);
    holders.granted(one, 'lock-a');
    holders.granted(other, 'lock-a');
    expect(holders.of('lock-a')).toHaveLength(2);
  });
});

describe('readers', () => {
  it('share a lock with each other', () => {
    const { holders, one, other } = stage();
    holders.granted(one, 'lock-a', '', 'shared');
    holders.granted(other, 'lock-a', '', 'shared');
    expect(holders.of('lock-a')).toHaveLength(2);
  });

  it.each([
    ['shared', 'alone'],
    ['alone', 'shared'],
  ] as const)('do not share it with a writer: first %s, then %s', (first, then) => {
    const { holders, one, other } = stage();
    holders.granted(one, 'lock-a', '', first);
    expect(() => holders.granted(other, 'lock-a', '', then)).toThrow('client 0 has held since');
  });
});
