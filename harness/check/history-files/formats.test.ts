import { describe, expect, it } from 'vitest';
import { type FormatName, readHistoryFile } from './formats.ts';

const JEPSEN = 'INFO  jepsen.util - 0\t:invoke\t:write\t1\nINFO  jepsen.util - 0\t:ok\t:write\t1\n';
const KV = '{:process 0, :type :invoke, :f :get, :key "a", :value nil}\n';
const JSON_LINES =
  '{"format":"lockstep-history","version":1,"model":"set"}\n' +
  '{"client":1,"input":{"kind":"add","element":"a"},"call":1}\n';

const read = (text: string, format?: FormatName) => readHistoryFile(Buffer.from(text), format);

describe('the format of a file', () => {
  it.each([
    ['jepsen', 'register', JEPSEN],
    ['porcupine-kv', 'kv', KV],
    ['json', 'set', JSON_LINES],
  ])('is guessed: %s', (format, model, text) => {
    const history = read(`\ufeff\r\n${text.replaceAll('\n', '\r\n')}`);
    expect(history.format).toBe(format);
    expect(history.model.name).toBe(model);
    expect(history.operations).toHaveLength(1);
    expect(read(text.trimEnd()).operations).toHaveLength(1);
  });

  it.each<[string, string, FormatName | undefined, string]>([
    ['nothing', '', undefined, 'expected a recorded history, found an empty file'],
    ['nothing in a format', '', 'jepsen', 'expected a recorded history, found an empty file'],
    ['blank lines', '\n \r\n', undefined, 'found a file of blank lines'],
    ['blank lines in a format', '\n \r\n', 'jepsen', 'expected operations, found a file in which none was'],
    ['a header only', JSON_LINES.split('\n')[0] ?? '', undefined, 'found a file in which none was recorded'],
    [
      'something else',
      'hello\n',
      undefined,
      'a line of a format that is known (jepsen, porcupine-kv, json), found "hello"',
    ],
    ['something else', '{}', undefined, 'a line of a format that is known'],
    [
      'another format',
      KV,
      'jepsen',
      'found "{:process 0, :type :invoke, :f :get, :key "a", :value nil}", a line of the format porcupine-kv',
    ],
    ['another format', JEPSEN, 'json', 'a line of the format jepsen'],
    ['a list', '[{"client":1}]', undefined, 'expected the header'],
    ['lines over lines', '{\n  "format": "lockstep-history"\n}', undefined, 'expected the header'],
  ])('is not found in %s', (_, text, format, message) => {
    expect(() => read(text, format)).toThrow(message);
  });

  it('may not change within the file', () => {
    expect(() => read(JEPSEN + KV)).toThrow(expect.objectContaining({ line: 3 }));
    expect(() => read(JEPSEN + KV)).toThrow('a line of the format porcupine-kv');
    expect(() => read(KV + JSON_LINES)).toThrow('a line of the format json');
    expect(() => read(JSON_LINES + JEPSEN)).toThrow('a line of the format jepsen');
  });
});
