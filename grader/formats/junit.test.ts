import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import {
  EXAMPLE_TIMING,
  exampleGrade,
  exampleScenario,
  exampleSubmission,
  failingScenario,
} from './example-grade.ts';
import { junitXml } from './junit.ts';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** Throws where the text is no well-formed XML 1.0. */
function parse(xml: string): Element {
  const top: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [top];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element: Element = {
      name,
      attributes: attributes as Record<string, string>,
      children: [],
      text: '',
    };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  parser.on('text', (text) => {
    const element = open.at(-1);
    if (element) element.text += text;
  });
  parser.write(xml).close();
  return top.children[0] ?? top;
}

function junit(submissions = [exampleSubmission()]): Element {
  return parse([...junitXml(exampleGrade(submissions), EXAMPLE_TIMING)].join(''));
}

function find(element: Element, name: string): Element[] {
  return element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...find(child, name)]);
}

describe('JUnit XML', () => {
  it('has a suite for each part and a case for each scenario', () => {
    const root = junit();
    const counts = { tests: '2', failures: '1', errors: '0', skipped: '0' };
    expect(root.attributes).toEqual({ name: 'lockstep', ...counts, time: '1.234' });
    const [suite] = find(root, 'testsuite');
    expect(suite?.attributes).toEqual({ name: 'alice lab2a', ...counts, time: '1.234' });
    expect(find(root, 'testcase').map(({ attributes }) => attributes)).toEqual([
      { classname: 'alice.lab2a', name: 'initial-election', time: '0.080' },
      { classname: 'alice.lab2a', name: 'reelection', time: '1.154' },
    ]);
  });

  it('holds the seeds in properties', () => {
    const [, failing] = find(junit(), 'testcase');
    const properties = find(failing ?? junit(), 'property').map(({ attributes: { name, value } }) => [
      name,
      value,
    ]);
    expect(Object.fromEntries(properties)).toEqual({
      seeds: '10',
      passed: '7',
      'first-failing-seed': '3',
      'interval-low': '0.397',
      'interval-high': '0.892',
      points: '1.4',
      max: '2',
    });
  });

  it('says in a failure what broke and how to see it again', () => {
    const [failure] = find(junit(), 'failure');
    const type = 'raft/election-safety';
    expect(failure?.attributes).toEqual({ message: 'servers 0 and 2 lead in term 4', type });
    expect(failure?.text).toContain('npm test lab2a seed=3 only=reelection');
  });

  it('tells a wrong answer from code that gave none, and from no verdict', () => {
    const crashed = failingScenario().failures.filter(({ kind }) => kind === 'exception');
    const scenarios = [
      failingScenario(),
      exampleScenario({ passed: 9, failures: crashed }),
      exampleScenario({ runs: 0, passed: 0, points: 0, interval: [0, 1] }),
    ];
    const root = junit([exampleSubmission({ parts: [{ part: 'lab2a', points: 2, max: 6, scenarios }] })]);
    expect(root.attributes).toMatchObject({ tests: '3', failures: '1', errors: '1', skipped: '1' });
    expect(['failure', 'error', 'skipped'].map((name) => find(root, name).length)).toEqual([1, 1, 1]);
  });

  it('does not overlook a submission of which nothing was run', () => {
    const root = junit([exampleSubmission({ refusal: 'not graded: it is a symbolic link', parts: [] })]);
    expect(root.attributes).toMatchObject({ tests: '1', errors: '1' });
    expect(find(root, 'error')[0]?.attributes.message).toBe('not graded: it is a symbolic link');
  });

  it('parses, whatever a submission puts into its names and messages', () => {
    const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
    const hostile = fc.oneof(fc.string({ unit }), fc.constantFrom(']]>', '<!--', '&#0;', '"/><x a="'));
    fc.assert(
      fc.property(hostile, hostile, (id, message) => {
        const parts = [{ part: 'lab2a', points: 0, max: 2, scenarios: [failingScenario(message)] }];
        const root = junit([exampleSubmission({ id, parts }), exampleSubmission({ id, refusal: message })]);
        expect(find(root, 'testcase')).toHaveLength(4);
      }),
    );
  });
});
