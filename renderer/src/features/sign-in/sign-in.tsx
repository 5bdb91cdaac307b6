import { Checkbox, PasswordInput, Select, TextInput } from '@mantine/core'
import { IconAlertCircle, IconCircleCheck } from '@tabler/icons-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../../shared/domain/failure.ts'
import { failureText } from '../../components/failure-text.tsx'
import { Logo } from '../../components/logo.tsx'
import { useRequest } from '../../hooks/use-request.ts'
import { clockDifference } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import css from './sign-in.module.css'

/** ms after which a sign-in can be cancelled. */
const CANCEL_AFTER = 5000

/** The sign-in form; each failure is shown at the field it concerns. The password exists only in its field. */
export function SignIn() {
  const { t, i18n } = useTranslation()
  const { session, remembered, keychain } = useApp(({ account }) => account)
  const settings = useApp((s) => s.settings)
  const { providerAddress: managed } = useApp(({ environment }) => environment.managed)
  const [address, setAddress] = useState(managed ?? settings.providerAddress)
  const [editAddress, setEditAddress] = useState(false)
  const [stay, setStay] = useState(true)
  const [capsLock, setCapsLock] = useState(false)
  const [incomplete, setIncomplete] = useState(false)
  const [checked, setChecked] = useState<Failure | 'reachable' | null>(null)
  const password = useRef<HTMLInputElement>(null)
  const user = useRef<HTMLInputElement>(null)
  const { busy, failure, request, clear } = useRequest()
  const signingIn = session.state === 'signing-in'
  const canCancel = useElapsed(signingIn, CANCEL_AFTER)
  const shown = failure ?? (session.state === 'signed-out' ? session.reason : null)
  const wrong = shown?.code === 'wrong-credentials' || incomplete
  const keychainProblem = shown?.code.startsWith('keychain-') ? shown : null
  const unusable = keychain !== 'ready' || keychainProblem !== null

  // the reply and the event that signing in has ended come in either order, and a disabled field takes no focus
  useEffect(() => {
    if (!signingIn && failure?.code === 'wrong-credentials') password.current?.focus()
  }, [signingIn, failure])

  const send = async (keep: boolean): Promise<void> => {
    const userName = user.current?.value.trim() ?? ''
    const secret = password.current?.value ?? ''
    setIncomplete(!userName || !secret)
    setChecked(null)
    if (!userName || !secret) return
    const outcome = await request(window.dialdesk.account.signIn({ providerAddress: address, userName, password: secret, stay: keep }))
    // a wrong entry is corrected more easily than typed again; after success nothing may stay behind
    if (outcome.ok && password.current) password.current.value = ''
    else if (!outcome.ok && (outcome.error.code.startsWith('provider-') || outcome.error.code === 'address-invalid')) setEditAddress(true)
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    // what was chosen stays chosen: the next try, after a wrong password, is for this session, too
    if (keychainProblem) setStay(false)
    void send(stay && !keychainProblem)
  }
  const check = async (): Promise<void> => {
    clear()
    const outcome = await window.dialdesk.account.checkConnection({ providerAddress: address })
    setChecked(outcome.ok ? (outcome.value.error ?? 'reachable') : outcome.error)
  }
  const change = (part: Parameters<typeof window.dialdesk.settings.change>[0]) => void window.dialdesk.settings.change(part)

  return (
    <main className={css['sign']}>
      <div className="drag-area" />
      <div className={css['sign-column']}>
        <form className={css['sign-card']} onSubmit={submit} aria-labelledby="sign-title" noValidate>
          <h1 className={css['sign-title']} id="sign-title">
            <Logo /> {t('sign.title')}
          </h1>
          {remembered.length > 0 && (
            <div>
              <h2 className={css['sign-label']}>{t('sign.remembered')}</h2>
              <ul className={css['sign-accounts']}>
                {remembered.slice(0, 4).map((r) => (
                  <li key={r.id}>
                    <button
                      type="button"
                      disabled={signingIn || busy}
                      onClick={() => {
                        if (user.current) user.current.value = r.userName
                        setAddress(r.providerAddress)
                        password.current?.focus()
                        if (r.staySignedIn) void request(window.dialdesk.account.switchTo({ accountId: r.id }))
                      }}
                    >
                      <bdi>{r.userName}</bdi>
                      <small>{r.providerAddress}</small>
                    </button>
                  </li>
                ))}
              </ul>
            </div>
          )}
          <TextInput
            ref={user}
            label={t('sign.user')}
            autoComplete="username"
            aria-required
            autoFocus
            defaultValue={remembered[0]?.userName ?? ''}
            error={wrong}
            spellCheck={false}
            disabled={signingIn}
          />
          <PasswordInput
            ref={password}
            label={t('sign.password')}
            autoComplete="current-password"
            aria-required
            aria-invalid={wrong}
            disabled={signingIn}
            visibilityToggleButtonProps={{ 'aria-label': t('sign.show'), tabIndex: 0 }}
            onKeyUp={(e) => setCapsLock(e.getModifierState('CapsLock'))}
            error={
              wrong
                ? `${t(incomplete ? 'sign.missing' : 'sign.wrong')}${capsLock ? ` ${t('sign.capsLock')}` : ''}`
                : capsLock
                  ? t('sign.capsLock')
                  : null
            }
          />
          <Checkbox
            checked={stay && !keychainProblem}
            onChange={(e) => setStay(e.currentTarget.checked)}
            label={t('sign.stay')}
            description={t(stay && !keychainProblem ? 'sign.stayHint' : 'sign.runHint')}
            disabled={signingIn || keychainProblem !== null}
          />
          {shown && !wrong && (
            <p className="note bad" role="alert">
              <IconAlertCircle size={16} aria-hidden />
              <span>
                {keychainProblem
                  ? keychainText(t, keychainProblem)
                  : shown.code === 'clock-wrong'
                    ? clockText(t, shown, i18n.language)
                    : failureText(t, shown)}
              </span>
            </p>
          )}
          {signingIn && canCancel ? (
            <button key="cancel" type="button" className={`button ${css['sign-big']}`} onClick={() => void window.dialdesk.account.cancelSignIn()}>
              {t('sign.cancel')}
            </button>
          ) : (
            // always the form's submit: a button that becomes it during its own click would send twice
            <button key="submit" type="submit" className={`button primary ${css['sign-big']}`} disabled={signingIn} aria-busy={signingIn}>
              {t(keychainProblem ? 'sign.forThisRun' : 'sign.button')}
            </button>
          )}
          {unusable && (
            <button
              type="button"
              className="button"
              onClick={() => {
                clear()
                void request(window.dialdesk.account.retryKeychain())
              }}
            >
              {t('sign.keychainRetry')}
            </button>
          )}
          <div className={css['sign-address']}>
            {editAddress && managed === null ? (
              <TextInput
                style={{ flex: 1 }}
                label={t('sign.address')}
                // the button that opened it is gone, and the focus with it
                autoFocus
                value={address}
                onChange={(e) => setAddress(e.currentTarget.value)}
                spellCheck={false}
                disabled={signingIn}
              />
            ) : (
              <>
                <dl>
                  <dt>{t('sign.address')}</dt>
                  <dd>{address}</dd>
                </dl>
                {managed === null ? (
                  <button
                    type="button"
                    className="text-button"
                    onClick={() => setEditAddress(true)}
                    aria-label={`${t('sign.address')}: ${t('sign.change')}`}
                  >
                    {t('sign.change')}
                  </button>
                ) : (
                  <small>{t('managed.locked')}</small>
                )}
              </>
            )}
          </div>
          {checked && (
            <p className={`note ${checked === 'reachable' ? 'ok' : 'bad'}`} role="status">
              {checked === 'reachable' ? <IconCircleCheck size={16} aria-hidden /> : <IconAlertCircle size={16} aria-hidden />}
              <span>{checked === 'reachable' ? t('sign.reachable') : failureText(t, checked)}</span>
            </p>
          )}
        </form>
        <div className={css['sign-foot']}>
          <Select
            aria-label={t('language.label')}
            w={150}
            allowDeselect={false}
            value={settings.language}
            data={(['system', 'en', 'de'] as const).map((value) => ({ value, label: t(`language.${value}`) }))}
            onChange={(v) => v && change({ language: v as 'en' })}
          />
          <Select
            aria-label={t('theme.label')}
            w={110}
            allowDeselect={false}
            value={settings.theme}
            data={(['system', 'light', 'dark'] as const).map((value) => ({ value, label: t(`theme.${value}`) }))}
            onChange={(v) => v && change({ theme: v as 'dark' })}
          />
          <span className="grow" />
          <button type="button" className="text-button" onClick={() => void check()}>
            {t('sign.check')}
          </button>
        </div>
      </div>
    </main>
  )
}

type Translate = ReturnType<typeof useTranslation>['t']

function keychainText(t: Translate, { code }: Failure): string {
  switch (code) {
    case 'keychain-locked':
      return t('sign.keychainLocked')
    case 'keychain-no-service':
      return t('sign.keychain')
    case 'keychain-no-library':
      return t('sign.keychainLibrary')
    default:
      return t('sign.keychainFailed')
  }
}

function clockText(t: Translate, failure: Failure, locale: string): string {
  const seconds = Number(failure.details?.['seconds'] ?? 0)
  return seconds === 0 ? failureText(t, failure) : t(seconds > 0 ? 'sign.clockAhead' : 'sign.clockBehind', { diff: clockDifference(seconds, locale) })
}

/** True once `running` has lasted `ms`. */
function useElapsed(running: boolean, ms: number): boolean {
  const [elapsed, setElapsed] = useState(false)
  useEffect(() => {
    setElapsed(false)
    if (!running) return
    const timer = setTimeout(() => setElapsed(true), ms)
    return () => clearTimeout(timer)
  }, [running, ms])
  return elapsed
}
