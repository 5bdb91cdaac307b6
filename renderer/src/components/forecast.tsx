import { useTranslation } from 'react-i18next'
import { forecastDays, LONGEST_FORECAST } from '../../../shared/domain/costs.ts'
import { useApp } from '../state/app-store.ts'

/** For how long the balance lasts, and from what that is worked out; null where too little is known. */
export function useForecast(): { readonly left: string; readonly basis: string } | null {
  const { t } = useTranslation()
  const balance = useApp((s) => s.account.balance.amount)
  const bases = useApp((s) => s.services.costs.bases)
  const forecast = forecastDays(balance, bases)
  if (!forecast) return null
  const { days, basis } = forecast
  return {
    left: days >= LONGEST_FORECAST ? t('forecast.year') : days === 0 ? t('forecast.today') : t('forecast.days', { count: days }),
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
