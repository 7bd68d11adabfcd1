import { useState } from 'preact/hooks';
import type { Captured, Path } from '../../../trace/captured.ts';
import { entriesOf, fieldsOf, shortText, specialOf } from '../model/captured-text.ts';

/** Entries of a long list or map that are shown before one asks for more. */
const PAGE = 60;

export interface TreeProps {
  readonly label: string;
  readonly value: Captured;
  /** Levels that are open from the beginning. */
  readonly openDepth?: number;
  /** Places that changed, as joined paths: they are marked, and what leads to them is open. */
  readonly changed?: ReadonlySet<string>;
  readonly path?: Path;
  /** Goes to the step that last changed what is at a place. */
  readonly onLastChange?: (path: Path) => void;
  /** Whom an element is about, where it stands in a list by server: such lists are open if they are short. */
  readonly noteOf?: (path: Path) => string | undefined;
}

/** A value of lab code as a tree that can be opened. Everything is shown as text. */
export function CapturedTree(props: TreeProps) {
  const { label, value, openDepth = 1, changed, path = [], onLastChange, noteOf } = props;
  const entries = entriesOf(value);
  const isInside = changed !== undefined && leadsTo(changed, path);
  const isChanged = changed?.has(pathText(path)) ?? false;
  const [choice, setChoice] = useState<boolean>();
  const [shown, setShown] = useState(PAGE);
  const mark = isChanged ? ' changed' : '';
  const origin = onLastChange && path.length > 0 && (
    <LastChange label={label} onGo={() => onLastChange(path)} />
  );
  if (entries.length === 0) {
    return (
      <div class={`leaf${mark}`}>
        <span class="key">{label}</span>
        <span class={`value ${kindOf(value)}`}>{shortText(value, 400)}</span>
        {origin}
      </div>
    );
  }
  const note = noteOf && elementNote(noteOf, path);
  const isOpen = choice ?? (openDepth > 0 || isInside || (noteOf !== undefined && isTableByServer(props)));
  return (
    <div class="node">
      <div class="branch">
        <button
          type="button"
          class={`twist${mark}`}
          aria-expanded={isOpen}
          onClick={() => setChoice(!isOpen)}
        >
          <span class="key">{label}</span>
          {note && <span class="kind">({note})</span>}
          <span class="kind">{containerText(value, entries.length)}</span>
          {!isOpen && <span class="value">{shortText(value, 90)}</span>}
        </button>
        {origin}
      </div>
      {isOpen && (
        <div class="inside">
          {entries.slice(0, shown).map((entry) => (
            <CapturedTree
              key={entry.path.join('/')}
              label={entry.label}
              value={entry.value}
              openDepth={openDepth - 1}
              path={[...path, ...entry.path]}
              {...(changed && { changed })}
              {...(onLastChange && { onLastChange })}
              {...(noteOf && { noteOf })}
            />
          ))}
          {entries.length > shown && (
            <button type="button" class="more" onClick={() => setShown(shown + 10 * PAGE)}>
              {entries.length - shown} more
            </button>
          )}
        </div>
      )}
    </div>
  );
}

function LastChange({ label, onGo }: { label: string; onGo: () => void }) {
  return (
    <button
      type="button"
      class="origin"
      title="To the step that last changed this"
      aria-label={`Last change of ${label}`}
      onClick={onGo}
    >
      ↶
    </button>
  );
}

/** Only the element itself bears the name, not what is inside. */
function elementNote(noteOf: (path: Path) => string | undefined, path: Path): string | undefined {
  const note = noteOf(path);
  return note !== noteOf(path.slice(0, -1)) ? note : undefined;
}

/** Servers, and fields of each, up to which a list by server is small. */
const SMALL = 9;

/** A short list with an object for each server, or one of these objects. */
function isTableByServer({ value, path = [], noteOf }: TreeProps): boolean {
  const entries = entriesOf(value);
  if (entries.length > SMALL) return false;
  if (noteOf?.(path) !== undefined) return entries.every((entry) => entriesOf(entry.value).length === 0);
  return entries.every(
    (entry) => noteOf?.([...path, ...entry.path]) !== undefined && entriesOf(entry.value).length > 0,
  );
}

export function pathText(path: Path): string {
  return path.map((key) => JSON.stringify(String(key))).join(',');
}

function leadsTo(changed: ReadonlySet<string>, path: Path): boolean {
  const start = path.length === 0 ? '' : `${pathText(path)},`;
  for (const place of changed) if (place.startsWith(start)) return true;
  return false;
}

function containerText(value: Captured, shown: number): string {
  if (Array.isArray(value)) return `[${value.length}]`;
  const fields = fieldsOf(value) ?? {};
  switch (specialOf(value)) {
    case 'array':
      return `[${fields.length}]${shown < Number(fields.length) ? ` ${shown} kept` : ''}`;
    case 'Map':
    case 'Set':
      return `${fields.$}(${fields.size})${shown < Number(fields.size) ? ` ${shown} kept` : ''}`;
    case 'instance':
      return String(fields.$class);
    default:
      return `{${shown}}`;
  }
}

function kindOf(value: Captured): string {
  const special = specialOf(value);
  if (special) return special === 'string' ? 'string' : special === 'number' ? 'number' : 'special';
  return value === null ? 'special' : typeof value;
}
