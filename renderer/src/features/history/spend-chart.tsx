import { type KeyboardEvent, memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HistoryTotals } from '../../../../shared/domain/history-query.ts'
import { formatMoney } from '../../../../shared/domain/money.ts'
import { addDays } from '../../../../shared/domain/wall-clock.ts'
import { ColumnHeads } from '../../components/column-heads.tsx'
import { dayText, duration } from '../../i18n/format.ts'
import css from './spend-chart.module.css'

/** Days shown at most; more are read from the table. */
const BARS = 62

type Props = {
  readonly totals: HistoryTotals
  /** First and last day of the chart, `YYYY-MM-DD`. */
  readonly from: string
  readonly to: string
  readonly onDay: (date: string) => void
  /** Records of these days are missing: the sums are so much at least. */
  readonly incomplete: boolean
}

/** Spending by day: bars with an axis and a line that reads out the chosen day, and the same as a table. A click shows that day's calls alone. */
export const SpendChart = memo(function SpendChart({ totals, from, to, onDay, incomplete }: Props) {
  const { t, i18n } = useTranslation()
  const [asTable, setAsTable] = useState(false)
  const [chosen, setChosen] = useState<string | null>(null)
  const spent = totals.days.flatMap(({ date, amount, calls }) => (amount ? [{ date, amount, calls }] : []))
  const currency = spent[0]?.amount.currency ?? 'EUR'
  const money = (units: number): string => formatMoney({ units, currency }, i18n.language)
  const name = (date: string): string => dayText(date, i18n.language)
  const of = new Map(spent.map((day) => [day.date, day]))
  const dates: string[] = []
  for (let date = to; date >= from && dates.length < BARS; date = addDays(date, -1)) dates.unshift(date)
  const most = Math.max(1, ...dates.map((date) => of.get(date)?.amount.units ?? 0))
  const shown = chosen ?? spent[0]?.date ?? to
  const readout = (date: string): string =>
    t('spend.readout', { day: name(date), amount: money(of.get(date)?.amount.units ?? 0), count: of.get(date)?.calls ?? 0 })
  return (
    <section className={`${css['spend']} spend`} aria-labelledby="spend-title">
      <div className={css['spend-sum']}>
        <small id="spend-title">{t(incomplete ? 'spend.atLeast' : 'spend.title')}</small>
        <b className="figure num">{money(spent.reduce((sum, { amount }) => sum + amount.units, 0))}</b>
        <small className="num">
          {t('spend.sum', { count: spent.reduce((n, { calls }) => n + calls, 0), time: duration(totals.seconds * 1000) })}
        </small>
        <button type="button" className="text-button" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {t(asTable ? 'spend.chart' : 'calls.table')}
        </button>
      </div>
      {asTable ? (
        <div className={`${css['days']} grow`}>
          <table className="table">
            <ColumnHeads columns={[{ text: t('spend.day') }, { text: t('spend.calls'), end: true }, { text: t('spend.spent'), end: true }]} />
            <tbody>
              {spent.map((day) => (
                <tr key={day.date}>
                  <td>{name(day.date)}</td>
                  <td className="num end">{day.calls}</td>
                  <td className="num end">{money(day.amount.units)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <div className={`${css['chart']} grow spend-bars`}>
          {/* not announced: each bar is named so itself */}
          <p className="num">{readout(shown)}</p>
          <small className={`${css['most']} num`} aria-hidden>
            {money(most)}
          </small>
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form */}
          <div className={css['bars']} role="group" aria-labelledby="spend-title" onKeyDown={toBar}>
            {dates.map((date) => (
              <button
                key={date}
                type="button"
                aria-label={readout(date)}
                // one stop for Tab; the arrows go from day to day
                tabIndex={date === (dates.includes(shown) ? shown : to) ? 0 : -1}
                onMouseEnter={() => setChosen(date)}
                onFocus={() => setChosen(date)}
                onClick={() => onDay(date)}
              >
                <span style={{ height: `${Math.round(((of.get(date)?.amount.units ?? 0) / most) * 100)}%` }} />
              </button>
            ))}
          </div>
          <small className={`${css['axis']} num`} aria-hidden>
            <span>{name(dates[0] ?? from)}</span>
            <span>{name(to)}</span>
          </small>
        </div>
      )}
    </section>
  )
})

/** From one bar to another one by arrows, Home and End. */
function toBar(e: KeyboardEvent<HTMLElement>): void {
  const bars = [...e.currentTarget.querySelectorAll('button')]
  const at = bars.indexOf(document.activeElement as HTMLButtonElement)
  const next = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: bars.length - 1 }[e.key]
  if (next === undefined || e.altKey || e.ctrlKey || e.metaKey) return
  e.preventDefault()
  bars[Math.min(bars.length - 1, Math.max(0, next))]?.focus()
}
