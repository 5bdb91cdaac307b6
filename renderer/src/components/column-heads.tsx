export type ColumnHead = {
  readonly text: string
  /** Of figures, which stand at the end of their column. */
  readonly end?: boolean
  /** Left out where the table is narrow. */
  readonly extra?: boolean
}

/** @param rowIndex of the row, in a table of which not all rows are in the document */
export function ColumnHeads({ columns, rowIndex }: { readonly columns: readonly ColumnHead[]; readonly rowIndex?: number | undefined }) {
  return (
    <thead>
      <tr aria-rowindex={rowIndex}>
        {columns.map(({ text, end, extra }) => (
          <th key={text} scope="col" className={[end && 'end', extra && 'extra-column'].filter(Boolean).join(' ')}>
            {text}
          </th>
        ))}
      </tr>
    </thead>
  )
}
