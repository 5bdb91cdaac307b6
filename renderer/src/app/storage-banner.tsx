import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StorageState } from '../../../shared/domain/storage-state.ts'
import { useApp } from '../state/app-store.ts'

/** A repaired or replaced database or settings file, until dismissed. */
export function StorageBanner() {
  const { t, i18n } = useTranslation()
  const storage = useApp((s) => s.storage)
  const [dismissed, setDismissed] = useState<StorageState | null>(null)
  const { database, contacts, settings, settingsDamage } = storage
  const saved = (of: Extract<StorageState['database'], { state: 'set-aside' }>): string => {
    const parts = (['calls', 'records', 'contacts'] as const).filter((name) => of[name] > 0).map((name) => t(`storage.${name}`, { count: of[name] }))
    const list = new Intl.ListFormat(i18n.language).format(parts)
    if (!parts.length) return t('storage.savedNothing')
    return t(of.complete ? 'storage.savedAll' : 'storage.saved', { list })
  }
  const texts = [
    ...(database.state === 'updating' || contacts.state === 'updating' ? [t('storage.updating')] : []),
    ...(database.state === 'waiting' || contacts.state === 'waiting' ? [t('storage.waiting')] : []),
    ...(database.state === 'set-aside' ? [t('storage.set-aside'), saved(database), t('storage.kept', { path: database.path })] : []),
    ...(database.state === 'in-memory' ? [t(`storage.${database.reason}`)] : []),
    ...(contacts.state === 'set-aside' ? [t('storage.contactsSetAside'), saved(contacts), t('storage.kept', { path: contacts.path })] : []),
    ...(contacts.state === 'in-memory' ? [t('storage.contactsInMemory')] : []),
    ...(settingsDamage
      ? [t('storage.settingsSetAside'), t(`storage.settingsKept.${settingsDamage.kept}`), t('storage.kept', { path: settingsDamage.path })]
      : []),
    ...(settings === 'full' ? [t('storage.settingsFull')] : settings === 'failed' ? [t('storage.settingsFailed')] : []),
  ]
  if (!texts.length || dismissed === storage) return null
  return (
    <div className="note wait banner" role="status">
      <IconAlertTriangle size={16} aria-hidden />
      <span style={{ flex: 1, overflowWrap: 'anywhere' }}>{texts.join(' ')}</span>
      <button type="button" className="text-button" onClick={() => setDismissed(storage)}>
        {t('storage.dismiss')}
      </button>
    </div>
  )
}
