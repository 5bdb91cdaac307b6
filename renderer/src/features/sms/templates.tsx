import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { SMS_TEMPLATES } from '../../../../shared/domain/sms.ts'
import { FailureNote } from '../../components/failure-text.tsx'
import { useRequest } from '../../hooks/use-request.ts'
import { useApp } from '../../state/app-store.ts'

/** Characters of a template in the list to choose from. */
const SHOWN = 60

/** Texts that are kept to be sent again: one is chosen, and the present text is kept or, if it is one, deleted. */
export function Templates({ text, onText }: { readonly text: string; readonly onText: (text: string) => void }) {
  const { t } = useTranslation()
  const templates = useApp((s) => s.services.sms.templates)
  const { busy, failure, request } = useRequest()
  const trimmed = text.trim()
  const kept = templates.includes(trimmed)
  const set = (next: readonly string[]): void => void request(window.dialdesk.sms.setTemplates({ templates: [...next] }))
  return (
    <div className="stack">
      {templates.length > 0 && (
        <Select
          label={t('sms.template')}
          placeholder={t('sms.chooseTemplate')}
          value={kept ? trimmed : null}
          data={templates.map((value) => ({ value, label: labelOf(value) }))}
          onChange={(chosen) => chosen !== null && onText(chosen)}
        />
      )}
      <div className="row">
        {kept ? (
          <button type="button" className="text-button" disabled={busy} onClick={() => set(templates.filter((one) => one !== trimmed))}>
            {t('sms.deleteTemplate')}
          </button>
        ) : (
          <button
            type="button"
            className="text-button"
            disabled={busy || trimmed === '' || templates.length >= SMS_TEMPLATES}
            onClick={() => set([...templates, trimmed])}
          >
            {t('sms.saveTemplate')}
          </button>
        )}
        {templates.length >= SMS_TEMPLATES && !kept && <small>{t('sms.templatesFull')}</small>}
      </div>
      <FailureNote failure={failure} />
    </div>
  )
}

/** A text on one line, cut. */
function labelOf(text: string): string {
  const signs = [...text.replace(/\s+/g, ' ')]
  return signs.length > SHOWN ? `${signs.slice(0, SHOWN).join('')}…` : signs.join('')
}
