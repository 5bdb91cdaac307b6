import { useTranslation } from 'react-i18next'
import type { CallView } from '../../../../shared/domain/call.ts'
import { FailureNote } from '../../components/failure-text.tsx'
import { PaneHead } from '../../components/pane-head.tsx'
import { useRequest } from '../../hooks/use-request.ts'
import callScreen from './call-screen.module.css'
import { TargetPicker, useTarget } from './target-picker.tsx'

/** A second call beside this one; this one is held meanwhile. */
export function AddCallPane({ call, onDone }: { readonly call: CallView; readonly onDone: () => void }) {
  const { t } = useTranslation()
  const picker = useTarget()
  const { busy, failure, request } = useRequest()
  const { target } = picker
  const start = async (): Promise<void> => {
    if (!target || busy) return
    const outcome = await request(
      window.dialdesk.calls.dial({ lineId: call.lineId, number: target.number, origin: 'typed', confirmed: false, hidden: false, consultFor: null }),
    )
    if (outcome.ok) onDone()
  }
  return (
    <section className={`${callScreen['in-call-side']} in-call-side`} aria-labelledby="add-title" data-pane>
      <PaneHead heading="h2" id="add-title" title={t('call.add')} close={t('xfer.cancel')} onClose={onDone} />
      <TargetPicker {...picker} onStart={() => void start()} />
      <FailureNote failure={failure} />
      <button type="button" className="button go full bottom" disabled={!target || busy} onClick={() => void start()}>
        {target ? t('call.addNamed', { name: target.name ?? target.number }) : t('xfer.choose')}
      </button>
    </section>
  )
}
