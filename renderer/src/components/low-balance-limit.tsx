import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseMoney } from '../../../shared/domain/money.ts'
import { useApp } from '../state/app-store.ts'

type Props = { readonly onLimit: (units: number | null) => void }

/** The balance below which the user is warned, in the account's currency; empty: no warning. */
export function LowBalanceLimit({ onLimit }: Props) {
  const { t, i18n } = useTranslation()
  const limit = useApp((s) => s.settings.desktop.lowBalance)
  const currency = useApp(({ account }) => account.balance.amount?.currency ?? 'EUR')
  const [text, setText] = useState(() =>
    limit === null ? '' : new Intl.NumberFormat(i18n.language, { minimumFractionDigits: 2, useGrouping: false }).format(limit / 10_000),
  )
  const [bad, setBad] = useState(false)
  const save = (): void => {
    const none = text.trim() === ''
    const units = none ? null : (parseMoney(text.trim(), currency)?.units ?? -1)
    const wrong = units !== null && units < 0
    setBad(wrong)
    if (!wrong && units !== limit) onLimit(units)
  }
  return (
    <TextInput
      label={t('desk.limit')}
      description={t('desk.limitHint')}
      inputMode="decimal"
      value={text}
      error={bad && t('desk.limitBad')}
      rightSection={<span className="num">{currency}</span>}
      rightSectionWidth={52}
      onChange={(e) => setText(e.currentTarget.value)}
      onBlur={save}
      onKeyDown={(e) => e.key === 'Enter' && save()}
    />
  )
}
