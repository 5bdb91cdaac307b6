import { IconPhoneCall } from '@tabler/icons-react'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { formatMoney } from '../../../../shared/domain/money.ts'
import { displayNumber } from '../../../../shared/domain/phone-number.ts'
import { CallNumber } from '../../components/call-number.tsx'
import { ColumnHeads } from '../../components/column-heads.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { RowSpace } from '../../components/row-space.tsx'
import { useTableRows } from '../../hooks/use-table-rows.ts'
import { timeOrDate } from '../../i18n/format.ts'
import { go } from '../../state/navigation.ts'
import { changeOf, type RateOrder, type RateRow, rowState } from './rate-list.ts'

type Props = {
  /** In the order that they are shown in. */
  readonly rows: readonly RateRow[]
  readonly askedAt: number
  readonly region: string
  /** A web callback is offered. */
  readonly mayCallBack: boolean
  readonly order: RateOrder
  readonly onOrder: (order: RateOrder) => void
  /** What scrolls: the table stands in it below other content. */
  readonly scroller: RefObject<HTMLElement | null>
}

/** Height of a row of one line, px. */
const ROW = 45

/** Numbers with their prices. A price that was not read by this look-up shows its own time, one that changed what it was before. */
export function RateTable({ rows: list, askedAt, region, mayCallBack, order, onOrder, scroller }: Props) {
  const { t, i18n } = useTranslation()
  const rows = useTableRows(scroller, list.length, ROW)
  const compared = list.some(({ before }) => before !== undefined)
  return (
    <table ref={rows.table} className="table" aria-rowcount={list.length + 1} {...rows.keys}>
      <ColumnHeads
        rowIndex={1}
        sorting={order}
        onSort={onOrder}
        columns={[
          { text: t('rates.number'), by: 'number' },
          { text: t('rates.destination'), by: 'destination', wide: true },
          // in place of each other: there is no room for both
          compared ? { text: t('rates.before'), end: true, by: 'change' } : { text: t('rates.prefix'), extra: true },
          { text: t('rates.price'), end: true, by: 'price' },
          { text: t('rates.actions'), hidden: true },
        ]}
      />
      <tbody>
        {rows.parts.map((part) => {
          if ('space' in part) return <RowSpace key={`before ${part.before}`} height={part.space} />
          const index = part.row
          const row = list[index]
          if (!row) return null
          const { number, rate, before } = row
          const { kind, old } = rowState(row, askedAt)
          const change = changeOf(row, askedAt)
          const destination = kind === 'not-read' ? t('rates.notRead') : rate?.destination || (kind === 'no-rate' && t('rates.unlisted'))
          return (
            // the same number may be asked twice
            <tr key={`${number} ${index}`} ref={rows.measure} data-index={index} data-number={number} aria-rowindex={index + 2}>
              <td className="num">
                <b>{displayNumber(number, region)}</b>
                <small className="below-number">
                  <bdi>{destination}</bdi>
                </small>
              </td>
              <td className="wide-column">
                <bdi>{destination}</bdi>
              </td>
              {!compared && <td className="num extra-column">{rate?.prefix}</td>}
              {compared && (
                <td className="num end">
                  {change && (
                    <>
                      <div>{before ? formatMoney(before, i18n.language, 4) : t('dial.noRate')}</div>
                      <span className={`chip ${change === 'dearer' || change === 'gone' ? 'bad' : change === 'cheaper' ? 'ok' : ''}`}>
                        {t(`rates.change.${change}`)}
                      </span>
                    </>
                  )}
                </td>
              )}
              <td className="num end">
                {rate?.price ? <b>{formatMoney(rate.price, i18n.language, 4)}</b> : kind === 'no-rate' ? t('dial.noRate') : '–'}
                {rate && old && <small> {t('dial.asOf', { time: timeOrDate(rate.asOf, Date.now(), i18n.language) })}</small>}
              </td>
              <td className="actions">
                <CallNumber number={number} />
                {mayCallBack && (
                  <IconButton label={t('rates.callback', { number })} onClick={() => go('callback', number)}>
                    <IconPhoneCall size={16} aria-hidden />
                  </IconButton>
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
