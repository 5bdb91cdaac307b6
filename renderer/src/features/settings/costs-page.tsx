import { useTranslation } from 'react-i18next'
import { LARGEST_BUDGET } from '../../../../shared/domain/costs.ts'
import { formatMoney, parseMoney } from '../../../../shared/domain/money.ts'
import { FailureNote } from '../../components/failure-text.tsx'
import { NumberSetting } from '../../components/number-setting.tsx'
import { useRequest } from '../../hooks/use-request.ts'
import { useOwnCurrency } from '../../hooks/use-spending.ts'
import { typedAmount } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import { SpendGuard } from './spend-guard.tsx'

/** What may be spent in a month, for each currency of the account, and what is asked or warned of around a call. */
export function CostsPage() {
  const { t } = useTranslation()
  const own = useOwnCurrency()
  const { months } = useApp((s) => s.services.costs)
  const currencies = [...new Set([own, ...months.map(({ currency }) => currency)])]
  return (
    <>
      <h2>{t('settings.costs')}</h2>
      <div className="narrow">
        <p>{t('budget.what')}</p>
        {currencies.map((currency) => {
          const month = months.find((one) => one.currency === currency)
          return <Budget key={`${currency} ${month?.budget}`} currency={currency} budget={month?.budget ?? null} spent={month?.spent ?? 0} />
        })}
        <SpendGuard />
      </div>
    </>
  )
}

function Budget({ currency, budget, spent }: { readonly currency: string; readonly budget: number | null; readonly spent: number }) {
  const { t, i18n } = useTranslation()
  const { failure, request } = useRequest()
  return (
    <>
      <NumberSetting
        label={t('budget.label')}
        hint={t('budget.spent', { amount: formatMoney({ units: spent, currency }, i18n.language) })}
        unit={currency}
        bad={t('budget.bad')}
        value={budget}
        write={(units) => typedAmount(units, i18n.language)}
        read={(text) => {
          const units = parseMoney(text, currency)?.units ?? 0
          return units > 0 && units <= LARGEST_BUDGET ? units : null
        }}
        onValue={(units) => void request(window.dialdesk.costs.setBudget({ currency, units }))}
      />
      <FailureNote failure={failure} />
    </>
  )
}
