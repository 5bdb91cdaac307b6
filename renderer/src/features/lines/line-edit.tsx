import { PasswordInput, Switch, TextInput } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Line } from '../../../../shared/domain/line.ts'
import { ColumnHeads } from '../../components/column-heads.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { FailureNote } from '../../components/failure-text.tsx'
import { useRequest } from '../../hooks/use-request.ts'
import css from './line-edit.module.css'
import { LinePreferencesEdit } from './line-preferences.tsx'

/** What the user may change about a line, and the provider's own values. */
export function LineEdit({ line }: { readonly line: Line }) {
  const { t } = useTranslation()
  const { failure, request } = useRequest()
  const label = useRef<HTMLInputElement>(null)
  const password = useRef<HTMLInputElement>(null)
  const address = useRef<HTMLInputElement>(null)
  const lineId = line.id
  const { lines } = window.dialdesk
  const savePassword = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const value = password.current?.value
    if (!value) return
    const outcome = await request(lines.setPassword({ lineId, password: value }))
    if (outcome.ok && password.current) password.current.value = ''
  }
  return (
    <div className={css['line-edit']}>
      <Switch
        checked={line.enabled}
        onChange={(e) => void request(lines.setEnabled({ lineId, enabled: e.currentTarget.checked }))}
        label={t('lines.enabled')}
      />
      <form
        className="row"
        onSubmit={(e) => {
          e.preventDefault()
          void request(lines.setLabel({ lineId, label: label.current?.value ?? '' }))
        }}
      >
        <TextInput ref={label} label={t('lines.name')} defaultValue={line.label} maxLength={100} style={{ flex: 1 }} />
        <button type="submit" className="button">
          {t('lines.save')}
        </button>
      </form>
      <form className="row" onSubmit={(e) => void savePassword(e)}>
        <PasswordInput
          ref={password}
          label={t('lines.passwordHand')}
          autoComplete="off"
          style={{ flex: 1 }}
          visibilityToggleButtonProps={{ 'aria-label': t('sign.show'), tabIndex: 0 }}
        />
        <button type="submit" className="button" aria-label={`${t('lines.save')}: ${t('lines.passwordHand')}`}>
          {t('lines.save')}
        </button>
        {line.passwordOverridden && !line.manual && (
          <button type="button" className="button" onClick={() => void request(lines.setPassword({ lineId, password: null }))}>
            {t('lines.passwordProvider')}
          </button>
        )}
      </form>
      <form
        className="row"
        onSubmit={(e) => {
          e.preventDefault()
          void request(lines.setWebSocketAddress({ lineId, address: address.current?.value.trim() || null }))
        }}
      >
        <TextInput
          ref={address}
          label={t('lines.webSocket')}
          description={t('lines.webSocketHint')}
          defaultValue={line.webSocketAddress ?? ''}
          spellCheck={false}
          style={{ flex: 1 }}
        />
        <button type="submit" className="button" aria-label={`${t('lines.save')}: ${t('lines.webSocket')}`}>
          {t('lines.save')}
        </button>
      </form>
      {line.pinnedCertificate && (
        <div>
          <button type="button" className="button" onClick={() => void request(lines.forgetCertificate({ lineId }))}>
            {t('lines.forgetPin')}
          </button>
        </div>
      )}
      {line.manual && <RemoveLine line={line} />}
      <FailureNote failure={failure} />
      <LinePreferencesEdit line={line} />
      {!line.manual && <ProviderFacts line={line} />}
    </div>
  )
}

/** The fields of the provider's record, and what became of them. */
function ProviderFacts({ line }: { readonly line: Line }) {
  const { t } = useTranslation()
  return (
    <table className={css['provider-facts']}>
      <caption className="hidden">{t('lines.facts')}</caption>
      <ColumnHeads columns={[{ text: t('lines.field') }, { text: t('lines.value') }, { text: t('lines.effect') }]} />
      <tbody>
        {line.facts.map((f) => (
          <tr key={f.field}>
            <td>{f.field}</td>
            <td>{f.field === 'password' ? t('lines.removed') : <bdi>{f.value}</bdi>}</td>
            <td>{t(`effect.${f.effect}`)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Removes a line of the user's own, after a question. */
function RemoveLine({ line: { id, label } }: { readonly line: Line }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const { failure, request } = useRequest()
  return (
    <div>
      <button type="button" className="button" onClick={() => setAsking(true)}>
        {t('ownLine.remove')}
      </button>
      <FailureNote failure={failure} />
      {asking && (
        <Dialog
          title={t('ownLine.removeTitle', { line: label })}
          onClose={() => setAsking(false)}
          safe={{ label: t('ownLine.keep'), run: () => setAsking(false) }}
          confirm={{
            label: t('ownLine.remove'),
            tone: 'stop',
            run: () => {
              setAsking(false)
              void request(window.dialdesk.lines.removeManual({ lineId: id, confirmed: true }))
            },
          }}
        >
          <p>{t('ownLine.removeText')}</p>
        </Dialog>
      )}
    </div>
  )
}
