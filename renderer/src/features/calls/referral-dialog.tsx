import { useTranslation } from 'react-i18next'
import type { CallView } from '../../../../shared/domain/call.ts'
import { displayNumber } from '../../../../shared/domain/phone-number.ts'
import { DialQuestion } from '../../components/dial-question.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { FailureNote } from '../../components/failure-text.tsx'
import { NumberPrice } from '../../components/number-price.tsx'
import { partyName } from '../../components/party-name.ts'
import { useGuardedCall } from '../../hooks/use-guarded-call.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'

/** The far end refers us to another number (RFC 3515). That call may cost money, so the user decides. */
export function ReferralDialog() {
  const call = useApp((s): CallView | undefined => s.calls.find((c) => c.referral !== null))
  return call?.referral && <Question key={call.id} call={call} referral={call.referral} />
}

function Question({ call, referral: { number, name } }: { readonly call: CallView; readonly referral: NonNullable<CallView['referral']> }) {
  const { t } = useTranslation()
  const region = useApp(regionOf)
  const guarded = useGuardedCall()
  const answer = (accept: boolean): void =>
    void guarded.run({
      number,
      begin: (confirmed) => window.dialdesk.calls.answerReferral({ callId: call.id, accept, confirmed }),
      onBegun: () => {},
    })
  return (
    <Dialog
      title={t('refer.title')}
      onClose={() => answer(false)}
      safe={{ label: t('refer.no'), run: () => answer(false) }}
      confirm={{ label: t('refer.yes', { number: displayNumber(number, region) }), tone: 'go', run: () => answer(true) }}
    >
      <p>{t('refer.text', { party: partyName(t, call), number: displayNumber(number, region), name: name ?? '' })}</p>
      <NumberPrice number={number} />
      <FailureNote failure={guarded.failure} />
      <DialQuestion of={guarded} />
    </Dialog>
  )
}
