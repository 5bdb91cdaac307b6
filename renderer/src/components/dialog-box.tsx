import { Modal } from '@mantine/core'
import type { FocusEvent, ReactNode } from 'react'

export type DialogProps = {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
  /** Runs on Escape and on a click outside. Labels name what the buttons do. */
  readonly safe: { readonly label: string; readonly run: () => void }
  /** A third choice. */
  readonly extra?: { readonly label: string; readonly run: () => void }
  /** Absent in a dialog that only informs. */
  readonly confirm?: { readonly label: string; readonly run: () => void; readonly tone: 'primary' | 'stop' | 'go'; readonly disabled?: boolean }
}

/**
 * Mantine gives the focus to the marked element in two tasks after the dialog is there, and would take it back from where a quick key has led
 * meanwhile: what has the focus is the marked element.
 */
function markFocused({ currentTarget, target }: FocusEvent<HTMLElement>): void {
  const mark = 'data-autofocus'
  currentTarget.querySelector(`[${mark}]`)?.removeAttribute(mark)
  target.setAttribute(mark, '')
}

/** A dialog with a safe default. Composed from parts because Mantine's ready-made header is a second banner landmark. */
export function DialogBox({ title, onClose, children, safe, extra, confirm }: DialogProps) {
  return (
    <Modal.Root opened onClose={onClose} centered size={480} transitionProps={{ duration: 0 }}>
      <Modal.Overlay />
      <Modal.Content radius={12} onFocus={markFocused}>
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
            {confirm && (
              <button type="button" className={`button ${confirm.tone}`} disabled={confirm.disabled} onClick={confirm.run}>
                {confirm.label}
              </button>
            )}
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}
