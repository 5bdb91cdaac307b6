import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BalanceLevel } from '../../../shared/domain/balance-level.ts'
import { formatMoney } from '../../../shared/domain/money.ts'
import { useBalanceLevel, useMayTopUp } from '../hooks/use-balance-level.ts'
import { useApp } from '../state/app-store.ts'
import { goToPin } from '../state/places.ts'

/** A balance that is low or used up, with the way to top up; until it is dismissed, and again when it gets lower. */
export function BalanceBanner() {
  const { t, i18n } = useTranslation()
  const { amount } = useApp(({ account }) => account.balance)
  const limit = useApp((s) => s.settings.desktop.lowBalance)
  const signedIn = useApp((s) => s.account.session.state === 'signed-in')
  const mayTopUp = useMayTopUp()
  const level = useBalanceLevel()
  const [dismissed, setDismissed] = useState<BalanceLevel>('enough')
  // a balance that was enough meanwhile is news when it is low again
  if (level === 'enough' && amount !== null && dismissed !== 'enough') setDismissed('enough')
  if (!signedIn || !amount || level === 'enough' || level === dismissed) return null
  const text = { amount: formatMoney(amount, i18n.language), limit: formatMoney({ units: limit ?? 0, currency: amount.currency }, i18n.language) }
  return (
    <div className={`note ${level === 'low' ? 'wait' : 'bad'} banner`} role="status" data-balance={level}>
      <IconAlertTriangle size={16} aria-hidden />
      <span style={{ flex: 1 }}>{t(level === 'low' ? 'balance.low' : 'balance.usedUp', text)}</span>
      {mayTopUp && (
        <button type="button" className="text-button" onClick={goToPin}>
          {t('nav.topup')}
        </button>
      )}
      <button type="button" className="text-button" onClick={() => setDismissed(level)}>
        {t('storage.dismiss')}
      </button>
    </div>
  )
}
