import { useState } from 'preact/hooks';
import type { Captured } from '../../../trace/captured.ts';
import type { Difference } from '../model/captured-diff.ts';
import { shortText } from '../model/captured-text.ts';
import { type ChangeGroup, groupChanges } from '../model/change-groups.ts';
import { pathText } from './captured-tree.tsx';
import { Words } from './words.tsx';

export interface ChangesTableProps {
  readonly changes: readonly Difference[];
  readonly names: readonly [string, string];
  /** Whom a place is about, where it is an element of a list by server. */
  readonly noteOf: (change: Difference) => string | undefined;
}

/** Where two values differ. What keeps the time comes last, closed. */
export function ChangesTable(props: ChangesTableProps) {
  const { changes } = props;
  if (changes.length === 0) return <p class="muted">Nothing that can be seen.</p>;
  if (changes.some(({ path }) => path.length === 0)) return <p class="muted">All of it is new.</p>;
  const { groups, bookkeeping } = groupChanges(changes);
  return (
    <>
      {groups.length > 0 && <Table {...props} groups={groups} />}
      {bookkeeping.length > 0 && (
        <details class="bookkeeping">
          <summary>
            {bookkeeping.length} {bookkeeping.length === 1 ? 'field' : 'fields'} of timers and the like
          </summary>
          <Table
            {...props}
            groups={bookkeeping.map((change) => ({ changes: [change], name: change.name }))}
          />
        </details>
      )}
    </>
  );
}

function Table({ groups, names, noteOf }: ChangesTableProps & { readonly groups: readonly ChangeGroup[] }) {
  return (
    <table class="changes">
      <thead>
        <tr>
          <th scope="col">where</th>
          <th scope="col">{names[0]}</th>
          <th scope="col">{names[1]}</th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <Group key={group.name} group={group} noteOf={noteOf} />
        ))}
      </tbody>
    </table>
  );
}

function Group({ group, noteOf }: Pick<ChangesTableProps, 'noteOf'> & { readonly group: ChangeGroup }) {
  const [isOpen, setOpen] = useState(false);
  const { changes, name } = group;
  const [first] = changes;
  if (changes.length === 1) return <Row change={first} note={noteOf(first)} />;
  const count = (value: Captured | undefined) =>
    value === undefined ? <i>nothing</i> : `${changes.length} elements`;
  return (
    <>
      <tr>
        <th scope="row">
          <button type="button" class="link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            <Words text={shownName(name)} />
          </button>
        </th>
        <td class="old">{count(first.old)}</td>
        <td class="new">{count(first.new)}</td>
      </tr>
      {isOpen &&
        changes.map((change) => <Row key={pathText(change.path)} change={change} note={noteOf(change)} />)}
    </>
  );
}

function Row({ change, note }: { readonly change: Difference; readonly note: string | undefined }) {
  return (
    <tr>
      <th scope="row">
        <Words text={shownName(change.name) || 'all'} />
        {note && <span class="muted"> ({note})</span>}
      </th>
      <Version value={change.old} kind="old" />
      <Version value={change.new} kind="new" />
    </tr>
  );
}

const shownName = (name: string) => name.replace(/^memory\./, '');

function Version({ value, kind }: { value: Captured | undefined; kind: 'old' | 'new' }) {
  return <td class={kind}>{value === undefined ? <i>nothing</i> : <code>{shortText(value, 200)}</code>}</td>;
}
