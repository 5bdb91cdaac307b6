import { PasswordInput, Switch, TextInput } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Area } from '../../../../shared/domain/services.ts'
import { FailureNote } from '../../components/failure-text.tsx'
import { useRequest } from '../../hooks/use-request.ts'
import { useApp } from '../../state/app-store.ts'

/** Cards and callshop: their own sign-ins, the realm, and whether their entries show. */
export function ResellerPage() {
  const { t } = useTranslation()
  const realm = useApp((s) => s.services.realm)
  const [text, setText] = useState(realm)
  const { busy, failure, request } = useRequest()
  return (
    <>
      <h2>{t('settings.reseller')}</h2>
      <div className="narrow">
        <p>{t('reseller.what')}</p>
        {(['cards', 'callshop'] as const).map((area) => (
          <AreaSignIn key={area} area={area} />
        ))}
        <form
          className="stack"
          onSubmit={(e) => {
            e.preventDefault()
            void request(window.dialdesk.cards.setRealm({ realm: text }))
          }}
        >
          <TextInput
            label={t('reseller.realm')}
            description={t('reseller.realmHint')}
            maxLength={200}
            value={text}
            onChange={(e) => setText(e.currentTarget.value)}
          />
          <div>
            <button type="submit" className="button" disabled={busy || text.trim() === realm}>
              {t('reseller.saveRealm')}
            </button>
          </div>
          <FailureNote failure={failure} />
        </form>
      </div>
    </>
  )
}

function AreaSignIn({ area }: { readonly area: Area }) {
  const { t } = useTranslation()
  const state = useApp((s) => s.services.areas[area])
  const [user, setUser] = useState('')
  const password = useRef<HTMLInputElement>(null)
  const { busy, failure, request } = useRequest()
  const signIn = async (): Promise<void> => {
    const value = password.current?.value ?? ''
    if (password.current) password.current.value = ''
    if (user.trim() && value) await request(window.dialdesk.areas.signIn({ area, userName: user.trim(), password: value }))
  }
  return (
    <fieldset className="stack area">
      <legend>{t(`nav.${area}`)}</legend>
      {state.access === 'refused' && <p className="note wait">{t(`reseller.refused.${area}`)}</p>}
      {state.ownUser === null ? (
        <form
          className="stack"
          onSubmit={(e) => {
            e.preventDefault()
            void signIn()
          }}
        >
          <TextInput
            label={t('reseller.user')}
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
            value={user}
            onChange={(e) => setUser(e.currentTarget.value)}
          />
          <PasswordInput
            ref={password}
            label={t('reseller.password')}
            autoComplete="off"
            visibilityToggleButtonProps={{ 'aria-label': t('sign.show'), tabIndex: 0 }}
          />
          <div>
            <button type="submit" className="button" disabled={busy || user.trim() === ''}>
              {t(`reseller.enter.${area}`)}
            </button>
          </div>
        </form>
      ) : (
        <div className="row">
          <span className="grow">{t('reseller.signedIn', { user: state.ownUser })}</span>
          <button type="button" className="button" disabled={busy} onClick={() => void request(window.dialdesk.areas.signOut({ area }))}>
            {t('reseller.useOwn')}
          </button>
        </div>
      )}
      <Switch
        label={t('reseller.show', { name: t(`nav.${area}`) })}
        checked={!state.hidden}
        onChange={(e) => void request(window.dialdesk.areas.setHidden({ area, hidden: !e.currentTarget.checked }))}
      />
      <FailureNote failure={failure} />
    </fieldset>
  )
}
