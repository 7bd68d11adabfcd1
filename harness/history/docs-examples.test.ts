import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readHistoryFile } from '../check/history-files/formats.ts';
import { JSON_FORMS, MODEL_NAMES } from '../check/history-files/json-forms.ts';
import { parseObject } from '../check/history-files/json-value.ts';

const page = readFileSync(fileURLToPath(new URL('../../docs/histories.md', import.meta.url)), 'utf8');

describe('docs/histories.md', () => {
  const blocks = [...page.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)];
  const files = blocks
    .filter(([, language]) => language !== 'sh')
    .map(([, , text = '']) => text)
    .filter((text) => text.split('\n').length > 2);

  it('shows files of every format', () => {
    const formats = files.map((text) => readHistoryFile(Buffer.from(text)).format);
    expect(formats).toEqual(['json', 'json', 'jepsen', 'porcupine-kv']);
  });

  it.each(MODEL_NAMES)('shows operations of a %s', (name) => {
    const [, section = ''] = page.split(`\n### \`${name}\``);
    const [table = ''] = section.split('\n#');
    const inputs = [...table.matchAll(/`(\{"kind".*?\})`/g)].map((match) => match[1] ?? '');
    expect(inputs.length).toBeGreaterThan(1);
    for (const input of inputs) {
      const line = parseObject({ number: 1, text: `{"input":${input}}` });
      expect(JSON_FORMS[name].readInput(line.field('input'), 1)).toMatchObject(JSON.parse(input));
    }
  });
});
