import { useTranslation } from 'react-i18next'
import { parseMoney } from '../../../shared/domain/money.ts'
import { useOwnCurrency } from '../hooks/use-spending.ts'
import { typedAmount } from '../i18n/format.ts'
import { useApp } from '../state/app-store.ts'
import { NumberSetting } from './number-setting.tsx'

type Props = { readonly onLimit: (units: number | null) => void }

/** The balance below which the user is warned, in the account's currency; empty: no warning. */
export function LowBalanceLimit({ onLimit }: Props) {
  const { t, i18n } = useTranslation()
  const limit = useApp((s) => s.settings.desktop.lowBalance)
  const currency = useOwnCurrency()
  return (
    <NumberSetting
      label={t('desk.limit')}
      hint={t('desk.limitHint')}
      unit={currency}
      bad={t('desk.limitBad')}
      value={limit}
      write={(units) => typedAmount(units, i18n.language)}
      read={(text) => {
        const units = parseMoney(text, currency)?.units ?? -1
        return units >= 0 ? units : null
      }}
      onValue={onLimit}
    />
  )
}
