import {
  type Fields,
  isLengthy,
  isPlain,
  LengthRange,
  lengthsOf,
  NumberRange,
  TextRange,
} from './merge-values.ts';
import { plural } from './summary.ts';

/** A value in at most `width` characters, its fields in their order. Bytes are counted, not shown. */
export function valueText(value: unknown, width: number): string {
  for (let depth = DEEPEST; depth > 0; depth--) {
    const text = render(value, depth);
    if (text.length <= width) return text;
  }
  const text = isPlain(value) ? someFields(value, width) : render(value, 0);
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
}

const DEEPEST = 4;
/** Fields of fields: what they hold is not worth a line of its own. */
const DEEP_ENOUGH = 2;
const LONGEST_STRING = 24;
const END_SHOWN = 10;
const ITEMS_SHOWN = 6;

/** Whether `valueText` of this width leaves no field out. */
export function fitsWhole(value: unknown, width: number): boolean {
  return render(value, DEEP_ENOUGH).length <= width;
}

function render(value: unknown, depth: number): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'bigint') return `${value}n`;
  if ([NumberRange, TextRange, LengthRange].some((kind) => value instanceof kind)) return String(value);
  if (value instanceof Uint8Array) return `${value.length} ${plural(value.length, 'byte')}`;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof Map) return renderMap(value, depth);
  if (value instanceof Set)
    return value.size === 0 || depth === 0 || value.size > ITEMS_SHOWN
      ? `Set of ${value.size}`
      : `Set ${renderArray([...value], depth)}`;
  if (Array.isArray(value)) return renderArray(value, depth);
  return isPlain(value) ? renderObject(value, depth) : String(value);
}

function renderArray(items: readonly unknown[], depth: number): string {
  if (items.length === 0) return '[]';
  if (depth === 0 || items.length > ITEMS_SHOWN) return `[${items.length} ${plural(items.length, 'item')}]`;
  return `[${items.map((item) => render(item, depth - 1)).join(', ')}]`;
}

function renderMap(map: ReadonlyMap<unknown, unknown>, depth: number): string {
  if (map.size === 0 || depth === 0 || map.size > ITEMS_SHOWN) return `Map of ${map.size}`;
  const entries = [...map].map(([key, value]) => `${render(key, depth - 1)} → ${render(value, depth - 1)}`);
  return `Map { ${entries.join(', ')} }`;
}

/** Outcomes are unions with a `kind`: it comes first, like the name of a class. */
function renderObject(object: Fields, depth: number): string {
  const { kind, fields } = kindOf(object);
  if (fields.length === 0) return kind || '{}';
  const inside = depth === 0 ? '…' : fields.map((field) => fieldText(field, depth - 1)).join(', ');
  return `${kind}${kind && ' '}${depth === 0 ? '{…}' : `{ ${inside} }`}`;
}

/** As many fields as there is room for: first what it carries, then in their order. */
function someFields(object: Fields, width: number): string {
  const { kind, fields } = kindOf(object);
  const start = `${kind}${kind && ' '}{ `;
  let room = width - start.length - '… }'.length;
  const chosen = new Map<number, string>();
  for (const [position, field] of byImportance(fields)) {
    const text = [2, 0].map((depth) => fieldText(field, depth)).find((one) => one.length + 2 <= room);
    if (text === undefined) continue;
    chosen.set(position, text);
    room -= text.length + 2;
  }
  const inOrder = [...chosen].sort(([a], [b]) => a - b).map(([, text]) => `${text}, `);
  return `${start}${inOrder.join('')}… }`;
}

/** The first field, then lists and bytes that are not empty, then the others. */
function byImportance(fields: readonly [string, unknown][]): [number, [string, unknown]][] {
  const rank = (position: number, value: unknown): number => (position === 0 ? 0 : isLoad(value) ? 1 : 2);
  return [...fields.entries()].sort(([a, [, one]], [b, [, other]]) => rank(a, one) - rank(b, other) || a - b);
}

function isLoad(value: unknown): boolean {
  return isLengthy(value) && lengthsOf(value).longest > 0;
}

function kindOf(object: Fields): { readonly kind: string; readonly fields: [string, unknown][] } {
  const { kind } = object;
  if (typeof kind !== 'string') return { kind: '', fields: Object.entries(object) };
  return { kind, fields: Object.entries(object).filter(([name]) => name !== 'kind') };
}

function fieldText([name, value]: [string, unknown], depth: number): string {
  return `${name}: ${render(value, depth)}`;
}

/** Beginning and end: names of nodes, files and entries differ there. */
function shortened(text: string): string {
  if (text.length <= LONGEST_STRING) return text;
  return `${text.slice(0, LONGEST_STRING - END_SHOWN - 1)}…${text.slice(-END_SHOWN)}`;
}

/** `crypto.randomUUID()`: its beginning tells one from the other. */
const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/;
const UUID_SHOWN = 4;

/** In the quotes that need the fewest backslashes: what is sent is often JSON. */
function quoted(text: string): string {
  const short = UUID.test(text) ? `${text.slice(0, UUID_SHOWN)}…` : shortened(text);
  const json = JSON.stringify(short);
  if (!short.includes('"') || short.includes("'")) return json;
  return `'${json.slice(1, -1).replaceAll('\\"', '"')}'`;
}
