import { Menu } from '@mantine/core'
import { lineNumber } from '../../../shared/domain/phone-number.ts'
import { lineStatus, useLineState } from '../hooks/use-line-state.ts'
import { useApp } from '../state/app-store.ts'
import { StatusDot } from './status-dot.tsx'

/** The account's lines as menu items; choosing one makes it the default line. */
export function LineMenuItems() {
  const lines = useApp((s) => s.lines.lines)
  const calls = useApp((s) => s.calls)
  const word = useLineState()
  return lines.map((l) => (
    <Menu.Item
      key={l.id}
      leftSection={<StatusDot state={lineStatus(l, calls)} />}
      onClick={() => void window.dialdesk.lines.setDefault({ lineId: l.id })}
    >
      <span className="two">
        <b>
          <bdi>{l.label}</bdi>
        </b>
        <small>
          {word(l)} · <bdi className="num">{lineNumber(l.userName)}</bdi>
        </small>
      </span>
    </Menu.Item>
  ))
}
