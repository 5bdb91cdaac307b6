import { type RefObject, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallshopRecord } from '../../../../shared/domain/cdr.ts'
import type { CallshopSums } from '../../../../shared/domain/history-query.ts'
import { formatMoney, type Money } from '../../../../shared/domain/money.ts'
import { displayNumber, fromProviderNumber } from '../../../../shared/domain/phone-number.ts'
import { ColumnHeads } from '../../components/column-heads.tsx'
import { RowSpace } from '../../components/row-space.tsx'
import { useTableRows } from '../../hooks/use-table-rows.ts'
import { dateTime, duration } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'
import css from './callshop-table.module.css'

type Props = {
  readonly records: readonly CallshopRecord[]
  readonly sums: CallshopSums
  readonly more: boolean
  readonly onMore: () => void
  /** What scrolls: the table stands in it below other content. */
  readonly scroller: RefObject<HTMLElement | null>
}

/** Height of a row of one line, px. */
const ROW = 36
/** Rows from the end at which the next page is loaded. */
const MORE_FROM = 60

/** Records of which only those in view are in the document, and the sums of all. */
export function CallshopTable({ records, sums, more, onMore, scroller }: Props) {
  const { t, i18n } = useTranslation()
  const region = useApp(regionOf)
  const rows = useTableRows(scroller, records.length, ROW)
  useEffect(() => {
    if (more && rows.last > records.length - MORE_FROM) onMore()
  }, [more, rows.last, records.length, onMore])
  const money = (amount: Money | null): string => (amount ? formatMoney(amount, i18n.language, 4) : '–')
  const sum = (amounts: readonly Money[]): string => (amounts.length ? amounts.map(money).join('; ') : '–')
  return (
    <table ref={rows.table} className="table" aria-rowcount={sums.count + 2}>
      <ColumnHeads
        rowIndex={1}
        columns={[
          { text: t('callshop.begin') },
          { text: t('callshop.caller') },
          { text: t('callshop.callee') },
          { text: t('rates.destination'), extra: true },
          { text: t('callshop.duration'), end: true },
          { text: t('callshop.billed'), end: true, extra: true },
          { text: t('callshop.net'), end: true },
          { text: t('callshop.tax'), end: true },
        ]}
      />
      <tbody>
        {rows.parts.map((part) => {
          if ('space' in part) return <RowSpace key={`before ${part.before}`} height={part.space} />
          const index = part.row
          const r = records[index]
          return (
            r && (
              <tr key={index} ref={rows.measure} data-index={index} aria-rowindex={index + 2}>
                <td className="num">{dateTime(r.startedAt, i18n.language)}</td>
                <td className="num">{displayNumber(fromProviderNumber(r.caller), region)}</td>
                <td className="num">{displayNumber(fromProviderNumber(r.callee), region)}</td>
                <td className="extra-column">
                  <bdi>{r.destination}</bdi>
                </td>
                <td className="num end">{duration(r.seconds * 1000)}</td>
                <td className="num end extra-column">{duration(r.billedSeconds * 1000)}</td>
                <td className="num end">{money(r.amount)}</td>
                <td className="num end">{money(r.amountWithTax)}</td>
              </tr>
            )
          )
        })}
      </tbody>
      <tfoot className={css['sums']}>
        <tr aria-rowindex={sums.count + 2}>
          <th scope="row" colSpan={3}>
            {t('callshop.total', { count: sums.count })}
          </th>
          <td className="extra-column" />
          <td className="num end">{duration(sums.seconds * 1000)}</td>
          <td className="num end extra-column">{duration(sums.billedSeconds * 1000)}</td>
          <td className="num end">{sum(sums.amounts)}</td>
          <td className="num end">{sum(sums.amountsWithTax)}</td>
        </tr>
      </tfoot>
    </table>
  )
}
