import { useTranslation } from 'react-i18next'
import type { CallView } from '../../../../shared/domain/call.ts'
import { DialQuestion } from '../../components/dial-question.tsx'
import { FailureNote } from '../../components/failure-text.tsx'
import { PaneHead } from '../../components/pane-head.tsx'
import { useDial } from '../../hooks/use-dial.ts'
import callScreen from './call-screen.module.css'
import { TargetPicker, useTarget } from './target-picker.tsx'

/** A second call beside this one; this one is held meanwhile. */
export function AddCallPane({ call, onDone }: { readonly call: CallView; readonly onDone: () => void }) {
  const { t } = useTranslation()
  const picker = useTarget()
  const dialling = useDial(onDone)
  const { target } = picker
  const start = (): void => {
    if (target) void dialling.dial(target.number, call.lineId, 'typed')
  }
  return (
    <section className={`${callScreen['in-call-side']} in-call-side`} aria-labelledby="add-title" data-pane>
      <PaneHead heading="h2" id="add-title" title={t('call.add')} close={t('xfer.cancel')} onClose={onDone} />
      <TargetPicker {...picker} onStart={start} />
      <FailureNote failure={dialling.failure} />
      <DialQuestion of={dialling} />
      <button type="button" className="button go full bottom" disabled={!target || dialling.busy} onClick={start}>
        {target ? t('call.addNamed', { name: target.name ?? target.number }) : t('xfer.choose')}
      </button>
    </section>
  )
}
