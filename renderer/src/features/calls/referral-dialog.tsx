import { useTranslation } from 'react-i18next'
import type { CallView } from '../../../../shared/domain/call.ts'
import { displayNumber } from '../../../../shared/domain/phone-number.ts'
import { Dialog } from '../../components/dialog.tsx'
import { NumberPrice } from '../../components/number-price.tsx'
import { partyName } from '../../components/party-name.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'

/** The far end refers us to another number (RFC 3515). That call may cost money, so the user decides. */
export function ReferralDialog() {
  const { t } = useTranslation()
  const region = useApp(regionOf)
  const call = useApp((s): CallView | undefined => s.calls.find((c) => c.referral !== null))
  if (!call?.referral) return null
  const { number, name } = call.referral
  const answer = (accept: boolean): void => void window.dialdesk.calls.answerReferral({ callId: call.id, accept })
  return (
    <Dialog
      title={t('refer.title')}
      onClose={() => answer(false)}
      safe={{ label: t('refer.no'), run: () => answer(false) }}
      confirm={{ label: t('refer.yes', { number: displayNumber(number, region) }), tone: 'go', run: () => answer(true) }}
    >
      <p>{t('refer.text', { party: partyName(t, call), number: displayNumber(number, region), name: name ?? '' })}</p>
      <NumberPrice number={number} />
    </Dialog>
  )
}
