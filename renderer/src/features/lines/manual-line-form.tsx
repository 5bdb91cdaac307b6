import { PasswordInput, SegmentedControl, TextInput } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ManualLine, type ManualLineText, wrongTexts } from '../../../../shared/domain/manual-line.ts'
import { FailureNote } from '../../components/failure-text.tsx'
import { useRequest } from '../../hooks/use-request.ts'
import css from './line-edit.module.css'

const empty: ManualLine = { name: '', userName: '', server: '', domain: '', transport: 'udp', outboundProxy: '', stun: '', turn: '', turnUser: '' }

/** A line of the user's own. Fields that cannot be used are marked when it is saved. */
export function ManualLineForm({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation()
  const [line, setLine] = useState(empty)
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set())
  const password = useRef<HTMLInputElement>(null)
  const turnPassword = useRef<HTMLInputElement>(null)
  const { busy, failure, request } = useRequest()
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const value = password.current?.value ?? ''
    const unusable = [...wrongTexts(line), ...(value === '' ? ['password'] : [])]
    setWrong(new Set(unusable))
    if (unusable.length) return
    const outcome = await request(window.dialdesk.lines.addManual({ line, password: value, turnPassword: turnPassword.current?.value ?? '' }))
    for (const field of [password, turnPassword]) if (field.current) field.current.value = ''
    if (outcome.ok) onDone()
  }
  const field = (name: ManualLineText, label: string, hint?: string) => (
    <TextInput
      label={label}
      description={hint}
      error={wrong.has(name) && t(name === 'userName' ? 'ownLine.missing' : 'ownLine.noAddress')}
      autoFocus={name === 'server'}
      spellCheck={false}
      autoComplete="off"
      maxLength={300}
      value={line[name]}
      onChange={(e) => setLine({ ...line, [name]: e.currentTarget.value })}
    />
  )
  return (
    <form className={`${css['line-edit']} line-card`} aria-label={t('ownLine.add')} onSubmit={(e) => void save(e)}>
      {field('server', t('ownLine.server'))}
      {field('userName', t('ownLine.userName'))}
      <PasswordInput
        ref={password}
        label={t('ownLine.password')}
        error={wrong.has('password') && t('ownLine.missing')}
        autoComplete="off"
        maxLength={1024}
        visibilityToggleButtonProps={{ 'aria-label': t('sign.show'), tabIndex: 0 }}
      />
      <div>
        <span id="own-line-transport">{t('ownLine.transport')}</span>
        <SegmentedControl
          transitionDuration={0}
          aria-labelledby="own-line-transport"
          value={line.transport}
          onChange={(transport) => setLine({ ...line, transport: transport as ManualLine['transport'] })}
          data={[
            { value: 'udp', label: 'UDP' },
            { value: 'tcp', label: 'TCP' },
            { value: 'tls', label: 'TLS' },
          ]}
        />
      </div>
      {field('name', t('ownLine.name'), t('ownLine.hint.name'))}
      {field('domain', t('ownLine.domain'), t('ownLine.hint.domain'))}
      {field('outboundProxy', t('ownLine.outboundProxy'), t('ownLine.hint.outboundProxy'))}
      {field('stun', t('ownLine.stun'), t('ownLine.hint.stun'))}
      {field('turn', t('ownLine.turn'), t('ownLine.hint.turn'))}
      {line.turn !== '' && (
        <>
          {field('turnUser', t('ownLine.turnUser'))}
          <PasswordInput
            ref={turnPassword}
            label={t('ownLine.turnPassword')}
            autoComplete="off"
            maxLength={1024}
            visibilityToggleButtonProps={{ 'aria-label': t('sign.show'), tabIndex: 0 }}
          />
        </>
      )}
      <FailureNote failure={failure} />
      <div className="row">
        <button type="submit" className="button primary" disabled={busy} aria-busy={busy}>
          {t('ownLine.save')}
        </button>
        <button type="button" className="button" onClick={onDone}>
          {t('ownLine.cancel')}
        </button>
      </div>
    </form>
  )
}
