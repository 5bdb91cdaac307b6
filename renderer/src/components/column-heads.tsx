export type ColumnHead = {
  readonly text: string
  /** Of figures, which stand at the end of their column. */
  readonly end?: boolean
  /** Left out where the table is narrow. */
  readonly extra?: boolean
}

export function ColumnHeads({ columns }: { readonly columns: readonly ColumnHead[] }) {
  return (
    <thead>
      <tr>
        {columns.map(({ text, end, extra }) => (
          <th key={text} scope="col" className={[end && 'end', extra && 'extra-column'].filter(Boolean).join(' ')}>
            {text}
          </th>
        ))}
      </tr>
    </thead>
  )
}
