import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'

type Props = {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
  /** The safe act first, both named after what they do. */
  readonly safe: { readonly label: string; readonly run: () => void }
  /** A third way that is neither. */
  readonly extra?: { readonly label: string; readonly run: () => void }
  /** Left out where there is something to read and nothing to do. */
  readonly act?: { readonly label: string; readonly run: () => void; readonly tone: 'primary' | 'stop' | 'go'; readonly disabled?: boolean }
}

/** A question. Escape and a click beside it do the safe thing. Composed from parts, for Mantine's ready header is a second banner to screen readers. */
export function Dialog({ title, onClose, children, safe, extra, act }: Props) {
  return (
    <Modal.Root opened onClose={onClose} centered size={480} transitionProps={{ duration: 0 }}>
      <Modal.Overlay />
      <Modal.Content radius={12}>
        <Modal.Body p={20}>
          <Modal.Title style={{ fontSize: 16, lineHeight: '24px', fontWeight: 600, marginBottom: 12 }}>{title}</Modal.Title>
          {children}
          <div style={{ display: 'flex', justifyContent: 'flex-end', gap: 8, marginTop: 20, flexWrap: 'wrap' }}>
            <button type="button" className="button" data-autofocus onClick={safe.run}>
              {safe.label}
            </button>
            {extra && (
              <button type="button" className="button" onClick={extra.run}>
                {extra.label}
              </button>
            )}
            {act && (
              <button type="button" className={`button ${act.tone}`} disabled={act.disabled} onClick={act.run}>
                {act.label}
              </button>
            )}
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}
