import { Menu } from '@mantine/core'
import { IconBan, IconCopy, IconMessage, IconMessages, IconPhone, IconPhoneCall, IconTrash, IconUserPlus } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isBlocked } from '../../../shared/domain/blocked-numbers.ts'
import { NumberPrice } from '../components/number-price.tsx'
import { useApp } from '../state/app-store.ts'
import { go, openSettings, type ScreenId } from '../state/navigation.ts'
import { regionOf } from '../state/selectors.ts'

type Opened = { readonly number: string; readonly entry: number | null; readonly x: number; readonly y: number; readonly row: Element }

/**
 * What can be done with a row: by right click in it, and by Shift F10 or the menu key where it has the focus. A row names its number in
 * `data-number`, and its position in the history in `data-entry`.
 */
export function NumberMenu({ screens }: { readonly screens: readonly ScreenId[] }) {
  const { t } = useTranslation()
  const [opened, setOpened] = useState<Opened | null>(null)
  useEffect(() => {
    const onContextMenu = (e: MouseEvent): void => {
      const row = e.target instanceof Element ? e.target.closest('[data-number], [data-entry]') : null
      const number = row?.getAttribute('data-number') ?? ''
      const entry = row?.hasAttribute('data-entry') ? Number(row.getAttribute('data-entry')) : null
      // a selected text has its own menu, with Copy
      if (!row || (!number && entry === null) || !window.getSelection()?.isCollapsed) return
      e.preventDefault()
      setOpened({ number, entry, x: e.clientX, y: e.clientY, row })
    }
    window.addEventListener('contextmenu', onContextMenu)
    return () => window.removeEventListener('contextmenu', onContextMenu)
  }, [])
  if (!opened) return null
  const { number, entry, x, y, row } = opened
  const close = (): void => {
    setOpened(null)
    const button = row.matches('[data-row]') ? row : row.querySelector('[data-row]')
    if (button instanceof HTMLElement) button.focus()
  }
  return (
    // at the row's place, and with its own number, each time
    <Menu key={`${number} ${x} ${y}`} opened onClose={close} position="bottom-start" offset={2} width={260}>
      <Menu.Target>
        <span style={{ position: 'fixed', left: x, top: y }} />
      </Menu.Target>
      <Menu.Dropdown aria-label={number || t('deletion.menu')}>
        {number && <NumberItems number={number} screens={screens} />}
        {number && entry !== null && <Menu.Divider />}
        {entry !== null && (
          <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} onClick={() => void window.dialdesk.history.remove({ positions: [entry] })}>
            {t('deletion.one')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

function NumberItems({ number, screens }: { readonly number: string; readonly screens: readonly ScreenId[] }) {
  const { t } = useTranslation()
  const region = useApp(regionOf)
  const blocked = useApp((s) => isBlocked(s.settings.calls.unwanted, number, region))
  return (
    <>
      <Menu.Item leftSection={<IconPhone size={16} aria-hidden />} rightSection={<NumberPrice number={number} />} onClick={() => go('phone', number)}>
        {t('dial.call')}
      </Menu.Item>
      {screens.includes('callback') && (
        <Menu.Item leftSection={<IconPhoneCall size={16} aria-hidden />} onClick={() => go('callback', number)}>
          {t('nav.callback')}
        </Menu.Item>
      )}
      {screens.includes('sms') && (
        <Menu.Item leftSection={<IconMessage size={16} aria-hidden />} onClick={() => go('sms', number)}>
          {t('nav.sms')}
        </Menu.Item>
      )}
      {screens.includes('messages') && (
        <Menu.Item leftSection={<IconMessages size={16} aria-hidden />} onClick={() => go('messages', number)}>
          {t('messages.new')}
        </Menu.Item>
      )}
      <Menu.Divider />
      <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={() => void navigator.clipboard.writeText(number)}>
        {t('detail.copy')}
      </Menu.Item>
      <Menu.Item leftSection={<IconUserPlus size={16} aria-hidden />} onClick={() => go('contacts', number)}>
        {t('dial.saveContact')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconBan size={16} aria-hidden />}
        onClick={() => (blocked ? openSettings('blocked') : void window.dialdesk.blockList.block({ kind: 'number', value: number }))}
      >
        {t(blocked ? 'blocked.isBlocked' : 'blocked.block')}
      </Menu.Item>
    </>
  )
}
