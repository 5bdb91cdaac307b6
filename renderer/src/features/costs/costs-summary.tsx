import { useTranslation } from 'react-i18next'
import { budgetStep, type CurrencyCosts, perMinute } from '../../../../shared/domain/costs.ts'
import { formatMoney } from '../../../../shared/domain/money.ts'
import { useForecast } from '../../components/forecast.tsx'
import { duration } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import { openSettings } from '../../state/navigation.ts'
import css from './costs-screen.module.css'
import { monthName } from './periods.ts'

/** What was spent in the period and how that compares; how far this month's budget is used, and how long the balance lasts. */
export function CostsSummary({ costs }: { readonly costs: CurrencyCosts | null }) {
  const { t, i18n } = useTranslation()
  const forecast = useForecast()
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 0 })
  const average = costs && perMinute(costs.total, costs.currency)
  const compared = (title: string, before: number) => {
    if (!costs) return null
    const ratio = before > 0 ? costs.total.units / before - 1 : null
    const word =
      ratio === null
        ? null
        : Math.abs(ratio) < 0.005
          ? t('costs.same')
          : t(ratio > 0 ? 'costs.more' : 'costs.less', { percent: percent.format(Math.abs(ratio)) })
    return <Figure title={title} value={formatMoney({ units: before, currency: costs.currency }, i18n.language)} note={word} />
  }
  return (
    <dl className={css['summary']}>
      {costs && (
        <>
          <Figure
            title={t('costs.spent')}
            value={formatMoney({ units: costs.total.units, currency: costs.currency }, i18n.language)}
            note={t('spend.sum', { count: costs.total.calls, time: duration(costs.total.seconds * 1000) })}
          />
          <Figure title={t('costs.average')} value={average ? formatMoney(average, i18n.language, 4) : '–'} note={null} />
          {costs.before &&
            (costs.before.sameDays === null
              ? compared(monthName(costs.before.month, i18n.language), costs.before.whole)
              : compared(t('costs.sameDays', { month: monthName(costs.before.month, i18n.language) }), costs.before.sameDays))}
          {costs.before && costs.before.sameDays !== null && compared(monthName(costs.before.month, i18n.language), costs.before.whole)}
        </>
      )}
      <Budgets />
      {forecast && <Figure title={t('costs.lasts')} value={forecast.figure} note={t('costs.atThisRate', { basis: forecast.basis })} />}
    </dl>
  )
}

function Figure({ title, value, note }: { readonly title: string; readonly value: string; readonly note: string | null }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>
        <b className="num">{value}</b>
        {note && <small className="num">{note}</small>}
      </dd>
    </div>
  )
}

/** How far the budgets of this month are used up, in words and as a bar. */
function Budgets() {
  const { t, i18n } = useTranslation()
  const { month, months } = useApp((s) => s.services.costs)
  const budgets = months.flatMap((one) => (one.budget === null ? [] : [{ ...one, budget: one.budget }]))
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 0 })
  const money = (units: number, currency: string): string => formatMoney({ units, currency }, i18n.language)
  return (
    <>
      {budgets.map(({ currency, spent, budget }) => {
        const title = t('costs.budget', { month: monthName(month, i18n.language) })
        const text = t('costs.of', { spent: money(spent, currency), budget: money(budget, currency), percent: percent.format(spent / budget) })
        const step = budgetStep(spent, budget)
        return (
          <div key={currency}>
            <dt>{title}</dt>
            <dd>
              <b className="num">{text}</b>
              <progress
                className={`${css['used']} ${step === 100 ? css['over'] : step === 80 ? css['near'] : ''}`}
                aria-label={title}
                aria-valuetext={text}
                max={budget}
                value={Math.max(0, Math.min(spent, budget))}
              />
              <button type="button" className="text-button" onClick={() => openSettings('costs')}>
                {t('costs.changeBudget')}
              </button>
            </dd>
          </div>
        )
      })}
      {!budgets.length && (
        <div>
          <dt>{t('costs.noBudget')}</dt>
          <dd>
            <button type="button" className="text-button" onClick={() => openSettings('costs')}>
              {t('costs.setBudget')}
            </button>
          </dd>
        </div>
      )}
    </>
  )
}
