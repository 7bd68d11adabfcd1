import type { Captured } from '../../../trace/captured.ts';

export type Fields = Readonly<Record<string, Captured>>;

/** The `$` of an object that stands for something JSON has no form for. */
export function specialOf(value: Captured): string | undefined {
  const mark = fieldsOf(value)?.$;
  return typeof mark === 'string' ? mark : undefined;
}

/** The fields of an object of the JSON, a special one included; undefined for lists and plain values. */
export function fieldsOf(value: Captured | undefined): Fields | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return value as Fields;
}

export interface Entry {
  /** As it is shown. */
  readonly label: string;
  /** Where it stands in the JSON, from its container. */
  readonly path: readonly (string | number)[];
  readonly value: Captured;
}

/** What can be opened inside a value, as its code would name it. */
export function entriesOf(value: Captured): readonly Entry[] {
  if (Array.isArray(value)) {
    return value.map((item: Captured, index) => ({ label: String(index), path: [index], value: item }));
  }
  const fields = fieldsOf(value);
  if (!fields) return [];
  switch (specialOf(value)) {
    case 'array':
      return inside(fields, 'items');
    case 'Map':
      return inside(fields, 'entries');
    case 'Set':
      return ((fields.values as readonly Captured[]) ?? []).map((item, index) => ({
        label: '·',
        path: ['values', index],
        value: item,
      }));
    case undefined:
    case 'instance':
      return Object.entries(fields)
        .filter(([key]) => key !== '$' && key !== '$class')
        .map(([key, item]) => ({ label: unescapedKey(key), path: [key], value: item }));
    default:
      return [];
  }
}

function inside(value: Fields, field: string): Entry[] {
  return Object.entries(fieldsOf(value[field]) ?? {}).map(([key, item]) => ({
    label: key,
    path: [field, key],
    value: item,
  }));
}

/** Keys of lab code that begin with `$` have one more in front in the trace. */
function unescapedKey(key: string): string {
  return key.startsWith('$$') ? key.slice(1) : key;
}

/** One line of at most about `limit` characters. */
export function shortText(value: Captured, limit = 80): string {
  const text = textOf(value, limit);
  return text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
}

function textOf(value: Captured, limit: number): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return listText(value, limit, '[', ']');
  const fields = value as Fields;
  switch (specialOf(value)) {
    case 'undefined':
      return 'undefined';
    case 'number':
    case 'cut':
      return String(fields.text);
    case 'opaque':
      return `‹${fields.text}›`;
    case 'string':
      return `${JSON.stringify(fields.text)}… (${fields.length} characters)`;
    case 'bytes':
      return `bytes(${fields.length}) ${fields.hex}`;
    case 'array':
      return `array(${fields.length}) ${fieldsText(value, limit)}`;
    case 'Map':
      return `Map(${fields.size}) ${fieldsText(value, limit)}`;
    case 'Set':
      return `Set(${fields.size}) ${listText((fields.values as readonly Captured[]) ?? [], limit, '{', '}')}`;
    case 'instance':
      return `${fields.$class} ${fieldsText(value, limit)}`;
    default:
      return fieldsText(value, limit);
  }
}

function listText(list: readonly Captured[], limit: number, open: string, close: string): string {
  let text = open;
  for (const [index, item] of list.entries()) {
    if (text.length > limit) return `${text}…`;
    text += (index > 0 ? ', ' : '') + textOf(item, limit);
  }
  return text + close;
}

function fieldsText(value: Captured, limit: number): string {
  let text = '{';
  for (const { label, value: item } of entriesOf(value)) {
    if (text.length > limit) return `${text}…`;
    text += `${text.length > 1 ? ', ' : ''}${label}: ${textOf(item, limit)}`;
  }
  return `${text}}`;
}
