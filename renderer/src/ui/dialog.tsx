import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

type Props = {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
  /** The safe act first, both named after what they do. */
  readonly safe: { readonly label: string; readonly run: () => void }
  readonly act: { readonly label: string; readonly run: () => void; readonly tone: 'primary' | 'stop' | 'go'; readonly disabled?: boolean }
}

/** A question. Escape and the cross do the safe thing. */
export function Dialog({ title, onClose, children, safe, act }: Props) {
  const { t } = useTranslation()
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      centered
      radius={12}
      size={480}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ 'aria-label': t('close') }}
      styles={{ title: { fontSize: 16, fontWeight: 600 } }}
    >
      {children}
      <div style={{ display: 'flex', justifyContent: 'flex-end', gap: 8, marginTop: 20, flexWrap: 'wrap' }}>
        <button type="button" className="button" data-autofocus onClick={safe.run}>
          {safe.label}
        </button>
        <button type="button" className={`button ${act.tone}`} disabled={act.disabled} onClick={act.run}>
          {act.label}
        </button>
      </div>
    </Modal>
  )
}
