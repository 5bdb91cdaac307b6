import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { Card } from '../../../../shared/domain/card.ts'
import { formatMoney } from '../../../../shared/domain/money.ts'
import { displayNumber } from '../../../../shared/domain/phone-number.ts'
import { ColumnHeads, type Sorting } from '../../components/column-heads.tsx'
import { RowSpace } from '../../components/row-space.tsx'
import { useTableRows } from '../../hooks/use-table-rows.ts'
import { dateTime } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'
import { CardState } from './card-state.tsx'

type Props = {
  /** In the order that they are shown in. */
  readonly cards: readonly Card[]
  readonly chosen: string | null
  readonly onChoose: (cli: string | null) => void
  readonly sorting: Sorting
  readonly onSort: (sorting: Sorting) => void
  readonly scroller: RefObject<HTMLElement | null>
}

/** Height of a row of one line, px. */
const ROW = 41

/** Cards of which only those in view are in the document. */
export function CardsTable({ cards, chosen, onChoose, sorting, onSort, scroller }: Props) {
  const { t, i18n } = useTranslation()
  const region = useApp(regionOf)
  const rows = useTableRows(scroller, cards.length, ROW)
  return (
    <table ref={rows.table} className="table" aria-rowcount={cards.length + 1} {...rows.keys}>
      <ColumnHeads
        rowIndex={1}
        sorting={sorting}
        onSort={onSort}
        columns={[
          { text: t('cards.column.number'), by: 'number' },
          { text: t('cards.column.customer'), extra: true, by: 'customer' },
          { text: t('cards.column.serial'), extra: true, by: 'serial' },
          { text: t('cards.column.balance'), end: true, by: 'balance' },
          { text: t('cards.column.state'), by: 'state' },
          { text: t('cards.column.checked'), end: true, extra: true, by: 'checked' },
        ]}
      />
      <tbody>
        {rows.parts.map((part) => {
          if ('space' in part) return <RowSpace key={`before ${part.before}`} height={part.space} />
          const c = cards[part.row]
          return (
            c && (
              <tr
                key={c.cli}
                ref={rows.measure}
                data-index={part.row}
                data-number={`+${c.cli}`}
                aria-rowindex={part.row + 2}
                className={c.cli === chosen ? 'chosen' : ''}
              >
                <td className="num">
                  <button
                    type="button"
                    className="text-button strong row-button"
                    data-row
                    aria-pressed={c.cli === chosen}
                    onClick={() => onChoose(c.cli === chosen ? null : c.cli)}
                  >
                    {displayNumber(`+${c.cli}`, region)}
                  </button>
                </td>
                <td className="extra-column">
                  <bdi>{c.customer}</bdi>
                </td>
                <td className="num extra-column">{c.serial}</td>
                <td className="num end">{c.balance ? formatMoney(c.balance, i18n.language) : '–'}</td>
                <td>
                  <CardState state={c.state} />
                </td>
                <td className="num end extra-column">{c.checkedAt === null ? '–' : dateTime(c.checkedAt, i18n.language)}</td>
              </tr>
            )
          )
        })}
      </tbody>
    </table>
  )
}
