import { Menu } from '@mantine/core'
import { useApp } from '../../state/app-store.ts'
import { Lamp } from '../../ui/lamp.tsx'
import { lampOf, useLineState } from './line-state.ts'

/** The account's lines as menu items; the one chosen becomes the default line. */
export function LineMenuItems() {
  const lines = useApp((s) => s.lines.lines)
  const calls = useApp((s) => s.calls)
  const word = useLineState()
  return lines.map((l) => (
    <Menu.Item key={l.id} leftSection={<Lamp state={lampOf(l, calls)} />} onClick={() => void window.dialdesk.lines.setDefault({ lineId: l.id })}>
      <span className="two">
        <b>
          <bdi>{l.label}</bdi>
        </b>
        <small>
          {word(l)} · <bdi>{l.userName}</bdi>
        </small>
      </span>
    </Menu.Item>
  ))
}
