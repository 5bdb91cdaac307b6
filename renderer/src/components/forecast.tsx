import { useTranslation } from 'react-i18next'
import { forecastDays, LONGEST_FORECAST } from '../../../shared/domain/costs.ts'
import { useApp } from '../state/app-store.ts'

/** For how long the balance lasts, as a sentence and as a figure, and from what that is worked out; null where too little is known. */
export function useForecast(): { readonly left: string; readonly figure: string; readonly basis: string } | null {
  const { t } = useTranslation()
  const balance = useApp((s) => s.account.balance.amount)
  const bases = useApp((s) => s.services.costs.bases)
  const forecast = forecastDays(balance, bases)
  if (!forecast) return null
  const { days, basis } = forecast
  const [left, figure] =
    days >= LONGEST_FORECAST
      ? ([t('forecast.year'), t('forecast.figure.year')] as const)
      : days === 0
        ? ([t('forecast.today'), t('forecast.figure.today')] as const)
        : ([t('forecast.days', { count: days }), t('forecast.figure.days', { count: days })] as const)
  return {
    left,
    figure,
    basis: t('forecast.basis', { count: basis.days }),
  }
}

/** The same as a line of text; nothing where nothing is known. */
export function Forecast() {
  const forecast = useForecast()
  return (
    forecast && (
      <small className="num">
        {forecast.left}, {forecast.basis}
      </small>
    )
  )
}
