import type { Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import css from './card-action.module.css'

type Props = {
  readonly icon: Icon
  readonly name: string
  readonly hint?: string
  readonly disabled: boolean
  /** The action cannot be undone. */
  readonly destructive?: boolean
  /** Whether its form is shown; left out for an action without a form. */
  readonly open?: boolean
  readonly onClick: () => void
  /** Its form. */
  readonly children?: ReactNode
}

/** One action of a card in the list of them, with its form below it while that is open. */
export function CardAction({ icon: Picture, name, hint, disabled, destructive = false, open, onClick, children }: Props) {
  return (
    <li>
      <button
        type="button"
        className={`${css['action-row']} ${destructive ? 'bad-text' : ''}`}
        disabled={disabled}
        aria-expanded={open}
        onClick={onClick}
      >
        <Picture size={18} aria-hidden />
        <span>
          <b>{name}</b>
          {hint && <small>{hint}</small>}
        </span>
      </button>
      {open && children}
    </li>
  )
}
