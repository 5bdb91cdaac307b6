import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../state/app-store.ts'

/** That a call's recording broke off: whoever speaks relies on it. */
export function RecordingBrokenOff({ callId }: { readonly callId: string }) {
  const { t } = useTranslation()
  const brokenOff = useApp((s) => s.recordings.brokenOff === callId)
  if (!brokenOff) return null
  return (
    <p className="note bad" role="alert">
      <IconAlertTriangle size={16} aria-hidden />
      <span>{t('rec.brokenOff')}</span>
    </p>
  )
}
