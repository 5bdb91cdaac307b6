import { IconX } from '@tabler/icons-react'
import { IconButton } from './icon-button.tsx'

type CloseProps = { readonly label: string; readonly onClose: () => void }

export function CloseButton({ label, onClose }: CloseProps) {
  return (
    <IconButton label={label} onClick={onClose}>
      <IconX size={18} aria-hidden />
    </IconButton>
  )
}

type Props = {
  readonly heading: 'h1' | 'h2'
  /** Of the heading, which names the pane. */
  readonly id: string
  readonly title: string
  readonly close: string
  readonly onClose: () => void
}

/** The first row of a pane that closes: its title and the button. */
export function PaneHead({ heading: Heading, id, title, close, onClose }: Props) {
  return (
    <div className="pane-head">
      <Heading id={id}>{title}</Heading>
      <CloseButton label={close} onClose={onClose} />
    </div>
  )
}
