import { IconAlertTriangle } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallSpending, SpendWarning } from '../../../shared/domain/call-spending.ts'
import { formatMoney } from '../../../shared/domain/money.ts'
import { getAudio } from '../audio/running-audio.ts'
import { useClock } from '../hooks/use-clock.ts'
import { useApp } from '../state/app-store.ts'

/** Ten-thousandths: less would be shown as nothing. */
const CENT = 100

/** Warnings about what running calls cost, each with the way to go on and the way to end the call. */
export function SpendWarnings() {
  const calls = useApp((s) => s.callSpending)
  return calls.map((call) => call.warning && <Warning key={call.callId} call={call} warning={call.warning} />)
}

function Warning({ call: { callId }, warning }: { readonly call: CallSpending; readonly warning: SpendWarning }) {
  const { t, i18n } = useTranslation()
  const { minutes, cost, hangUpAt } = warning
  const now = useClock(hangUpAt !== null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each warning
  useEffect(() => getAudio()?.warn(), [callId, minutes, hangUpAt])
  const { calls } = window.dialdesk
  return (
    <div className="note wait banner" data-spend-warning>
      <IconAlertTriangle size={16} aria-hidden />
      <span style={{ flex: 1 }}>
        <span role="alert">
          {[
            minutes > 0 && t('guard.lasted', { count: minutes }),
            cost && t('guard.cost', { cost: formatMoney(cost, i18n.language, cost.units < CENT ? 4 : 2) }),
            hangUpAt !== null && t('guard.ends'),
          ]
            .filter(Boolean)
            .join(' ')}
        </span>{' '}
        {hangUpAt !== null && (
          // the seconds are not spoken one by one
          <span className="num" role="timer">
            {t('guard.endsIn', { seconds: Math.max(0, Math.ceil((hangUpAt - now) / 1000)) })}
          </span>
        )}
      </span>
      <button type="button" className="text-button" onClick={() => void calls.goOn({ callId })}>
        {t(hangUpAt === null ? 'storage.dismiss' : 'guard.goOn')}
      </button>
      <button type="button" className="button small stop" onClick={() => void calls.hangUp({ callId, whole: false })}>
        {t('call.end')}
      </button>
    </div>
  )
}
