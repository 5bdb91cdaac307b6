import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { Desk, DeskSum } from '../../../../shared/domain/callshop-desk.ts'
import { formatMoney, type Money } from '../../../../shared/domain/money.ts'
import { displayNumber, fromProviderNumber } from '../../../../shared/domain/phone-number.ts'
import { clock } from '../../../../shared/domain/time-text.ts'
import { ColumnHeads } from '../../components/column-heads.tsx'
import { RowSpace } from '../../components/row-space.tsx'
import { useTableRows } from '../../hooks/use-table-rows.ts'
import { duration } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'
import css from './callshop-table.module.css'

type Props = {
  readonly desk: Desk
  readonly chosen: string | null
  readonly onChoose: (caller: string | null) => void
  readonly scroller: RefObject<HTMLElement | null>
}

/** Height of a row of two lines, px. */
const ROW = 53

/** Booths with today's sums: the provider's price and, where the shop has one, its own; what is on no receipt yet. */
export function DeskTable({ desk: { booths, total, settings }, chosen, onChoose, scroller }: Props) {
  const { t, i18n } = useTranslation()
  const region = useApp(regionOf)
  const rows = useTableRows(scroller, booths.length, ROW)
  const own = settings.pricing.kind !== 'none'
  const money = (amounts: readonly Money[]): string => (amounts.length ? amounts.map((one) => formatMoney(one, i18n.language, 4)).join('; ') : '–')
  const open = booths.reduce((n, booth) => n + booth.open.calls, 0)
  const asked = (sum: DeskSum): string => money(own ? sum.shop : sum.provider)
  return (
    <table ref={rows.table} className="table" aria-rowcount={booths.length + 2} {...rows.keys}>
      <ColumnHeads
        rowIndex={1}
        columns={[
          { text: t('booth.booth') },
          { text: t('booth.calls'), end: true, wide: true },
          { text: t('callshop.duration'), end: true, extra: true },
          { text: t('callshop.billed'), end: true, extra: true },
          { text: t('booth.providerPrice'), end: true, wide: own },
          ...(own ? [{ text: t('booth.ownPrice'), end: true }] : []),
          { text: t('booth.open'), end: true },
          { text: t('booth.last'), end: true, extra: true },
        ]}
      />
      <tbody>
        {rows.parts.map((part) => {
          if ('space' in part) return <RowSpace key={`before ${part.before}`} height={part.space} />
          const booth = booths[part.row]
          if (!booth) return null
          const { caller, name, all, open: left, lastAt } = booth
          const number = displayNumber(fromProviderNumber(caller), region)
          return (
            <tr key={caller} ref={rows.measure} data-index={part.row} aria-rowindex={part.row + 2} className={caller === chosen ? 'chosen' : ''}>
              <td>
                <button
                  type="button"
                  className="text-button strong row-button"
                  data-row
                  aria-pressed={caller === chosen}
                  onClick={() => onChoose(caller === chosen ? null : caller)}
                >
                  <bdi>{name || number}</bdi>
                </button>
                {name && (
                  <div>
                    <small className="num">{number}</small>
                  </div>
                )}
              </td>
              <td className="num end wide-column">{all.calls.toLocaleString(i18n.language)}</td>
              <td className="num end extra-column">{duration(all.seconds * 1000)}</td>
              <td className="num end extra-column">{duration(all.billedSeconds * 1000)}</td>
              <td className={`num end ${own ? 'wide-column' : ''}`}>{money(all.provider)}</td>
              {own && (
                <td className="num end">
                  <b>{money(all.shop)}</b>
                </td>
              )}
              <td className="num end">
                {left.calls > 0 ? (
                  <>
                    {asked(left)} <small>{t('booth.openCalls', { count: left.calls })}</small>
                  </>
                ) : (
                  '–'
                )}
              </td>
              <td className="num end extra-column">{clock(lastAt, i18n.language)}</td>
            </tr>
          )
        })}
      </tbody>
      <tfoot className={css['sums']}>
        <tr aria-rowindex={booths.length + 2}>
          <th scope="row">{t('booth.total', { count: booths.length })}</th>
          <td className="num end wide-column">{total.calls.toLocaleString(i18n.language)}</td>
          <td className="num end extra-column">{duration(total.seconds * 1000)}</td>
          <td className="num end extra-column">{duration(total.billedSeconds * 1000)}</td>
          <td className={`num end ${own ? 'wide-column' : ''}`}>{money(total.provider)}</td>
          {own && <td className="num end">{money(total.shop)}</td>}
          <td className="num end">{open.toLocaleString(i18n.language)}</td>
          <td className="extra-column" />
        </tr>
      </tfoot>
    </table>
  )
}
