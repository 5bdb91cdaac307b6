import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallView } from '../../../../shared/domain/call.ts'
import type { Failure } from '../../../../shared/domain/failure.ts'
import { Dialog } from '../../components/dialog.tsx'
import { useRequest } from '../../hooks/use-request.ts'

/** Starts and stops a call's recording; the first one asks about consent. */
export function useRecording(call: CallView): {
  readonly toggle: () => void
  readonly asking: boolean
  readonly agree: () => void
  readonly forget: () => void
  readonly failure: Failure | null
} {
  const [asking, setAsking] = useState(false)
  const { failure, request, clear } = useRequest()
  const one = { callId: call.id }
  const start = async (): Promise<void> => {
    const outcome = await request(window.dialdesk.recordings.start(one))
    if (outcome.ok || outcome.error.code !== 'recording-consent') return
    clear()
    setAsking(true)
  }
  return {
    toggle: () => void (call.recording === null ? start() : request(window.dialdesk.recordings.stop(one))),
    asking,
    agree() {
      setAsking(false)
      void window.dialdesk.settings.change({ recording: { consent: true } }).then(start)
    },
    forget: () => setAsking(false),
    failure,
  }
}

export function ConsentDialog({ onNo, onYes }: { readonly onNo: () => void; readonly onYes: () => void }) {
  const { t } = useTranslation()
  return (
    <Dialog
      title={t('rec.consentTitle')}
      onClose={onNo}
      safe={{ label: t('rec.consentNo'), run: onNo }}
      confirm={{ label: t('rec.consentYes'), tone: 'primary', run: onYes }}
    >
      <p>{t('rec.consentText')}</p>
      <p>{t('rec.consentWhere')}</p>
    </Dialog>
  )
}
