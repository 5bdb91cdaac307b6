import { Menu } from '@mantine/core'
import { IconCopy, IconMessage, IconPhone, IconPhoneCall, IconUserPlus } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { go, type ScreenId } from '../state/navigation.ts'

type Opened = { readonly number: string; readonly x: number; readonly y: number; readonly row: Element }

/** What can be done with a row's number: by right click in it, and by Shift F10 or the menu key where it has the focus. A row names its number in `data-number`. */
export function NumberMenu({ screens }: { readonly screens: readonly ScreenId[] }) {
  const { t } = useTranslation()
  const [opened, setOpened] = useState<Opened | null>(null)
  useEffect(() => {
    const onContextMenu = (e: MouseEvent): void => {
      const row = e.target instanceof Element ? e.target.closest('[data-number]') : null
      const number = row?.getAttribute('data-number')
      // a selected text has its own menu, with Copy
      if (!row || !number || !window.getSelection()?.isCollapsed) return
      e.preventDefault()
      setOpened({ number, x: e.clientX, y: e.clientY, row })
    }
    window.addEventListener('contextmenu', onContextMenu)
    return () => window.removeEventListener('contextmenu', onContextMenu)
  }, [])
  if (!opened) return null
  const { number, x, y, row } = opened
  const close = (): void => {
    setOpened(null)
    const button = row.matches('[data-row]') ? row : row.querySelector('[data-row]')
    if (button instanceof HTMLElement) button.focus()
  }
  return (
    // at the row's place, and with its own number, each time
    <Menu key={`${number} ${x} ${y}`} opened onClose={close} position="bottom-start" offset={2} width={220}>
      <Menu.Target>
        <span style={{ position: 'fixed', left: x, top: y }} />
      </Menu.Target>
      <Menu.Dropdown aria-label={number}>
        <Menu.Item leftSection={<IconPhone size={16} aria-hidden />} onClick={() => go('phone', number)}>
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
        <Menu.Divider />
        <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={() => void navigator.clipboard.writeText(number)}>
          {t('detail.copy')}
        </Menu.Item>
        <Menu.Item leftSection={<IconUserPlus size={16} aria-hidden />} onClick={() => go('contacts', number)}>
          {t('dial.saveContact')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
