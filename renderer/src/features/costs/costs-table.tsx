import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addMonths, type CostGroup, type CostGrouping, type CurrencyCosts, daysOfMonth, perMinute } from '../../../../shared/domain/costs.ts'
import { formatMoney } from '../../../../shared/domain/money.ts'
import { duration } from '../../i18n/format.ts'
import { showCalls } from '../../state/navigation.ts'
import css from './costs-screen.module.css'
import { useGroupName } from './group-name.ts'
import type { CostRange } from './periods.ts'

/** Rows that are shown at once. */
const SHOWN = 50

type Props = { readonly by: CostGrouping; readonly costs: CurrencyCosts; readonly range: CostRange; readonly today: string }

/** Every group with its calls, duration, average price, amount and share; a name leads to its calls. */
export function CostsTable({ by, costs, range, today }: Props) {
  const { t, i18n } = useTranslation()
  const name = useGroupName(by)
  const [all, setAll] = useState(false)
  const { currency, groups, total } = costs
  const money = (units: number, digits: 2 | 4 = 2): string => formatMoney({ units, currency }, i18n.language, digits)
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 1 })
  const average = (sum: CurrencyCosts['total']): string => {
    const price = perMinute(sum, currency)
    return price ? money(price.units, 4) : '–'
  }
  const change = (group: CostGroup): string => {
    const before = groups.find(({ key }) => key === addMonths(group.key, -1))
    // a month that goes on is compared in the summary, day by day
    if (!before || before.units <= 0 || group.key === today.slice(0, 7)) return '–'
    const ratio = group.units / before.units - 1
    return `${ratio > 0 ? '+' : ''}${percent.format(ratio)}`
  }
  const head = (label: string, extra = '') => (
    <th scope="col" className={`end ${extra}`}>
      {label}
    </th>
  )
  return (
    <>
      <table className={`table ${css['cost-sums']}`}>
        <thead>
          <tr>
            <th scope="col">{t(`costs.group.${by}`)}</th>
            {head(t('spend.calls'))}
            {head(t('callshop.duration'), css['wide'])}
            {head(t('costs.average'), css['wide'])}
            {head(t('costs.spent'))}
            {head(t(by === 'month' ? 'costs.change' : 'costs.share'))}
          </tr>
        </thead>
        <tbody>
          {groups.slice(0, all ? undefined : SHOWN).map((group) => (
            <tr key={group.key}>
              <th scope="row">
                {filterOf(by, group) ? (
                  <button type="button" className={`text-button ${css['cost-name']}`} onClick={() => showCalls({ ...range, ...filterOf(by, group) })}>
                    <bdi>{name(group)}</bdi>
                  </button>
                ) : (
                  name(group)
                )}
              </th>
              <td className="num end">{group.calls}</td>
              <td className={`num end ${css['wide']}`}>{duration(group.seconds * 1000)}</td>
              <td className={`num end ${css['wide']}`}>{average(group)}</td>
              <td className="num end">{money(group.units)}</td>
              <td className="num end">{by === 'month' ? change(group) : total.units > 0 ? percent.format(group.units / total.units) : '–'}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('costs.total')}</th>
            <td className="num end">{total.calls}</td>
            <td className={`num end ${css['wide']}`}>{duration(total.seconds * 1000)}</td>
            <td className={`num end ${css['wide']}`}>{average(total)}</td>
            <td className="num end">{money(total.units)}</td>
            <td />
          </tr>
        </tfoot>
      </table>
      {!all && groups.length > SHOWN && (
        <p className="empty">
          <button type="button" className="button" onClick={() => setAll(true)}>
            {t('costs.all', { count: groups.length })}
          </button>
        </p>
      )}
    </>
  )
}

/** The calls of a group; null for those that have no name to look for. */
function filterOf(by: CostGrouping, { key, name }: CostGroup) {
  if (key === '') return null
  switch (by) {
    case 'day':
      return { from: key, to: key }
    case 'month':
      return daysOfMonth(key)
    case 'destination':
      return { destination: key }
    case 'line':
      return { lineId: key }
    case 'contact':
      return key.includes('-') ? { contactId: key } : { text: name ?? '' }
    default:
      return by satisfies never
  }
}
