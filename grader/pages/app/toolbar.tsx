import type { ReportData } from '../report-data.ts';
import type { Choice, Order, SortKey } from './rows.ts';

export interface ToolbarProps {
  readonly data: ReportData;
  readonly choice: Choice;
  readonly order: Order;
  /** How many rows are. */
  readonly shown: number;
  readonly onChoice: (choice: Choice) => void;
  readonly onOrder: (order: Order) => void;
}

/** What the heat map and the table show, and in which order. */
export function Toolbar({ data, choice, order, shown, onChoice, onOrder }: ToolbarProps) {
  const by = (value: string) => onOrder({ by: value as SortKey, isDescending: value !== 'id' });
  return (
    <>
      <input
        type="search"
        placeholder="Filter by id or name …"
        aria-label="Filter by id or name"
        value={choice.text}
        onInput={({ currentTarget }) => onChoice({ ...choice, text: currentTarget.value })}
      />
      {choice.named && (
        <button
          type="button"
          class="chip"
          title="Show all again"
          onClick={() => onChoice({ text: choice.text })}
        >
          only with {choice.named.words} ×
        </button>
      )}
      <label>
        sorted by{' '}
        <select value={order.by} onChange={({ currentTarget }) => by(currentTarget.value)}>
          <option value="points">points</option>
          <option value="id">id</option>
          <option value="cpu">CPU time</option>
          {data.parts.map(({ id }, index) => (
            <option key={id} value={`part ${index}`}>
              {id}
            </option>
          ))}
          {data.columns.map(({ part, slug }, column) => (
            <option key={column} value={`scenario ${column}`}>
              {data.parts[part]?.id} {slug}
            </option>
          ))}
        </select>
      </label>
      <button type="button" onClick={() => onOrder({ ...order, isDescending: !order.isDescending })}>
        {order.isDescending ? '▾ descending' : '▴ ascending'}
      </button>
      <span class="muted" role="status">
        {shown} of {data.rows.length} shown
      </span>
    </>
  );
}
