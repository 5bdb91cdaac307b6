import { useTranslation } from 'react-i18next'
import type { CallView } from '../../../../shared/domain/call.ts'
import { DialQuestion } from '../../components/dial-question.tsx'
import { FailureNote } from '../../components/failure-text.tsx'
import { PaneHead } from '../../components/pane-head.tsx'
import { PartyPicker, usePartyChoice } from '../../components/party-picker.tsx'
import { useDial } from '../../hooks/use-dial.ts'
import callScreen from './call-screen.module.css'

/** A second call beside this one; this one is held meanwhile. */
export function AddCallPane({ call, onDone }: { readonly call: CallView; readonly onDone: () => void }) {
  const { t } = useTranslation()
  const choice = usePartyChoice()
  const dialling = useDial(onDone)
  const { picked } = choice
  const start = (): void => {
    if (picked) void dialling.dial(picked.number, call.lineId, 'typed')
  }
  return (
    <section className={`${callScreen['in-call-side']} in-call-side`} aria-labelledby="add-title" data-pane>
      <PaneHead heading="h2" id="add-title" title={t('call.add')} close={t('xfer.cancel')} onClose={onDone} />
      <PartyPicker choice={choice} label={t('xfer.target')} onEnter={start} focus />
      <FailureNote failure={dialling.failure} />
      <DialQuestion of={dialling} />
      <button type="button" className="button go full bottom" disabled={!picked || dialling.busy} onClick={start}>
        {picked ? t('call.addNamed', { name: picked.name }) : t('xfer.choose')}
      </button>
    </section>
  )
}
