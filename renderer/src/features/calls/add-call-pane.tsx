import { useTranslation } from 'react-i18next'
import type { CallView } from '../../../../shared/domain/call.ts'
import { FailureNote } from '../../components/failure-text.tsx'
import { PaneHead } from '../../components/pane-head.tsx'
import { PartyPicker, usePartyChoice } from '../../components/party-picker.tsx'
import { useRequest } from '../../hooks/use-request.ts'
import callScreen from './call-screen.module.css'

/** A second call beside this one; this one is held meanwhile. */
export function AddCallPane({ call, onDone }: { readonly call: CallView; readonly onDone: () => void }) {
  const { t } = useTranslation()
  const choice = usePartyChoice()
  const { busy, failure, request } = useRequest()
  const { picked } = choice
  const start = async (): Promise<void> => {
    if (!picked || busy) return
    const outcome = await request(
      window.dialdesk.calls.dial({ lineId: call.lineId, number: picked.number, origin: 'typed', confirmed: false, hidden: false, consultFor: null }),
    )
    if (outcome.ok) onDone()
  }
  return (
    <section className={`${callScreen['in-call-side']} in-call-side`} aria-labelledby="add-title" data-pane>
      <PaneHead heading="h2" id="add-title" title={t('call.add')} close={t('xfer.cancel')} onClose={onDone} />
      <PartyPicker choice={choice} label={t('xfer.target')} onEnter={() => void start()} focus />
      <FailureNote failure={failure} />
      <button type="button" className="button go full bottom" disabled={!picked || busy} onClick={() => void start()}>
        {picked ? t('call.addNamed', { name: picked.name }) : t('xfer.choose')}
      </button>
    </section>
  )
}
