import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { budgetWarnings } from '../../../shared/domain/costs.ts'
import { formatMoney } from '../../../shared/domain/money.ts'
import { useApp } from '../state/app-store.ts'
import { go } from '../state/navigation.ts'

/** A budget that is nearly or wholly used up, until it is dismissed for this month and step. */
export function BudgetBanner() {
  const { t, i18n } = useTranslation()
  const costs = useApp((s) => s.services.costs)
  const signedIn = useApp((s) => s.account.session.state === 'signed-in')
  const warnings = budgetWarnings(costs).filter(({ key }) => !costs.dismissed.includes(key))
  if (!signedIn || !warnings.length) return null
  const texts = warnings.map(({ currency, spent, budget, step }) =>
    t(step === 100 ? 'budget.used' : 'budget.near', {
      step,
      spent: formatMoney({ units: spent, currency }, i18n.language),
      budget: formatMoney({ units: budget, currency }, i18n.language),
    }),
  )
  return (
    <div className="note wait banner" role="status">
      <IconAlertTriangle size={16} aria-hidden />
      <span style={{ flex: 1 }}>{texts.join(' ')}</span>
      <button type="button" className="text-button" onClick={() => go('costs')}>
        {t('budget.show')}
      </button>
      <button
        type="button"
        className="text-button"
        onClick={() => void window.dialdesk.costs.dismissWarnings({ keys: warnings.map(({ key }) => key) })}
      >
        {t('storage.dismiss')}
      </button>
    </div>
  )
}
