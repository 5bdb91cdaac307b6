import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CallView } from '../../../../shared/call.ts'
import { useAsk } from '../../state/use-call.ts'
import { FailureNote } from '../../ui/failure-text.tsx'
import { TargetPicker, useTarget } from './target-picker.tsx'

/** A second call beside this one; this one is held meanwhile. */
export function AddCallPane({ call, onDone }: { readonly call: CallView; readonly onDone: () => void }) {
  const { t } = useTranslation()
  const picker = useTarget()
  const { busy, failure, ask } = useAsk()
  const { target } = picker
  const start = async (): Promise<void> => {
    if (!target) return
    const outcome = await ask(
      window.dialdesk.calls.dial({ lineId: call.lineId, number: target.number, origin: 'typed', confirmed: false, hidden: false, consultFor: null }),
    )
    if (outcome.ok) onDone()
  }
  return (
    <section className="in-call-side" aria-labelledby="add-title" data-pane>
      <div className="pane-head">
        <h2 id="add-title">{t('call.add')}</h2>
        <button type="button" className="icon-button" aria-label={t('xfer.cancel')} title={t('xfer.cancel')} onClick={onDone}>
          <IconX size={18} aria-hidden />
        </button>
      </div>
      <TargetPicker {...picker} />
      <FailureNote failure={failure} />
      <button type="button" className="button go wide bottom" disabled={!target || busy} onClick={() => void start()}>
        {target ? t('call.addNamed', { name: target.name ?? target.number }) : t('xfer.choose')}
      </button>
    </section>
  )
}
