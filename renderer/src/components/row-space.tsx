import css from './row-space.module.css'

/** In place of a table's rows that are not in the document. @param height px */
export function RowSpace({ height }: { readonly height: number }) {
  return (
    <tr aria-hidden className={css['space']}>
      <td style={{ height }} />
    </tr>
  )
}
