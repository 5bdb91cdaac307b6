import { useTranslation } from 'react-i18next'
import type { CallView } from '../../../../shared/call.ts'
import { displayNumber } from '../../../../shared/phone-number.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { partyName } from './party.ts'
import { TargetPrice } from './target-picker.tsx'

/** The far end asks us to call somebody else instead: that may cost money, so the user decides. */
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
      act={{ label: t('refer.yes', { number: displayNumber(number, region) }), tone: 'go', run: () => answer(true) }}
    >
      <p>{t('refer.text', { party: partyName(t, call), number: displayNumber(number, region), name: name ?? '' })}</p>
      <TargetPrice number={number} />
    </Dialog>
  )
}
