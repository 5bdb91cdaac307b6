import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { CardRow } from '../../../../shared/domain/card-rows.ts'
import { formatMoney } from '../../../../shared/domain/money.ts'
import { displayNumber } from '../../../../shared/domain/phone-number.ts'
import { ColumnHeads } from '../../components/column-heads.tsx'
import { RowSpace } from '../../components/row-space.tsx'
import { useTableRows } from '../../hooks/use-table-rows.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'

type Props = { readonly rows: readonly CardRow[]; readonly scroller: RefObject<HTMLElement | null> }

/** Height of a row of one line, px. */
const ROW = 37

/** The rows of a list of cards to be ordered; what cannot be ordered says why and what to do. */
export function OrderTable({ rows: list, scroller }: Props) {
  const { t, i18n } = useTranslation()
  const region = useApp(regionOf)
  const rows = useTableRows(scroller, list.length, ROW)
  return (
    <table ref={rows.table} className="table" aria-rowcount={list.length + 1}>
      <ColumnHeads
        rowIndex={1}
        columns={[
          { text: t('cards.column.line'), end: true },
          { text: t('cards.column.number') },
          { text: t('cards.column.customer') },
          { text: t('cards.column.amount'), end: true },
        ]}
      />
      <tbody>
        {rows.parts.map((part) => {
          if ('space' in part) return <RowSpace key={`before ${part.before}`} height={part.space} />
          const row = list[part.row]
          if (!row) return null
          const { line, number, customer, order, problem, firstLine } = row
          return (
            <tr key={line} ref={rows.measure} data-index={part.row} aria-rowindex={part.row + 2} data-problem={problem ?? undefined}>
              <td className="num end">{line}</td>
              <td className={order ? 'num' : ''}>
                {order ? displayNumber(`+${order.cli}`, region) : <bdi>{number}</bdi>}
                {problem && <small className="bad-text"> {t(`cards.problem.${problem}`, { line: firstLine ?? 0 })}</small>}
              </td>
              <td>
                <bdi>{customer}</bdi>
              </td>
              <td className="num end">{order ? formatMoney(order.amount, i18n.language) : '–'}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
