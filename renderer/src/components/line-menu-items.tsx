import type { Line } from '../../../shared/domain/line.ts'
import { lineNumber } from '../../../shared/domain/phone-number.ts'
import { useLineState, useLineStatus } from '../hooks/use-line-state.ts'
import { useApp } from '../state/app-store.ts'
import { chooseLine } from '../state/projection.ts'
import type { MenuParts } from './menu-button.tsx'
import { StatusDot } from './status-dot.tsx'

/** The account's lines as menu items; choosing one makes it the default line. */
export function LineMenuItems({ menu: Menu, onChosen }: { readonly menu: MenuParts; readonly onChosen?: () => void }) {
  const lines = useApp((s) => s.lines.lines)
  const status = useLineStatus()
  return lines.map((l) => (
    <Menu.Item
      key={l.id}
      leftSection={<StatusDot state={status(l)} />}
      onClick={() => {
        void chooseLine(window.dialdesk, l.id)
        onChosen?.()
      }}
    >
      <LineTitle line={l} />
    </Menu.Item>
  ))
}

/** A line's name over its state and number. */
export function LineTitle({ line }: { readonly line: Line }) {
  const word = useLineState()
  return (
    <span className="two">
      <b>
        <bdi>{line.label}</bdi>
      </b>
      <small data-ready={line.registration.state === 'registered' || undefined}>
        <span>{word(line)} · </span>
        <bdi className="num">{lineNumber(line.userName)}</bdi>
      </small>
    </span>
  )
}
