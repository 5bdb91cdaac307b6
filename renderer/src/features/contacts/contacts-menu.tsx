import { IconArrowBackUp, IconCloud, IconDots, IconFileExport, IconFileImport } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ExportFormat } from '../../../../shared/domain/contact-import.ts'
import { MenuButton } from '../../components/menu-button.tsx'
import { useApp } from '../../state/app-store.ts'

type Props = {
  readonly onImport: () => void
  readonly onExport: (format: ExportFormat) => void
  readonly onUndo: () => void
  readonly onServer: () => void
}

const vcards = ['vcard-3.0', 'vcard-4.0', 'vcard-2.1'] as const

/** What concerns all contacts: files in and out, a server's address book, and the last import taken back. */
export function ContactsMenu({ onImport, onExport, onUndo, onServer }: Props) {
  const { t } = useTranslation()
  const { count, lastImport } = useApp((s) => s.contacts)
  return (
    <MenuButton
      label={t('contact.more')}
      menu={(Menu) => (
        <>
          <Menu.Item leftSection={<IconFileImport size={16} aria-hidden />} onClick={onImport}>
            {t('import.start')}
          </Menu.Item>
          {vcards.map((format) => (
            <Menu.Item key={format} leftSection={<IconFileExport size={16} aria-hidden />} disabled={count === 0} onClick={() => onExport(format)}>
              {t('import.exportVcard', { version: format.slice('vcard-'.length) })}
            </Menu.Item>
          ))}
          <Menu.Item leftSection={<IconFileExport size={16} aria-hidden />} disabled={count === 0} onClick={() => onExport('csv')}>
            {t('import.exportCsv')}
          </Menu.Item>
          <Menu.Item leftSection={<IconCloud size={16} aria-hidden />} onClick={onServer}>
            {t('book.menu')}
          </Menu.Item>
          {lastImport && (
            <Menu.Item leftSection={<IconArrowBackUp size={16} aria-hidden />} onClick={onUndo}>
              {t('import.undo', { count: lastImport.added + lastImport.merged })}
            </Menu.Item>
          )}
        </>
      )}
    >
      <IconDots size={18} aria-hidden />
    </MenuButton>
  )
}
