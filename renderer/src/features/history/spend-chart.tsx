import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HistoryPage } from '../../../../shared/domain/history-query.ts'
import { formatMoney } from '../../../../shared/domain/money.ts'
import { addDays } from '../../../../shared/domain/wall-clock.ts'
import { duration } from '../../i18n/format.ts'
import css from './spend-chart.module.css'

/** Days shown at most; more are read from the table. */
const BARS = 62

/** Spending by day: bars with a line that reads out the chosen day, and the same as a table. */
export function SpendChart({ page, from, to }: { readonly page: HistoryPage; readonly from: string; readonly to: string }) {
  const { t, i18n } = useTranslation()
  const [asTable, setAsTable] = useState(false)
  const [chosen, setChosen] = useState<string | null>(null)
  const currency = page.days[0]?.amount.currency ?? 'EUR'
  const total = page.days.reduce((sum, d) => sum + d.amount.units, 0)
  const money = (units: number): string => formatMoney({ units, currency }, i18n.language)
  const dayText = (date: string): string =>
    new Intl.DateTimeFormat(i18n.language, { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' }).format(Date.parse(date))
  const of = new Map(page.days.map((d) => [d.date, d]))
  const dates: string[] = []
  for (let date = to; date >= from && dates.length < BARS; date = addDays(date, -1)) dates.unshift(date)
  const most = Math.max(1, ...page.days.map((d) => d.amount.units))
  const shown = of.get(chosen ?? '') ?? page.days.at(-1)
  return (
    <section className={`${css['spend']} spend padded`} aria-labelledby="spend-title">
      <div className={css['spend-sum']}>
        <small id="spend-title">{t('spend.title')}</small>
        <b className="figure num">{money(total)}</b>
        <small className="num">{t('spend.sum', { count: page.days.reduce((n, d) => n + d.calls, 0), time: duration(page.seconds * 1000) })}</small>
        <button type="button" className="text-button" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {t(asTable ? 'spend.chart' : 'calls.table')}
        </button>
      </div>
      {asTable ? (
        <table className="table grow">
          <thead>
            <tr>
              <th scope="col">{t('spend.day')}</th>
              <th scope="col" className="end">
                {t('spend.calls')}
              </th>
              <th scope="col" className="end">
                {t('spend.spent')}
              </th>
            </tr>
          </thead>
          <tbody>
            {[...page.days].reverse().map((d) => (
              <tr key={d.date}>
                <td>{dayText(d.date)}</td>
                <td className="num end">{d.calls}</td>
                <td className="num end">{money(d.amount.units)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <div className="grow spend-bars">
          <p className="num" role="status">
            {shown && t('spend.readout', { day: dayText(shown.date), amount: money(shown.amount.units), count: shown.calls })}
          </p>
          <div className={css['bars']}>
            {dates.map((date) => (
              <button
                key={date}
                type="button"
                aria-label={t('spend.readout', {
                  day: dayText(date),
                  amount: money(of.get(date)?.amount.units ?? 0),
                  count: of.get(date)?.calls ?? 0,
                })}
                aria-pressed={date === shown?.date}
                onMouseEnter={() => setChosen(date)}
                onFocus={() => setChosen(date)}
                onClick={() => setChosen(date)}
              >
                <span style={{ height: `${Math.round(((of.get(date)?.amount.units ?? 0) / most) * 100)}%` }} />
              </button>
            ))}
          </div>
        </div>
      )}
    </section>
  )
}
