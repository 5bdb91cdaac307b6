import { Select, Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Contact, lineOfContact } from '../../../../shared/domain/contact.ts'
import { ringtones } from '../../../../shared/domain/line-preferences.ts'
import { useApp } from '../../state/app-store.ts'
import { openAccountId } from '../../state/selectors.ts'

type Props = { readonly contact: Contact; readonly onChange: (part: Partial<Contact>) => void }

/** What is special about the calls with a contact: line, ringtone, "do not disturb", blocked. */
export function ContactCallFields({ contact, onChange }: Props) {
  const { t } = useTranslation()
  const lines = useApp((s) => s.lines.lines)
  const accountId = useApp(openAccountId)
  const lineId = lineOfContact(contact, accountId)
  return (
    <fieldset className="stack" style={{ border: 0, padding: 0, margin: 0 }}>
      <legend style={{ fontWeight: 600, padding: 0 }}>{t('contact.calls')}</legend>
      {accountId !== null && lines.length > 1 && (
        <Select
          label={t('contact.line')}
          allowDeselect={false}
          value={lines.some(({ id }) => id === lineId) ? (lineId ?? '') : ''}
          data={[{ value: '', label: t('contact.anyLine') }, ...lines.map(({ id, label }) => ({ value: id, label }))]}
          onChange={(id) => onChange({ line: id ? { accountId, lineId: id } : null })}
        />
      )}
      <Select
        label={t('prefs.ringtone')}
        allowDeselect={false}
        value={contact.ringtone ?? ''}
        data={[{ value: '', label: t('contact.lineRingtone') }, ...ringtones.map((value) => ({ value, label: t(`prefs.ring.${value}`) }))]}
        onChange={(value) => onChange({ ringtone: ringtones.find((ringtone) => ringtone === value) ?? null })}
      />
      <Switch
        label={t('contact.ringsAlways')}
        checked={contact.ringsAlways}
        disabled={contact.blocked}
        onChange={(e) => onChange({ ringsAlways: e.currentTarget.checked })}
      />
      <Switch
        label={t('contact.blocked')}
        description={t('contact.blockedHint')}
        checked={contact.blocked}
        onChange={(e) => onChange({ blocked: e.currentTarget.checked })}
      />
    </fieldset>
  )
}
