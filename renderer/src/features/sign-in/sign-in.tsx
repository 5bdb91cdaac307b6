import { Checkbox, PasswordInput, Select, TextInput } from '@mantine/core'
import { IconAlertCircle, IconCircleCheck } from '@tabler/icons-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../../shared/contract.ts'
import { span } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import { useAsk } from '../../state/use-call.ts'
import { failureText } from '../../ui/failure-text.tsx'
import { Logo } from '../../ui/logo.tsx'
import './sign-in.css'

const CANCEL_AFTER = 5000

/** The sign-in form with everything that can go wrong said at its place. The password lives in the field alone. */
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
  const { busy, failure, ask, clear } = useAsk()
  const signingIn = session.state === 'signing-in'
  const canCancel = useElapsed(signingIn, CANCEL_AFTER)
  const shown = failure ?? (session.state === 'signed-out' ? session.reason : null)
  const wrong = shown?.code === 'wrong-credentials' || incomplete
  const keychainProblem = shown?.code.startsWith('keychain-') ? shown : null
  const unusable = keychain !== 'ready' || keychainProblem !== null

  const send = async (keep: boolean): Promise<void> => {
    const userName = user.current?.value.trim() ?? ''
    const secret = password.current?.value ?? ''
    setIncomplete(!userName || !secret)
    setChecked(null)
    if (!userName || !secret) return
    const outcome = await ask(window.dialdesk.account.signIn({ providerAddress: address, userName, password: secret, stay: keep }))
    // a wrong entry is corrected more easily than typed again; after success nothing may stay behind
    if (outcome.ok && password.current) password.current.value = ''
    else if (!outcome.ok && outcome.error.code === 'wrong-credentials') password.current?.focus()
    else if (!outcome.ok && (outcome.error.code.startsWith('provider-') || outcome.error.code === 'address-invalid')) setEditAddress(true)
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void send(stay)
  }
  const check = async (): Promise<void> => {
    clear()
    const outcome = await window.dialdesk.account.checkConnection({ providerAddress: address })
    setChecked(outcome.ok ? (outcome.value.error ?? 'reachable') : outcome.error)
  }
  const change = (part: Parameters<typeof window.dialdesk.settings.change>[0]) => void window.dialdesk.settings.change(part)

  return (
    <main className="sign">
      <div className="sign-drag" />
      <div className="sign-column">
        <form className="sign-card" onSubmit={submit} aria-labelledby="sign-title" noValidate>
          <h1 className="sign-title" id="sign-title">
            <Logo /> {t('sign.title')}
          </h1>
          {remembered.length > 0 && (
            <div>
              <h2 className="sign-label">{t('sign.remembered')}</h2>
              <ul className="sign-accounts">
                {remembered.slice(0, 4).map((r) => (
                  <li key={r.id}>
                    <button
                      type="button"
                      disabled={signingIn || busy}
                      onClick={() => {
                        if (user.current) user.current.value = r.userName
                        setAddress(r.providerAddress)
                        password.current?.focus()
                        if (r.staySignedIn) void ask(window.dialdesk.account.switchTo({ accountId: r.id }))
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
            disabled={signingIn}
            visibilityToggleButtonProps={{ 'aria-label': t('sign.show') }}
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
            <button type="button" className="button sign-big" onClick={() => void window.dialdesk.account.cancelSignIn()}>
              {t('sign.cancel')}
            </button>
          ) : (
            <button
              type={keychainProblem ? 'button' : 'submit'}
              className="button primary sign-big"
              disabled={signingIn}
              aria-busy={signingIn}
              onClick={keychainProblem ? () => void send(false) : undefined}
            >
              {t(keychainProblem ? 'sign.forThisRun' : 'sign.button')}
            </button>
          )}
          {unusable && (
            <button
              type="button"
              className="button"
              onClick={() => {
                clear()
                void ask(window.dialdesk.account.retryKeychain())
              }}
            >
              {t('sign.keychainRetry')}
            </button>
          )}
          <div className="sign-address">
            {editAddress && managed === null ? (
              <TextInput
                style={{ flex: 1 }}
                label={t('sign.address')}
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
        <div className="sign-foot">
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
  return seconds === 0 ? failureText(t, failure) : t(seconds > 0 ? 'sign.clockAhead' : 'sign.clockBehind', { diff: span(seconds, locale) })
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
