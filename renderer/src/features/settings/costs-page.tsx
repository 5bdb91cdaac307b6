import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LARGEST_BUDGET } from '../../../../shared/domain/costs.ts'
import { formatMoney, parseMoney } from '../../../../shared/domain/money.ts'
import { FailureNote } from '../../components/failure-text.tsx'
import { useRequest } from '../../hooks/use-request.ts'
import { useApp } from '../../state/app-store.ts'
import { SpendGuard } from './spend-guard.tsx'

/** What may be spent in a month, for each currency of the account, and what is asked or warned of around a call. */
export function CostsPage() {
  const { t } = useTranslation()
  const own = useApp(({ account }) => account.balance.amount?.currency ?? 'EUR')
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
  const [text, setText] = useState(() =>
    budget === null ? '' : new Intl.NumberFormat(i18n.language, { minimumFractionDigits: 2, useGrouping: false }).format(budget / 10_000),
  )
  const [bad, setBad] = useState(false)
  const save = (): void => {
    const none = text.trim() === ''
    const units = none ? null : (parseMoney(text.trim(), currency)?.units ?? 0)
    const wrong = units !== null && (units <= 0 || units > LARGEST_BUDGET)
    setBad(wrong)
    if (!wrong && units !== budget) void request(window.dialdesk.costs.setBudget({ currency, units }))
  }
  return (
    <>
      <TextInput
        label={t('budget.label')}
        description={t('budget.spent', { amount: formatMoney({ units: spent, currency }, i18n.language) })}
        inputMode="decimal"
        value={text}
        error={bad && t('budget.bad')}
        rightSection={<span className="num">{currency}</span>}
        rightSectionWidth={52}
        onChange={(e) => setText(e.currentTarget.value)}
        onBlur={save}
        onKeyDown={(e) => e.key === 'Enter' && save()}
      />
      <FailureNote failure={failure} />
    </>
  )
}
