import { IconArrowsSort, IconSortAscending, IconSortDescending } from '@tabler/icons-react'

export type ColumnHead = {
  readonly text: string
  /** Of figures, which stand at the end of their column. */
  readonly end?: boolean
  /** Left out where the table is narrow. */
  readonly extra?: boolean
  /** Left out where the table is narrower still; what it holds stands below the number then. */
  readonly wide?: boolean
  /** By what the column sorts; left out for one that does not. */
  readonly by?: string
  /** Read out, and not shown. */
  readonly hidden?: boolean
}
export type Sorting = { readonly by: string; readonly descending: boolean }

type Props = {
  readonly columns: readonly ColumnHead[]
  /** Of the row, in a table of which not all rows are in the document. */
  readonly rowIndex?: number | undefined
  readonly sorting?: Sorting
  readonly onSort?: (sorting: Sorting) => void
}

/** The names of a table's columns. A press on one that sorts sorts by it, and turns the order round the next time. */
export function ColumnHeads({ columns, rowIndex, sorting, onSort }: Props) {
  return (
    <thead>
      <tr aria-rowindex={rowIndex}>
        {columns.map(({ text, end, extra, wide, by, hidden }) => {
          const sorted = by !== undefined && sorting?.by === by
          const Picture = !sorted ? IconArrowsSort : sorting.descending ? IconSortDescending : IconSortAscending
          return (
            <th
              key={text}
              scope="col"
              className={[end && 'end', extra && 'extra-column', wide && 'wide-column'].filter(Boolean).join(' ')}
              aria-sort={sorted ? (sorting.descending ? 'descending' : 'ascending') : undefined}
            >
              {by === undefined || !onSort ? (
                hidden ? (
                  <span className="hidden">{text}</span>
                ) : (
                  text
                )
              ) : (
                <button type="button" className="text-button" onClick={() => onSort({ by, descending: sorted && !sorting.descending })}>
                  {text} <Picture size={14} aria-hidden />
                </button>
              )}
            </th>
          )
        })}
      </tr>
    </thead>
  )
}
